"""The small tools of the curves: logarithmic, smoothing, show all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSlider, QToolButton, QWidget

from digitpad.gui.parts import label, named, row, tool_button

SMOOTHINGS = (0, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)  # images
USUAL_SMOOTHING = 2000
_SLIDER_PX = 48

_LOG_TIP = "Logarithmic: each line of the loss plot is ten times the one below. Small losses show."
_FIT_TIP = (
    "Show the whole run. Zoom with the wheel or + and -, move by dragging; the arrow keys point "
    "at a place."
)


def log_button(name: str) -> QToolButton:
    """Return a button that is down while the loss is drawn on a logarithmic scale."""
    button = tool_button(name, "log", _LOG_TIP, title="Logarithmic loss")
    button.setCheckable(True)
    return button


class CurveTools(QWidget):
    """Signals: logarithmic_chosen(bool), smoothing_chosen(images), fit_asked()."""

    logarithmic_chosen = Signal(bool)
    smoothing_chosen = Signal(int)
    fit_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("curveTools")
        self.smoothing = named(QSlider(Qt.Orientation.Horizontal), "smoothingSlider")
        self.smoothing.setRange(0, len(SMOOTHINGS) - 1)
        self.smoothing.setPageStep(1)
        self.smoothing.setFixedWidth(_SLIDER_PX)
        self.logarithmic = log_button("logButton")
        self.fit = tool_button("fitButton", "fit", _FIT_TIP, title="Show the whole run")
        title = label("fieldLabel", "s&mooth")
        title.setBuddy(self.smoothing)
        layout = row(4, self)
        layout.addWidget(title)
        layout.addWidget(self.smoothing)
        layout.addWidget(self.logarithmic)
        layout.addWidget(self.fit)
        self.smoothing.valueChanged.connect(self._choose_smoothing)
        self.logarithmic.toggled.connect(self.logarithmic_chosen)
        self.fit.clicked.connect(self.fit_asked)
        self.choose(logarithmic=False, smoothing=USUAL_SMOOTHING)
        self.show_zoomed(False)

    def images(self) -> int:
        """Return over how many images the values of batches are averaged."""
        return SMOOTHINGS[self.smoothing.value()]

    def choose(self, *, logarithmic: bool, smoothing: int) -> None:
        """Choose, as the person would; ``smoothing`` is one of SMOOTHINGS."""
        self.smoothing.setValue(SMOOTHINGS.index(smoothing))
        self.logarithmic.setChecked(logarithmic)

    def show_zoomed(self, zoomed: bool) -> None:
        """Offer to show all where only a part is seen."""
        self.fit.setEnabled(zoomed)

    def _choose_smoothing(self) -> None:
        self._explain()
        self.smoothing_chosen.emit(self.images())

    def _explain(self) -> None:
        images = self.images()
        over = f"a mean over {images:,} images" if images else "each batch as it is, not smoothed"
        tip = f"Smoothing: the thick blue line is {over}. The faint one behind it is never changed."
        self.smoothing.setStatusTip(tip)
        self.smoothing.setToolTip(tip)
        self.smoothing.setAccessibleName(f"Smoothing: {over}")
