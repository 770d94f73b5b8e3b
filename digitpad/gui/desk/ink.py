"""Ink on the screen: strokes are painted once and kept as pixels."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from digitpad.gui.desk.covered import ink_depths, uncovered
from digitpad.gui.desk.stroke import SHEET, Stroke, lines_in_box, runs

_CHUNK = 32  # points painted as one path; painting time grows faster than the path
_BATCH = 2_000  # points painted before it is worth to look what they cover
_WIDTH_STEPS = 4  # shades of a pixel that a width is rounded to: equal widths are one path


def paint_stroke(painter: QPainter, stroke: Stroke, scale: float, colour: QColor) -> None:
    """Paint a stroke; ``scale`` is pixels for each unit of the sheet."""
    points = stroke.points * scale
    widths = np.round(stroke.widths * scale * _WIDTH_STEPS) / _WIDTH_STEPS
    changes = np.flatnonzero(np.diff(widths)) + 1
    pen = QPen(colour)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setBrush(Qt.BrushStyle.NoBrush)  # a bow is no area
    for run_start, run_end in runs(changes, len(points)):
        pen.setWidthF(float(widths[run_start]))
        painter.setPen(pen)
        for start in range(run_start, run_end, _CHUNK):
            end = min(start + _CHUNK, run_end)
            _paint_line(painter, points[start : min(end + 1, len(points))])


def _paint_line(painter: QPainter, points: NDArray[np.float64]) -> None:
    places = [QPointF(x, y) for x, y in points.tolist()]
    if len(places) == 1:
        painter.drawPoint(places[0])
        return
    path = QPainterPath()
    path.addPolygon(QPolygonF(places))
    painter.drawPath(path)


def bounds_of(stroke: Stroke) -> QRectF:
    """Return the rectangle that a stroke's ink covers, in units of the sheet."""
    left, top, right, bottom = stroke.box
    return QRectF(left, top, right - left, bottom - top)


class InkLayer:
    """A transparent sheet of ``side`` pixels that holds the ink of finished strokes."""

    def __init__(self) -> None:
        self._pixels = QPixmap()
        self._scale = 1.0
        self.colour = QColor("black")

    def resize(self, side: int, device_pixel_ratio: float) -> None:
        """Set the size; the layer is empty afterwards."""
        self._pixels = QPixmap(QSize(side, side) * device_pixel_ratio)
        self._pixels.setDevicePixelRatio(device_pixel_ratio)
        self._pixels.fill(Qt.GlobalColor.transparent)
        self._scale = side / SHEET

    @property
    def pixels(self) -> QPixmap:
        """What there is to paint."""
        return self._pixels

    def add(self, stroke: Stroke) -> None:
        """Paint one stroke more."""
        with QPainter(self._pixels) as painter:
            self._paint(painter, [stroke])

    def repaint(self, strokes: Sequence[Stroke]) -> None:
        """Paint the strokes anew, but for what lies under ink that is painted already."""
        self._pixels.fill(Qt.GlobalColor.transparent)
        rest = strokes
        while rest:
            batch, rest = _first_points(rest, _BATCH)
            with QPainter(self._pixels) as painter:
                self._paint(painter, batch)
            if rest:
                rest = uncovered(rest, ink_depths(self._pixels))

    def repaint_within(self, strokes: Sequence[Stroke], region: QRect) -> None:
        """Paint the strokes anew within ``region`` (pixels of the widget)."""
        area = QRectF(region)
        box = QRectF(area.topLeft() / self._scale, area.size() / self._scale)
        sides = (box.left(), box.top(), box.right(), box.bottom())
        near = [stroke for stroke in strokes if stroke.meets(*sides)]
        parts = [part for stroke in near for part in _parts_within(stroke, box)]
        with QPainter(self._pixels) as painter:
            painter.setClipRect(region)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            painter.fillRect(region, Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            self._paint(painter, parts)

    def _paint(self, painter: QPainter, strokes: Sequence[Stroke]) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for stroke in strokes:
            paint_stroke(painter, stroke, self._scale, self.colour)


def _first_points(
    strokes: Sequence[Stroke], count: int
) -> tuple[Sequence[Stroke], Sequence[Stroke]]:
    """Return what has the first ``count`` points, and the rest, which is joined to it."""
    for index, stroke in enumerate(strokes):
        if len(stroke) > count:
            points, widths = stroke.points, stroke.widths
            first = Stroke(points[:count], widths[:count])
            rest = Stroke(points[count - 1 :], widths[count - 1 :])
            return [*strokes[:index], first], [rest, *strokes[index + 1 :]]
        count -= len(stroke)
        if count < 2:
            return strokes[: index + 1], strokes[index + 1 :]
    return strokes, []


def _parts_within(stroke: Stroke, box: QRectF) -> list[Stroke]:
    """Return the runs of a stroke whose ink may reach into ``box``."""
    reach = float(stroke.widths.max()) / 2 + 1.0
    low = np.array((box.left() - reach, box.top() - reach))
    high = np.array((box.right() + reach, box.bottom() + reach))
    points = stroke.points
    near = lines_in_box(points if len(points) > 1 else points.repeat(2, axis=0), low, high)
    edges = np.flatnonzero(np.diff(near)) + 1
    return [
        Stroke(points[start : end + 1], stroke.widths[start : end + 1])
        for start, end in runs(edges, len(near))
        if near[start]
    ]
