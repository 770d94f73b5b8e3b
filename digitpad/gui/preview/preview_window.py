"""The window that shows how training distorts images."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QLayout, QPushButton, QWidget

from digitpad.gui.desk.ink_image import ink_image
from digitpad.gui.fields import ChoiceBox
from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.training import AUGMENTATIONS

COLUMNS, ROWS = 8, 5
_PIXEL, _GAP_PX = 2, 8  # of the screen for one of an image, and between images
SCANS, DRAWING = "scans", "drawing"
_ADVICE = (
    "A network that sees each digit turned, slanted, bent, thicker and thinner learns what makes "
    "the digit. Drawings are drawn anew as well: shakily, in haste, with other pens. The preset "
    "Best trains with strong augmentation and ends with light."
)


class ImageSheet(QWidget):
    """Images side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("previewImages")
        self.setAccessibleName("Distorted images")
        self.images: NDArray[np.uint8] = np.empty((0, 28, 28), np.uint8)
        self._palette = LIGHT
        self.setFixedSize(self.sizeHint())

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_images(self, images: NDArray[np.uint8]) -> None:
        """Show images (N, 28, 28)."""
        self.images = images
        self.update()

    def sizeHint(self) -> QSize:
        step = 28 * _PIXEL + _GAP_PX
        return QSize(COLUMNS * step - _GAP_PX, ROWS * step - _GAP_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        side = 28 * _PIXEL
        with QPainter(self) as painter:
            painter.setPen(QColor(self._palette.line))
            for number, image in enumerate(self.images):
                line, place = divmod(number, COLUMNS)
                left, top = place * (side + _GAP_PX), line * (side + _GAP_PX)
                square = QRect(left, top, side, side)
                painter.drawImage(square, ink_image(image, self._palette))
                painter.drawRect(square.adjusted(0, 0, -1, -1))


class PreviewWindow(QDialog):
    """Shows and signals; it computes nothing.

    Signals: wanted() when other images are wanted: other settings, or another throw of the dice.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("previewWindow")
        self.setWindowTitle("How training distorts images")
        self.source, self.strength = ChoiceBox("previewSourceBox"), ChoiceBox("previewStrengthBox")
        self.source.addItem("Scans of MNIST", SCANS)
        self.source.addItem("Your drawing", DRAWING)
        for strength in AUGMENTATIONS:
            self.strength.addItem(strength.capitalize(), strength)
        self.strength.choose("strong")
        self.sheet, self.problem = ImageSheet(), label("caption", wraps=True)
        close = named(QPushButton("&Close"), "previewCloseButton")
        another = named(QPushButton("&Show others"), "previewAnotherButton")
        fields = row(8)
        for text, box in (("&Images", self.source), ("&Augmentation", self.strength)):
            title = label("fieldLabel", text)
            title.setBuddy(box)
            box.setAccessibleName(text.replace("&", ""))
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(self.wanted)
            fields.addWidget(title)
            fields.addWidget(box)
            fields.addSpacing(8)
        fields.addStretch(1)
        fields.addWidget(another)
        another.clicked.connect(self.wanted)
        close.clicked.connect(self.close)
        layout = column(16, self)
        layout.setContentsMargins(16, 16, 16, 16)
        # Qt makes a new window at most two thirds as high as the screen, whatever is in it.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        layout.addLayout(fields)
        layout.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.problem)
        self.problem.hide()
        layout.addWidget(label("caption", _ADVICE, wraps=True))
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self.sheet.use_colours(palette)

    def show_images(self, images: NDArray[np.uint8]) -> None:
        """Show images (N, 28, 28)."""
        self._show(images, "")

    def show_problem(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        self._show(np.empty((0, 28, 28), np.uint8), sentence)

    def _show(self, images: NDArray[np.uint8], sentence: str) -> None:
        self.sheet.show_images(images)
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
