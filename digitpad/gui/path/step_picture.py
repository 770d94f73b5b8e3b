"""Pictures of the steps from a drawing to its 28x28 image."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from digitpad.data import Formation
from digitpad.data.mnist_form import BOX, MASS_CENTRE, SIDE
from digitpad.gui.desk.ink import paint_stroke
from digitpad.gui.desk.ink_image import colour_levels, ink_image, thin_ink
from digitpad.gui.desk.paper import paint_picture
from digitpad.gui.desk.stroke import SHEET, Stroke
from digitpad.gui.palette import LIGHT, Palette

Paint = Callable[[QPainter, float, Palette], None]  # on a square of this side, in these colours

LEAST_PX = 4 * SIDE
_THIN = 0.3  # of the full ink behind the pen's path
_CENTRE_PX = 4.0  # radius of the dot at the centre of mass


class StepPicture(QWidget):
    """A square of paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = LIGHT
        self._paint: Paint | None = None
        self.set_room(0)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_content(self, paint: Paint | None) -> None:
        """Show what ``paint`` paints, or empty paper."""
        self._paint = paint
        self.update()

    def set_room(self, room: int) -> None:
        """Take whole pixels of the screen, as many as fit, for each of the 28."""
        side = max(room // SIDE * SIDE, LEAST_PX)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self.width()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._palette.sheet))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._paint is not None:
                self._paint(painter, side, self._palette)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self._palette.line))
            painter.drawRect(QRectF(0.5, 0.5, side - 1, side - 1))


def ink(strokes: Sequence[Stroke]) -> Paint:
    """The ink as it was drawn."""

    def paint(painter: QPainter, side: float, palette: Palette) -> None:
        for stroke in strokes:
            paint_stroke(painter, stroke, side / SHEET, QColor(palette.ink))

    return paint


def boxed(strokes: Sequence[Stroke], made: Formation) -> Paint:
    """The path of the pen, and the box around it."""

    def paint(painter: QPainter, side: float, palette: Palette) -> None:
        scale = side / SHEET
        for stroke in strokes:
            paint_stroke(painter, stroke, scale, thin_ink(_THIN, palette))
        for stroke in strokes:
            _paint_path(painter, stroke.points * scale, palette)
        _paint_box(painter, made.low, made.size, scale, palette)

    return paint


def scaled(made: Formation) -> Paint:
    """The path in the 20x20 box, with the pen that it is going to be inked with."""

    def paint(painter: QPainter, side: float, palette: Palette) -> None:
        pixel = side / BOX
        _paint_grid(painter, BOX, pixel, palette)
        for line in made.lines:
            widths = np.full(len(line), made.pen_width)
            paint_stroke(painter, Stroke(line, widths), pixel, thin_ink(_THIN, palette))
        for line in made.lines:
            _paint_path(painter, line * pixel, palette)
        width, height = (length - made.pen_width for length in made.inked_size)
        corner = ((BOX - width) / 2, (BOX - height) / 2)
        _paint_box(painter, corner, (width, height), pixel, palette)

    return paint


def centred(made: Formation) -> Paint:
    """The image, where its 20x20 box lies, and its centre of mass beside pixel index 14.0."""

    def paint(painter: QPainter, side: float, palette: Palette) -> None:
        pixel = side / SIDE
        image(made.image)(painter, side, palette)
        _paint_box(painter, made.corner, (BOX, BOX), pixel, palette)
        painter.setPen(QPen(QColor(palette.muted), 1.0, Qt.PenStyle.DashLine))
        middle = (MASS_CENTRE + 0.5) * pixel  # an index names the middle of its pixel
        painter.drawLine(QPointF(middle, 0), QPointF(middle, side))
        painter.drawLine(QPointF(0, middle), QPointF(side, middle))
        painter.setPen(QPen(QColor(palette.sheet), 1.0))
        painter.setBrush(QColor(palette.validation))
        x, y = ((place + 0.5) * pixel for place in made.mass_centre)
        painter.drawEllipse(QPointF(x, y), _CENTRE_PX, _CENTRE_PX)

    return paint


def image(levels: NDArray[np.uint8]) -> Paint:
    """An image (28, 28), pixel by pixel."""

    def paint(painter: QPainter, side: float, palette: Palette) -> None:
        painter.drawImage(QRectF(0, 0, side, side), ink_image(levels, palette))

    return paint


def picture(shown: QImage) -> Paint:
    """A picture, as the canvas shows it."""

    def paint(painter: QPainter, side: float, palette: Palette) -> None:
        colour_levels(shown, palette)
        paint_picture(painter, QRectF(0, 0, side, side).toRect(), shown)

    return paint


def _paint_path(painter: QPainter, points: NDArray[np.float64], palette: Palette) -> None:
    paint_stroke(painter, Stroke(points, np.ones(len(points))), 1.0, QColor(palette.ink))


def _paint_box(
    painter: QPainter,
    corner: tuple[float, float],
    size: tuple[float, float],
    scale: float,
    palette: Palette,
) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(palette.accent), 1.5))
    (left, top), (width, height) = corner, size
    painter.drawRect(QRectF(left * scale, top * scale, width * scale, height * scale))


def _paint_grid(painter: QPainter, count: int, pixel: float, palette: Palette) -> None:
    painter.setPen(QPen(QColor(palette.track), 1.0))
    end = count * pixel
    for place in (number * pixel for number in range(1, count)):
        painter.drawLine(QPointF(place, 0), QPointF(place, end))
        painter.drawLine(QPointF(0, place), QPointF(end, place))
