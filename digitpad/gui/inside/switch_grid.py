"""Kernels or units as tiles to switch off and on, each with what it makes of the drawing."""

from collections.abc import Sequence
from math import ceil

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from digitpad.gui.inside.signed_colours import Values, levels_of, signed_image
from digitpad.gui.palette import LIGHT, Palette

_GAP_PX, _MOST_PX, _LEAST_PX = 4, 72, 12  # between tiles; side of a tile
_FULL = 99.5  # percentile of the numbers that has the full colour
_FADED = 0.2  # opacity of a tile that is off
_LEAST_AREA_PX = (224, 160)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class SwitchGrid(QWidget):
    """Shows tiles in an order, as large as all of them fit.

    Signals: toggled(number of the unit) by a click or the space bar; pointed(number) when another
    one is at the cursor.
    """

    toggled = Signal(int)
    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("switchGrid")
        self.setAccessibleName("Kernels and units")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStatusTip(
            "Each tile is what a kernel or unit makes of the drawing. Click it, or press the space "
            "bar, to switch it off and on; arrow keys go from one to the next."
        )
        self.setMinimumSize(*_LEAST_AREA_PX)
        self._palette = LIGHT
        self._order: Sequence[int] = ()
        self._off: frozenset[int] = frozenset()
        self._values: Values | None = None
        self._words: Sequence[str] = ()
        self._at = 0  # the place of the cursor in the order

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_units(self, order: Sequence[int], off: frozenset[int], words: Sequence[str]) -> None:
        """Show units by number in an order; those ``off`` are crossed out; ``words`` tell each."""
        self._order, self._off, self._words = order, off, words
        self._at = min(self._at, max(0, len(order) - 1))
        self._tell_cursor()
        self.update()

    def show_responses(self, values: Values | None) -> None:
        """Show what each makes of the drawing: (H, W, K) or (K,); None when nothing is drawn."""
        self._values = values
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(*_LEAST_AREA_PX)

    # Where the tiles are

    @property
    def side_px(self) -> int:
        """The side of a tile: the largest with which all fit."""
        for side in range(_MOST_PX, _LEAST_PX, -1):
            if ceil(len(self._order) / self._columns(side)) * (side + _GAP_PX) <= self.height():
                return side
        return _LEAST_PX

    def _columns(self, side: int) -> int:
        return max(1, (self.width() + _GAP_PX) // (side + _GAP_PX))

    def tile(self, place: int, side: int | None = None) -> QRect:
        """Return where the tile at a place of the order is; ``side`` if it is known already."""
        side = side or self.side_px
        line, column = divmod(place, self._columns(side))
        step = side + _GAP_PX
        return QRect(column * step, line * step, side, side)

    def place_at(self, point: QPoint) -> int | None:
        """Return the place of the tile under a point, None when there is none."""
        step = self.side_px + _GAP_PX
        columns = self._columns(self.side_px)
        column, line = point.x() // step, point.y() // step
        place = line * columns + column
        inside = 0 <= column < columns and 0 <= place < len(self._order)
        return place if inside and self.tile(place).contains(point) else None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        values, side = self._values, self.side_px
        if values is not None and values.shape[-1] != len(self._order):
            values = None
        responses = None if values is None else self._responses(np.atleast_3d(values.T).T)
        with QPainter(self) as painter:
            for place, unit in enumerate(self._order):
                tile = self.tile(place, side)
                painter.setOpacity(_FADED if unit in self._off else 1.0)
                painter.fillRect(tile, QColor(self._palette.sheet))
                if responses is not None:
                    wide = responses.width() / len(self._order)
                    source = QRectF(unit * wide, 0, wide, responses.height())
                    painter.drawImage(QRectF(tile), responses, source)
                painter.setOpacity(1.0)
                self._paint_edge(painter, QRectF(tile), unit in self._off, place == self._at)

    def _responses(self, values: Values) -> QImage:
        """Return all maps (H, W, K) side by side as one picture: one is painted far faster."""
        limit = float(np.percentile(np.abs(values), _FULL))
        levels = levels_of(values, limit).transpose(0, 2, 1)
        return signed_image(levels.reshape(len(levels), -1), self._palette)

    def _paint_edge(self, painter: QPainter, tile: QRectF, is_off: bool, is_at: bool) -> None:
        palette = self._palette
        is_marked = is_at and self.hasFocus()
        painter.setPen(QPen(QColor(palette.accent if is_marked else palette.line), 1 + is_marked))
        painter.drawRect(tile.adjusted(0.5, 0.5, -0.5, -0.5))
        if is_off:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(palette.muted), 1))
            painter.drawLine(tile.topLeft(), tile.bottomRight())
            painter.drawLine(tile.topRight(), tile.bottomLeft())

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place is not None:
            self._go_to(place)
            self.toggled.emit(self._order[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        columns = self._columns(self.side_px)
        steps = {**_STEPS, Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns}
        key = Qt.Key(event.key())
        if key in steps and 0 <= self._at + steps[key] < len(self._order):
            self._go_to(self._at + steps[key])
        elif key == Qt.Key.Key_Space and self._order:
            self.toggled.emit(self._order[self._at])
        else:
            super().keyPressEvent(event)

    def _go_to(self, place: int) -> None:
        self._at = place
        self._tell_cursor()
        self.pointed.emit(self._order[place])
        self.update()

    def _tell_cursor(self) -> None:
        if self._order:
            self.setAccessibleDescription(self._words[self._order[self._at]])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(event.pos())
            if place is not None:
                QToolTip.showText(event.globalPos(), self._words[self._order[place]])
            return True
        return super().event(event)
