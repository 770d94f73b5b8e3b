"""A drawing pixel by pixel, its ink coloured by numbers: what speaks for and what against."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QRectF
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from digitpad.gui.desk.ink_image import thin_ink
from digitpad.gui.inside.signed_colours import Values
from digitpad.gui.palette import LIGHT, Palette

_SIDE = 28
LEAST_PX, _MOST_PX = 140, 560
_FAINT = 0.3  # of the ink's darkness is left where the numbers are 0
_NO_VALUES = np.zeros((_SIDE, _SIDE), np.float32)

Image = NDArray[np.uint8]


class InkMap(QWidget):
    """A square of whole pixels; a pixel's tool tip says its number."""

    def __init__(self, name: str, title: str, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._unit = unit
        self._palette = LIGHT
        self._image: Image = np.zeros((_SIDE, _SIDE), np.uint8)
        self._values: Values = _NO_VALUES
        self._limit = 0.0
        self.set_room(LEAST_PX)

    def set_room(self, side_px: int) -> None:
        """Be the largest square of whole pixels that fits into ``side_px``."""
        side = min(max(side_px, LEAST_PX), _MOST_PX) // _SIDE * _SIDE
        self.setFixedSize(side, side)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_map(self, image: Image | None, values: Values | None, limit: float) -> None:
        """Show an image (28, 28) and numbers for its pixels (28, 28), ``limit`` in full colour."""
        self._image = np.zeros((_SIDE, _SIDE), np.uint8) if image is None else image
        self._values = _NO_VALUES if values is None else values
        self._limit = limit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        place = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.drawImage(place, self._picture())
            painter.setPen(QPen(QColor(self._palette.line), 1))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))

    def _picture(self) -> QImage:
        """Mix faint ink on paper with the numbers' colours."""
        palette = self._palette
        ink = (self._image / 255 * _FAINT)[..., np.newaxis]
        mixed = (1 - ink) * _rgb(QColor(palette.sheet)) + ink * _rgb(thin_ink(1.0, palette))
        if self._limit > 0:
            share = np.clip(np.abs(self._values) / self._limit, 0, 1)[..., np.newaxis]
            above, below = _rgb(QColor(palette.batches)), _rgb(QColor(palette.validation))
            colours = np.where((self._values > 0)[..., np.newaxis], above, below)
            mixed = (1 - share) * mixed + share * colours
        content = np.ascontiguousarray(np.rint(mixed).astype(np.uint8)).tobytes()
        picture = QImage(content, _SIDE, _SIDE, 3 * _SIDE, QImage.Format.Format_RGB888)
        return picture.copy()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos()))
            return True
        return super().event(event)

    def words_at(self, place: QPoint) -> str:
        """Say what is shown at a place of the widget."""
        pixel = self.width() // _SIDE
        column, row = (min(v // pixel, _SIDE - 1) for v in (place.x(), place.y()))
        ink, value = int(self._image[row, column]), float(self._values[row, column])
        return f"row {row}, column {column}: ink {ink} of 255, {value:+z.3f} {self._unit}"


def _rgb(colour: QColor) -> NDArray[np.float64]:
    return np.array((colour.red(), colour.green(), colour.blue()), np.float64)
