"""The 28x28 image exactly as the network sees it, pixel by pixel."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from digitpad.gui.palette import LIGHT, Palette

_SIDE = 28
_USUAL_PIXEL = 5  # of the screen for one of the image


class SeenImage(QWidget):
    """Shows an image in whole pixels; a pixel's tool tip says its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("seenImage")
        self.setAccessibleName("What the network sees")
        self.setStatusTip(
            "The drawing as the network sees it: 28 by 28 pixels, moved and scaled like the "
            "images it learned from."
        )
        self.set_pixel(_USUAL_PIXEL)
        self._image = np.zeros((_SIDE, _SIDE), np.uint8)
        self._colours: list[int] = []
        self._line = QColor()
        self.use_colours(LIGHT)

    def set_pixel(self, side: int) -> None:
        """Show each pixel of the image as a square of ``side`` pixels."""
        self.setFixedSize(_SIDE * side, _SIDE * side)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours: no ink is the sheet's, full ink is the ink's."""
        paper, ink = QColor(palette.sheet), QColor(palette.ink)
        ends = [np.array((c.red(), c.green(), c.blue()), np.float64) for c in (paper, ink)]
        shares = np.arange(256)[:, None] / 255
        mixed = np.rint(ends[0] + shares * (ends[1] - ends[0])).astype(int)
        self._colours = [QColor(*row).rgb() for row in mixed.tolist()]
        self._line = QColor(palette.line)
        self.update()

    def show_image(self, image: NDArray[np.uint8] | None) -> None:
        """Show an image (28, 28), ink 255; None shows empty paper."""
        self._image = np.zeros((_SIDE, _SIDE), np.uint8) if image is None else image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        content = np.ascontiguousarray(self._image).tobytes()
        image = QImage(content, _SIDE, _SIDE, _SIDE, QImage.Format.Format_Indexed8)
        image.setColorTable(self._colours)
        place = self.rect()
        with QPainter(self) as painter:
            painter.drawImage(place, image)
            painter.setPen(self._line)
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.rect()
            if place.contains(event.pos()):
                offset = event.pos() - place.topLeft()
                column, row = (v * _SIDE // place.width() for v in (offset.x(), offset.y()))
                value = int(self._image[row, column])
                QToolTip.showText(event.globalPos(), f"row {row}, column {column}: {value} of 255")
            return True
        return super().event(event)
