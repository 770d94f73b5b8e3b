"""The 28x28 image exactly as the network sees it, pixel by pixel; a button that explains it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QToolTip, QWidget

from digitpad.gui.desk.ink_image import ink_image
from digitpad.gui.palette import LIGHT, Palette

_SIDE = 28
_USUAL_PIXEL = 5  # of the screen for one of the image


class SeenImage(QAbstractButton):
    """Shows an image in whole pixels; a pixel's tool tip says its value.

    A click asks how the image came about.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("seenImage")
        self.setAccessibleName("What the network sees")
        self.setStatusTip(
            "The drawing as the network sees it: 28 by 28 pixels, moved and scaled like the "
            "images it learned from. Click to watch how."
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_pixel(_USUAL_PIXEL)
        self._image = np.zeros((_SIDE, _SIDE), np.uint8)
        self._palette = LIGHT

    @property
    def image(self) -> NDArray[np.uint8]:
        """What is shown (28, 28)."""
        return self._image

    def set_pixel(self, side: int) -> None:
        """Show each pixel of the image as a square of ``side`` pixels."""
        self.setFixedSize(_SIDE * side, _SIDE * side)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_image(self, image: NDArray[np.uint8] | None) -> None:
        """Show an image (28, 28), ink 255; None shows empty paper."""
        self._image = np.zeros((_SIDE, _SIDE), np.uint8) if image is None else image
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, focus = self._palette, self.hasFocus()
        width = 2.0 if focus else 1.0
        edge = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        with QPainter(self) as painter:
            painter.drawImage(self.rect(), ink_image(self._image, palette))
            painter.setPen(QPen(QColor(palette.accent if focus else palette.line), width))
            painter.drawRect(edge)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

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
