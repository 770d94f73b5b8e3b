"""Small tables of numbers side by side, with signs between them: patch · kernel = products."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from digitpad.gui.inside.signed_colours import figures_on, levels_of, signed_image
from digitpad.gui.palette import LIGHT, Palette
from digitpad.inside.explanation import Grid, plain_number
from digitpad.inside.trace import largest

_SIGN_PX, _TITLE_PX, _NAMES_PX = 16, 18, 14  # a sign is as wide as the gap that has none
_CELL_PX = 44  # of a table with few cells at most
_WRITTEN_PX = (30, 9)  # a cell at least so large has its number written in it
_TEXT_PX, _NUMBER_PX, _LEAST_NUMBER_PX = 12, 11, 8
_PAD_PX = 1  # between a number and either side of its cell


class GridRow(QWidget):
    """Paints grids; numbers are colours, and written too where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = LIGHT
        self._grids: tuple[Grid, ...] = ()

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_grids(self, grids: Sequence[Grid]) -> None:
        """Show these tables."""
        self._grids = tuple(grids)
        self.setAccessibleName(" ".join(f"{grid.sign} {grid.title}" for grid in grids).strip())
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * 56 + 2 * _SIGN_PX, 56 + _TITLE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._grids:
            return
        signs = _SIGN_PX * (len(self._grids) - 1)
        room = (self.width() - signs) / max(len(self._grids), 3 - (len(self._grids) == 1))
        figures = self._font(min(self._figure_px(grid, room) for grid in self._grids))
        x = 0.0
        with QPainter(self) as painter:
            for number, grid in enumerate(self._grids):
                if number:
                    self._paint_sign(painter, x, grid.sign)
                    x += _SIGN_PX
                x += self._paint_grid(painter, x, room, grid, figures)

    def _cell_size(self, grid: Grid, room: float) -> tuple[float, float]:
        """Return how large a cell is of a table that has ``room`` from left to right."""
        rows, columns = grid.values.shape
        wide, high = room - _names_px(grid) - 2, self.height() - _TITLE_PX - 2
        unit_x, unit_y = min(wide / columns, _CELL_PX), min(high / rows, _CELL_PX)
        if _is_written(unit_x, unit_y):
            return unit_x, unit_y
        return min(unit_x, unit_y), min(unit_x, unit_y)

    def _figure_px(self, grid: Grid, room: float) -> int:
        """Return the largest size in which each number of a table fits into its cell."""
        wide, high = self._cell_size(grid, room)
        if not _is_written(wide, high):
            return _NUMBER_PX
        texts = [number_in_a_cell(value) for value in grid.values.ravel().tolist()]
        for size in range(min(_NUMBER_PX, int(high)), _LEAST_NUMBER_PX, -1):
            metrics = QFontMetricsF(self._font(size))
            if max(map(metrics.horizontalAdvance, texts)) <= wide - 2 * _PAD_PX:
                return size
        return _LEAST_NUMBER_PX

    def _paint_sign(self, painter: QPainter, x: float, sign: str) -> None:
        font = QFont(self.font())
        font.setPixelSize(18)
        painter.setFont(font)
        painter.setPen(QColor(self._palette.text))
        place = QRectF(x, 0, _SIGN_PX, self.height() - _TITLE_PX)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, sign)

    def _paint_grid(
        self, painter: QPainter, x: float, room: float, grid: Grid, figures: QFont
    ) -> float:
        """Paint a table and its title within ``room``; return how much of it they take."""
        rows, columns = grid.values.shape
        unit_x, unit_y = self._cell_size(grid, room)
        left = x + 1 + _names_px(grid)
        place = QRectF(left, 1, unit_x * columns, unit_y * rows)
        for number, name in enumerate(grid.rows):
            self._paint_name(painter, QRectF(x, 1 + number * unit_y, _NAMES_PX, unit_y), name)
        colours = signed_image(levels_of(grid.values, largest(grid.values)), self._palette)
        painter.drawImage(place, colours)
        painter.setPen(QPen(QColor(self._palette.line), 1))
        painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
        if _is_written(unit_x, unit_y):
            painter.setFont(figures)
            self._write(painter, place, grid, colours)
        if grid.marked is not None:
            row, column = grid.marked
            painter.setPen(QPen(QColor(self._palette.text), 2))
            painter.drawRect(
                QRectF(left + column * unit_x, 1 + row * unit_y, unit_x, max(unit_y, 3))
            )
        painter.setFont(self._font(_TEXT_PX))
        painter.setPen(QColor(self._palette.muted))
        below = QRectF(x, place.bottom() + 1, room, _TITLE_PX)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        title = painter.fontMetrics().elidedText(grid.title, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(below, flags, title)
        return max(place.right() + 1 - x, painter.fontMetrics().horizontalAdvance(title))

    def _paint_name(self, painter: QPainter, place: QRectF, name: str) -> None:
        painter.setFont(self._font(min(_NUMBER_PX, int(place.height()))))
        painter.setPen(QColor(self._palette.muted))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, flags, name)

    def _write(self, painter: QPainter, place: QRectF, grid: Grid, colours: QImage) -> None:
        rows, columns = grid.values.shape
        wide, high = place.width() / columns, place.height() / rows
        for row in range(rows):
            for column in range(columns):
                painter.setPen(figures_on(colours.pixelColor(column, row)))
                cell = QRectF(place.left() + column * wide, place.top() + row * high, wide, high)
                text = number_in_a_cell(float(grid.values[row, column]))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)

    def _font(self, size: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size)
        return font


def _names_px(grid: Grid) -> int:
    return _NAMES_PX if grid.rows else 0


def _is_written(wide: float, high: float) -> bool:
    return wide >= _WRITTEN_PX[0] and high >= _WRITTEN_PX[1]


def number_in_a_cell(value: float) -> str:
    """Return a number in the room of four figures; what rounds to zero has no sign."""
    return f"{value:z.2f}".replace("-", "−") if abs(value) < 100 else plain_number(value)
