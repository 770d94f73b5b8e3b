"""Loss and accuracy of several runs, one above the other or side by side, in step."""

from collections.abc import Sequence

from PySide6.QtCore import QMargins, QPoint, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, row, tool_button
from digitpad.gui.runs.run_curves import RunCurves
from digitpad.gui.train.axis_limits import Range
from digitpad.gui.train.curve_plot import CurvePlot, CurveStyle, Line
from digitpad.gui.train.curve_tools import log_button

RUN_COLOURS = ("run_1", "run_2", "run_3", "run_4", "run_5", "run_6")
_EMPTY = (  # for a run is saved for the first time after its first epoch, or after 30 s
    "Choose runs above to see here how they learned. "
    "A run that has just begun has its curves within half a minute."
)
_FIT_TIP = "Show the runs from end to end. Zoom with the wheel or + and -, move by dragging."
_PICTURE_SCALE, _MARGIN_PX = 2, 16
_APART_PX = 6  # the names of runs from the title, where they fill the line


class RunPlots(QWidget):
    """Draws up to ``len(RUN_COLOURS)`` runs, each in a colour of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runPlots")
        self.loss = CurvePlot("runLossPlot", "Loss", (), _EMPTY, share=False, numbered=False)
        self.accuracy = CurvePlot("runAccuracyPlot", "Accuracy", (), "", share=True)
        self._plots = (self.loss, self.accuracy)
        self.logarithmic = log_button("runLogButton")
        self.fit = tool_button("runFitButton", "fit", _FIT_TIP, title="Show the whole runs")
        self.fit.setEnabled(False)
        self._note = label("caption")
        self._lay_out()
        self.logarithmic.toggled.connect(self.loss.set_logarithmic)
        self.fit.clicked.connect(self.show_all)
        for plot in self._plots:
            plot.head.insertSpacing(1, _APART_PX)
            plot.pointed.connect(self._point)
            plot.zoomed.connect(self._zoom)

    def _lay_out(self) -> None:
        head = row(8)
        head.addWidget(self._note, 1)
        head.addWidget(self.logarithmic)
        head.addWidget(self.fit)
        layout = column(4, self)
        layout.addLayout(head)
        for plot in self._plots:
            layout.addWidget(plot, 1)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        for plot in self._plots:
            plot.use_colours(palette)

    def show_runs(self, runs: Sequence[RunCurves], left_out: int) -> None:
        """Draw these runs; ``left_out`` more are chosen."""
        pairs = list(zip(runs, RUN_COLOURS, strict=False))
        end = max([1.0, *(run.last_epoch for run, _ in pairs)])  # or no number is below the plots
        self.loss.set_styles(_styles(pairs))
        self.accuracy.set_styles(_styles(pairs))
        loss = [curve for run, _ in pairs for curve in (run.loss, run.validation_loss)]
        self.loss.show_curves(loss, end)
        share = [c for run, _ in pairs for c in (run.drawn_accuracy, run.validation_accuracy)]
        self.accuracy.show_curves(share, end)
        self._note.setText(_note(len(pairs), left_out))

    @Slot()
    def show_all(self) -> None:
        """Show the runs from end to end."""
        self._zoom(None)

    def picture(self) -> QImage:
        """Return both plots as a picture: without buttons, and finer than the screen."""
        margin = QPoint(_MARGIN_PX, _MARGIN_PX)
        size = self.size().grownBy(QMargins(*4 * [_MARGIN_PX]))
        picture = QImage(size * _PICTURE_SCALE, QImage.Format.Format_ARGB32)
        picture.setDevicePixelRatio(_PICTURE_SCALE)
        picture.fill(self.palette().window().color())
        self._note.render(picture, self._note.pos() + margin)
        for plot in self._plots:
            plot.paint_on(picture, plot.pos() + margin)
        return picture

    @Slot(object)
    def _point(self, x: float | None) -> None:
        for plot in self._plots:
            plot.set_place(x)

    @Slot(object)
    def _zoom(self, zoom: Range | None) -> None:
        for plot in self._plots:
            plot.set_zoom(zoom)
        self.fit.setEnabled(zoom is not None)


def _styles(pairs: Sequence[tuple[RunCurves, str]]) -> list[CurveStyle]:
    """Two curves a run: a plain one, and a dotted one that has its name."""
    return [
        style
        for run, colour in pairs
        for style in (
            CurveStyle("", colour, Line.PLAIN),
            CurveStyle(run.record.name, colour, Line.DOTTED),
        )
    ]


def _note(shown: int, left_out: int) -> str:
    if not shown:
        return ""
    note = "Dots: validation. Lines: training loss, drawn digits."
    are = "is" if left_out == 1 else "are"
    return f"{note} {left_out:,} more {are} not drawn." if left_out else note
