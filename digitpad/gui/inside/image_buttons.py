"""Small images in a row, each a button with a word below it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from digitpad.gui.desk.ink_image import ink_image
from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.parts import named, row

_IMAGE_PX, _BUTTON_PX = 42, (56, 72)
_GAP_PX = 8


class ImageButtons(QWidget):
    """``count`` buttons, of which those with an image are shown, as many as there is room for.

    Signals: pressed(place in the row).
    """

    pressed = Signal(int)

    def __init__(self, name: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = LIGHT
        self._images: list[NDArray[np.uint8]] = []
        layout = row(_GAP_PX, self)
        self.buttons = [named(QToolButton(), f"{name}{place}") for place in range(count)]
        for place, button in enumerate(self.buttons):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setIconSize(QSize(_IMAGE_PX, _IMAGE_PX))
            button.setFixedSize(*_BUTTON_PX)
            button.setProperty("place", place)
            button.clicked.connect(self._tell)
            layout.addWidget(button)
        layout.addStretch(1)
        self.setFixedHeight(_BUTTON_PX[1])
        self.show_images([], [], [])

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self._paint()

    def show_images(
        self, images: Sequence[NDArray[np.uint8]], words: Sequence[str], names: Sequence[str]
    ) -> None:
        """Show images (28, 28), a word below each, and each one's name for a screen reader."""
        self._images = list(images)
        for button, word, name in zip(self.buttons, words, names, strict=False):
            button.setText(word)
            button.setAccessibleName(name)
            button.setStatusTip(f"{name} Press to put it on the canvas.")
        self._show_those_that_fit()
        self._paint()

    def _show_those_that_fit(self) -> None:
        room = max(1, (self.width() + _GAP_PX) // (_BUTTON_PX[0] + _GAP_PX))
        for place, button in enumerate(self.buttons):
            button.setVisible(place < min(len(self._images), room))

    def minimumSizeHint(self) -> QSize:
        return QSize(*_BUTTON_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_those_that_fit()

    def _paint(self) -> None:
        for button, image in zip(self.buttons, self._images, strict=False):
            picture = ink_image(image, self._palette).scaled(_IMAGE_PX, _IMAGE_PX)
            button.setIcon(QIcon(QPixmap.fromImage(picture)))

    @Slot()
    def _tell(self) -> None:
        self.pressed.emit(int(self.sender().property("place")))
