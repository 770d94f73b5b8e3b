"""The two pictures of the page Why: what speaks for a class, and what would make it another."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QPushButton, QWidget

from digitpad.gui.fields import ChoiceBox
from digitpad.gui.glossary.explained import explained
from digitpad.gui.inside.class_box import ClassBox
from digitpad.gui.inside.ink_map import LEAST_PX, Image, InkMap
from digitpad.gui.inside.scale_legend import ScaleLegend
from digitpad.gui.inside.signed_colours import Values
from digitpad.gui.palette import Palette
from digitpad.gui.parts import label, named, row
from digitpad.inside.evidence import METHODS, Method

_SPACE_PX, _GAP_PX = 24, 8  # between the pictures, between their parts
_TEXT_PX, _CAPTION_PX = 52, 48  # three lines each
_REST_PX = 2 * 32 + 24 + _TEXT_PX + _CAPTION_PX + 6 * _GAP_PX  # all that is not the picture
_LEAST_COLUMN_PX, _WIDE_COLUMN_PX = 192, 300
_CHOICE_PX = (56, 88)  # in a narrow view and in a wide one
_WIDE_WORDS = ("rather than", "Judged by", "What would make it")
_NARROW_WORDS = ("not", "By", "Make it")
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
        self.method = named(ChoiceBox("whyMethod"), "whyMethod")
        self.method.setAccessibleName("How the ink is judged")
        for method in METHODS:
            self.method.addItem(method.title, method.key)
        self.target = ClassBox("changeClass", "Class to change into", "the next likeliest")
        self._than, self._by, self._make = (label("fieldLabel") for _ in range(3))
        self.put = named(QPushButton("Put on the canvas"), "putChangeButton")
        self.put.setStatusTip("Put the changed image on the canvas; undo brings the drawing back.")
        self.evidence = InkMap("evidenceMap", "What speaks for and against", "nats")
        self.change = InkMap("changeMap", "Ink to add and to remove", "of full ink")
        self.evidence_legend = ScaleLegend("against", "for")
        self.change_legend = ScaleLegend("ink to remove", "ink to add")
        self.evidence_text, self.change_text = (_text() for _ in range(2))
        self.method_text = _text("caption", _CAPTION_PX)
        self.change_help = _text("caption", _CAPTION_PX)
        explained(self.evidence_text, "log-odds", "nat")
        self._lay_out()
        for box in (self.wanted, self.against, self.method, self.target):
            box.currentIndexChanged.connect(self._ask)
        self.put.clicked.connect(self.put_asked)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_SPACE_PX)
        grid.setVerticalSpacing(_GAP_PX)
        left: tuple[QBoxLayout | QWidget, ...] = (
            _line("Why", self.wanted, self._than, self.against),
            _line(self._by, self.method),
            self.evidence,
            self.evidence_legend,
            self.evidence_text,
            self.method_text,
        )
        right: tuple[QBoxLayout | QWidget, ...] = (
            _line(self._make, self.target),
            _line(self.put),
            self.change,
            self.change_legend,
            self.change_text,
            self.change_help,
        )
        for place, parts in enumerate((left, right)):
            grid.setColumnStretch(place, 1)
            for line, part in enumerate(parts):
                if isinstance(part, QBoxLayout):
                    grid.addLayout(part, line, place)
                else:
                    grid.addWidget(part, line, place)
        grid.setRowStretch(grid.rowCount(), 1)

    def _fit(self) -> None:
        """Give the pictures the largest squares that leave the rest its room."""
        column_ = (self.width() - _SPACE_PX) // 2
        is_wide = column_ >= _WIDE_COLUMN_PX
        for picture in (self.evidence, self.change):
            picture.set_room(min(column_, self.height() - _REST_PX))
        words = _WIDE_WORDS if is_wide else _NARROW_WORDS
        for text, word in zip((self._than, self._by, self._make), words, strict=True):
            text.setText(word)
        for box in (self.wanted, self.against, self.method, self.target):
            box.setMinimumWidth(_CHOICE_PX[is_wide])
        spare = 0 if is_wide else (self.height() - _REST_PX - self.evidence.height()) // 2
        for text, height in (
            (self.evidence_text, _TEXT_PX),
            (self.change_text, _TEXT_PX),
            (self.method_text, _CAPTION_PX),
            (self.change_help, _CAPTION_PX),
        ):
            text.setFixedHeight(height + max(0, spare))

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _LEAST_COLUMN_PX + _SPACE_PX, LEAST_PX + _REST_PX)

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

    @Slot()
    def _ask(self) -> None:
        self.asked.emit()


def _line(*parts: str | QWidget) -> QBoxLayout:
    line = row(_GAP_PX)
    for part in parts:
        if isinstance(part, str):
            line.addWidget(label("fieldLabel", part))
        else:
            line.addWidget(part, 1 if isinstance(part, ChoiceBox) else 0)
    return line


def _text(name: str = "", height: int = _TEXT_PX) -> QLabel:
    text = label(name, wraps=True)
    text.setFixedHeight(height)
    text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return text
