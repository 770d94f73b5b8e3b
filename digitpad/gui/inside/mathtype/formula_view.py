"""A widget that shows a formula in mathematical type, on as many lines as it takes."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui.inside.mathtype.parse import parse, plain
from digitpad.gui.inside.mathtype.setting import Box, set_formula, side_by_side
from digitpad.gui.palette import LIGHT, Palette

SIZE_PX = 16.0
_LEADING = 0.35  # between lines, in sizes
_INDENT = 1.6  # of the second line and the next ones, in sizes
_SPARE_PX = 28  # of a line's width: for the indentation


def role_colours(palette: Palette) -> dict[str, QColor]:
    """Return the colour of each role; "" is that of all the rest."""
    return {
        "": QColor(palette.text),
        "input": QColor(palette.batches),
        "weight": QColor(palette.validation),
        "result": QColor(palette.drawn),
    }


class FormulaView(QWidget):
    """Shows formulas below each other; breaks one that is too wide before a sign like +."""

    def __init__(self, parent: QWidget | None = None, *, size_px: float = SIZE_PX) -> None:
        super().__init__(parent)
        self._size, self._palette = size_px, LIGHT
        self._texts: tuple[str, ...] = ()
        self._set: dict[int, list[tuple[float, Box]]] = {}  # the lines, by the width they are for
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_formulas(self, *texts: str) -> None:
        """Show these formulas, written as ``parse`` takes them."""
        if texts != self._texts:
            self._texts = texts
            self._set.clear()
            self.setAccessibleName("; ".join(plain(parse(text)) for text in texts))
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        leading = _LEADING * self._size
        return round(sum(line.height + leading for _, line in self._lines(width)))

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 0 else 320
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, round(self._size))

    def _lines(self, width: int) -> list[tuple[float, Box]]:
        """Return the lines, each with how far it is indented.

        A layout asks for several widths, and again and again, while the formula stays.
        """
        if width not in self._set:
            self._set[width] = [
                (_INDENT * self._size if number else 0.0, side_by_side(boxes))
                for text in self._texts
                for number, boxes in enumerate(_broken(set_formula(text, self._size), width))
            ]
        return self._set[width]

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = role_colours(self._palette)
        y = 0.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for indent, line in self._lines(self.width()):
                y += line.ascent + _LEADING * self._size / 2
                line.paint(painter, indent, y, colours.__getitem__, "")
                y += line.descent + _LEADING * self._size / 2


def _broken(boxes: Sequence[Box], width: float) -> list[list[Box]]:
    """Cut a formula into lines of this width at most, where that is possible."""
    words: list[list[Box]] = [[]]
    for box in boxes:
        if box.breaks and words[-1]:
            words.append([])
        words[-1].append(box)
    lines: list[list[Box]] = [[]]
    wide = 0.0
    for word in words:
        more = sum(box.width for box in word)
        if lines[-1] and wide + more > width - _SPARE_PX:
            lines.append([])
            wide = 0.0
        lines[-1].extend(word)
        wide += more
    return lines
