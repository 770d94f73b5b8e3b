"""The map: every image is a digit, one of which can be chosen; the drawing is a ring."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from digitpad.gui.inside.signed_colours import Values
from digitpad.gui.palette import LIGHT, Palette, class_colours

_MARGIN_PX, _GLYPH_PX = 16, 12
_RING_PX, _CHOSEN_PX = 9.0, 8.0  # radii
_REACH_PX = 12  # a click within chooses a point
_LEAST_PX = (240, 160)
_NO_POINTS = np.empty((0, 2))
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapChart(QWidget):
    """Shows what it is given.

    Signals: chosen(number of the point) by a click or an arrow key, taken(number) by a double
    click or the enter key.
    """

    chosen = Signal(int)
    taken = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mapChart")
        self.setAccessibleName("Map of the test images")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(*_LEAST_PX)
        self.setStatusTip(
            "Each digit is a test image; the ring is the drawing, with lines to the images most "
            "like it. Click one, or use the arrow keys; Enter puts it on the canvas."
        )
        self._palette = LIGHT
        self._points: Values = _NO_POINTS
        self._labels: NDArray[np.integer] = np.empty(0, np.intp)
        self._drawing: Values | None = None
        self._nearest: Sequence[int] = ()
        self.number: int | None = None  # of the chosen point
        self._paper: QPixmap | None = None  # all points, painted once

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self._repaint_all()

    def show_points(self, points: Values, labels: NDArray[np.integer]) -> None:
        """Show points (N, 2) of classes (N,)."""
        self._points, self._labels = points, labels
        if self.number is not None and self.number >= len(points):
            self.number = None
        self._repaint_all()

    def show_drawing(self, point: Values | None, nearest: Sequence[int] = ()) -> None:
        """Show where the drawing lies, (2,), with lines to the points of these numbers."""
        self._drawing, self._nearest = point, nearest
        self.update()

    def places(self, points: Values) -> Values:
        """Return where points (N, 2) are on the widget, in pixels; those far off at its edge."""
        low, high = self._points.min(axis=0), self._points.max(axis=0)
        room = np.array([self.width(), self.height()]) - 2 * _MARGIN_PX
        scale = (room / np.maximum(high - low, 1e-9)).min()
        middle = (low + high) / 2
        places = (points - middle) * scale + np.array([self.width(), self.height()]) / 2
        placed: Values = np.clip(places, _MARGIN_PX / 2, room + 1.5 * _MARGIN_PX)
        return placed

    def sizeHint(self) -> QSize:
        return QSize(*_LEAST_PX)

    # Painting

    def _repaint_all(self) -> None:
        self._paper = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._repaint_all()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self._palette
        if self._paper is None:
            self._paper = self._painted()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPixmap(0, 0, self._paper)
            if self._drawing is not None and len(self._points):
                self._paint_drawing(painter, self._drawing)
            if self.number is not None:
                painter.setPen(QPen(QColor(palette.text), 2))
                place = self.places(self._points[self.number][np.newaxis])[0]
                painter.drawEllipse(QPointF(*place.tolist()), _CHOSEN_PX, _CHOSEN_PX)
            edge = QColor(palette.accent if self.hasFocus() else palette.line)
            painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        paper = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        paper.setDevicePixelRatio(ratio)
        paper.fill(QColor(self._palette.sheet))
        if not len(self._points):
            return paper
        places = self.places(self._points) - _GLYPH_PX / 2
        glyphs = [self._glyph(label) for label in range(int(self._labels.max()) + 1)]
        with QPainter(paper) as painter:
            for (x, y), label in zip(places.tolist(), self._labels.tolist(), strict=True):
                painter.drawPixmap(QPointF(x, y), glyphs[label])
        return paper

    def _glyph(self, label: int) -> QPixmap:
        """Return a class's digit in its colour; copied, it is far faster than painted anew."""
        ratio, colours = self.devicePixelRatioF(), class_colours(self._palette)
        side = round(_GLYPH_PX * ratio)
        glyph = QPixmap(side, side)
        glyph.setDevicePixelRatio(ratio)
        glyph.fill(Qt.GlobalColor.transparent)
        with QPainter(glyph) as painter:
            font = painter.font()
            font.setPixelSize(_GLYPH_PX)
            painter.setFont(font)
            painter.setPen(QColor(colours[label % len(colours)]))
            place = QRectF(0, 0, _GLYPH_PX, _GLYPH_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(label))
        return glyph

    def _paint_drawing(self, painter: QPainter, point: Values) -> None:
        accent = QColor(self._palette.accent)
        x, y = self.places(point[np.newaxis])[0].tolist()
        painter.setPen(QPen(accent, 1))
        for place in self.places(self._points[list(self._nearest)]).tolist():
            painter.drawLine(QPointF(x, y), QPointF(*place))
        painter.setPen(QPen(accent, 3))
        painter.setBrush(QColor(self._palette.sheet))
        painter.drawEllipse(QPointF(x, y), _RING_PX, _RING_PX)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    # Choosing

    def choose(self, number: int) -> None:
        """Choose a point and say so."""
        self.number = number
        self.update()
        self.chosen.emit(number)

    def _nearest_to(self, place: QPointF) -> int | None:
        if not len(self._points):
            return None
        away = np.hypot(*(self.places(self._points) - (place.x(), place.y())).T)
        best = int(away.argmin())
        return best if away[best] <= _REACH_PX else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._nearest_to(event.position())
        if number is not None:
            self.choose(number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._nearest_to(event.position())
        if number is not None:
            self.taken.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS and len(self._points):
            self.choose(self._beside(*_ARROWS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.number is not None:
            self.taken.emit(self.number)
        else:
            super().keyPressEvent(event)

    def _beside(self, right: int, down: int) -> int:
        """Return the point to go to: the nearest of those that lie more this way than aside."""
        places = self.places(self._points)
        if self.number is None:
            return 0 if not self._nearest else self._nearest[0]
        offsets = places - places[self.number]
        ahead = offsets @ (right, down)
        aside = np.abs(offsets @ (down, right))
        away = np.where((ahead > 0) & (ahead >= aside), np.hypot(ahead, aside), np.inf)
        return int(away.argmin()) if np.isfinite(away.min()) else self.number

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
