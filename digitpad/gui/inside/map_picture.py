"""A map or an image, enlarged, with cells that are marked; a mouse or keys go over its cells."""

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from digitpad.gui.palette import LIGHT, Palette
from digitpad.inside.reach import Mask

_KEYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class MapPicture(QWidget):
    """Shows a picture cell by cell.

    ``active``: it can have the focus, and says which cell the person means.
    Signals: pointed(row, column) under the mouse; left() when it goes away; chosen(row, column) by
    a click or the arrow keys.
    """

    pointed = Signal(int, int)
    left = Signal()
    chosen = Signal(int, int)

    def __init__(self, *, active: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette, self._image = LIGHT, QImage()
        self._marked: Mask | None = None
        self._cell: tuple[int, int] | None = None
        self._active = active
        if active:
            self.setMouseTracking(True)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_picture(
        self, image: QImage, marked: Mask | None = None, cell: tuple[int, int] | None = None
    ) -> None:
        """Show an image, one pixel a cell; outline the ``marked`` cells (H, W), and one cell."""
        self._image, self._marked, self._cell = image, marked, cell
        self.update()

    @property
    def _unit(self) -> float:
        """Side of a cell on the screen."""
        wide, high = max(self._image.width(), 1), max(self._image.height(), 1)
        return min((self.width() - 2) / wide, (self.height() - 2) / high)

    def _cell_at(self, point: QPointF) -> tuple[int, int] | None:
        row, column = (int((v - 1) // self._unit) for v in (point.y(), point.x()))
        inside = 0 <= row < self._image.height() and 0 <= column < self._image.width()
        return (row, column) if inside else None

    def sizeHint(self) -> QSize:
        return QSize(112, 112)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        unit, palette = self._unit, self._palette
        place = QRectF(1, 1, unit * self._image.width(), unit * self._image.height())
        with QPainter(self) as painter:
            painter.drawImage(place, self._image)
            edge = palette.accent if self.hasFocus() else palette.line
            painter.setPen(QPen(QColor(edge), 1))
            painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
            if self._marked is not None and not self._marked.all():
                painter.setPen(QPen(QColor(palette.drawn), 2))
                painter.drawLines(_outline(self._marked, unit))
            if self._cell is not None:
                row, column = self._cell
                side = max(unit, 4.0)
                middle = QPointF(1 + (column + 0.5) * unit, 1 + (row + 0.5) * unit)
                square = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
                painter.setPen(QPen(QColor(palette.text), 2))
                painter.drawRect(square)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._active:
            cell = self._cell_at(event.position())
            if cell is None:
                self.left.emit()
            else:
                self.pointed.emit(*cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if self._active and cell is not None:
            self.chosen.emit(*cell)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None or self._cell is None or not self._active:
            super().keyPressEvent(event)
            return
        row = min(max(self._cell[0] + step[0], 0), self._image.height() - 1)
        self.chosen.emit(row, min(max(self._cell[1] + step[1], 0), self._image.width() - 1))


def _outline(marked: Mask, unit: float) -> list[QLineF]:
    """Return the lines around the marked cells, of whatever shape they are together."""
    framed = np.pad(marked, 1)
    lines = []
    for row, column in np.argwhere(framed[1:, 1:-1] != framed[:-1, 1:-1]).tolist():
        y, x = 1 + row * unit, 1 + column * unit
        lines.append(QLineF(x, y, x + unit, y))
    for row, column in np.argwhere(framed[1:-1, 1:] != framed[1:-1, :-1]).tolist():
        y, x = 1 + row * unit, 1 + column * unit
        lines.append(QLineF(x, y, x, y + unit))
    return lines
