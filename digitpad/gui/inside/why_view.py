"""The two pictures of the page Why: what speaks for a class, and what would make it another."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QPushButton, QWidget

from digitpad.gui.fields import ChoiceBox
from digitpad.gui.glossary.explained import explained
from digitpad.gui.inside.class_box import ClassBox
from digitpad.gui.inside.ink_map import LEAST_PX, Image, InkMap
from digitpad.gui.inside.scale_legend import ScaleLegend
from digitpad.gui.inside.signed_colours import Values
from digitpad.gui.inside.two_rows import TwoRows
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.inside.evidence import METHODS, Method

_SPACE_PX, _GAP_PX = 24, 8  # between the pictures, between their parts
_LEAST_COLUMN_PX, _WIDE_COLUMN_PX, _CHOICE_PX, _METHOD_PX = 184, 338, 104, 160
_LEGEND_PX = 24
# Of a wide view and of a narrow one the heights of choices, texts and captions.
_WIDE_PX, _NARROW_PX = (72, 52, 48), (128, 104, 84)
_FULL_INK = 1.0


class WhyView(QWidget):
    """Shows what it is given.

    Signals: asked() when another question is chosen, put_asked() to put the changed image on the
    canvas.
    """

    asked = Signal()
    put_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = ClassBox("whyClass", "Class to explain", "its answer")
        self.against = ClassBox("whyAgainst", "Class to hold against", "any other")
        self.method = ChoiceBox("whyMethod")
        self.method.setAccessibleName("How the ink is judged")
        for method in METHODS:
            self.method.addItem(method.title, method.key)
        self.target = ClassBox("changeClass", "Class to change into", "the next likeliest")
        self.put = named(QPushButton("Put on the canvas"), "putChangeButton")
        self.put.setStatusTip("Put the changed image on the canvas; undo brings the drawing back.")
        self.evidence = InkMap("evidenceMap", "What speaks for and against", "nats")
        self.change = InkMap("changeMap", "Ink to add and to remove", "of full ink")
        self.evidence_legend = ScaleLegend("against", "for")
        self.change_legend = ScaleLegend("ink to remove", "ink to add")
        self.evidence_text, self.change_text = (_text() for _ in range(2))
        self.method_text, self.change_help = (_text("caption") for _ in range(2))
        explained(self.evidence_text, "log-odds", "nat")
        self._lay_out()
        for box in (self.wanted, self.against, self.method, self.target):
            box.setMinimumWidth(_CHOICE_PX)
            box.currentIndexChanged.connect(self.asked)
        self.method.setMinimumWidth(_METHOD_PX)
        self.put.clicked.connect(self.put_asked)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_SPACE_PX)
        grid.setVerticalSpacing(_GAP_PX)
        why = column(_GAP_PX)
        why.addWidget(
            TwoRows(_line("Why", self.wanted), _line("rather than", self.against), (1, 1))
        )
        why.addWidget(TwoRows(_line("Judged by"), _line(self.method), (0, 1)))
        change = column(_GAP_PX)
        change.addWidget(TwoRows(_line("What would make it"), _line(self.target), (0, 1)))
        change.addWidget(self.put)
        change.addStretch(1)
        left = (self.evidence, self.evidence_legend, self.evidence_text, self.method_text)
        right = (self.change, self.change_legend, self.change_text, self.change_help)
        for place, (choices, parts) in enumerate(((why, left), (change, right))):
            grid.setColumnStretch(place, 1)
            grid.addLayout(choices, 0, place)
            for line, part in enumerate(parts, 1):
                grid.addWidget(part, line, place)
        grid.setRowStretch(grid.rowCount(), 1)

    @property
    def _column_px(self) -> int:
        return (self.width() - _SPACE_PX) // 2

    @property
    def _heights_px(self) -> tuple[int, int, int]:
        return _WIDE_PX if self._column_px >= _WIDE_COLUMN_PX else _NARROW_PX

    @property
    def _rest_px(self) -> int:
        """The height of all that is not the picture."""
        return sum(self._heights_px) + _LEGEND_PX + 5 * _GAP_PX

    def _fit(self) -> None:
        """Give the pictures the largest squares that leave the rest its room."""
        for picture in (self.evidence, self.change):
            picture.set_room(min(self._column_px, self.height() - self._rest_px))
        _, text_px, caption_px = self._heights_px
        for text in (self.evidence_text, self.change_text):
            text.setFixedHeight(text_px)
        for text in (self.method_text, self.change_help):
            text.setFixedHeight(caption_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _LEAST_COLUMN_PX + _SPACE_PX, LEAST_PX + self._rest_px)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        for part in (self.evidence, self.change, self.evidence_legend, self.change_legend):
            part.use_colours(palette)

    def show_classes(self, classes: Sequence[str]) -> None:
        """Offer these classes."""
        for box in (self.wanted, self.against, self.target):
            box.show_classes(classes)

    def show_evidence(self, image: Image | None, values: Values | None, text: str) -> None:
        """Show an image (28, 28), what its ink says (28, 28) in nats, and the same in words."""
        limit = 0.0 if values is None else float(abs(values).max())
        self.evidence.show_map(image, values, limit)
        self.evidence.setAccessibleDescription(text)
        self.evidence_legend.show_limit(limit, "nats")
        self.evidence_text.setText(text)

    def show_method(self, method: Method) -> None:
        """Say how the ink is judged."""
        self.method_text.setText(method.sentence)
        for part in (self.method_text, self.method):
            part.setToolTip(method.source)

    def show_change(self, image: Image | None, ink: Values | None, text: str) -> None:
        """Show an image (28, 28) and the ink (28, 28) to add (above 0) and to remove."""
        self.change.show_map(image, ink, _FULL_INK)
        self.change.setAccessibleDescription(text)
        self.change_text.setText(text)

    def show_help(self, text: str, *, can_put: bool) -> None:
        """Say how the change is found; ``can_put`` when there is one for the canvas."""
        self.change_help.setText(text)
        self.put.setEnabled(can_put)


def _line(*parts: str | QWidget) -> QBoxLayout:
    line = row(_GAP_PX)
    for part in parts:
        if isinstance(part, str):
            line.addWidget(label("fieldLabel", part))
        else:
            line.addWidget(part, 1)
    return line


def _text(name: str = "") -> QLabel:
    text = label(name, wraps=True)
    text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return text
