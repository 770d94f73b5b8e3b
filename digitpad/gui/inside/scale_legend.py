"""What the colours mean: a bar from the largest number below zero to the largest above."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui.inside.signed_colours import levels_of, signed_image
from digitpad.gui.palette import LIGHT, Palette
from digitpad.inside.explanation import plain_number

_BAR_PX, _LABEL_PX, _HIGH_PX, _TEXT_PX = 96, 52, 16, 12


class ScaleLegend(QWidget):
    """Shows the scale of one layer: ``−1.20 [   0   ] 1.20``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette, self._limit = LIGHT, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setStatusTip(
            "Colours: orange is below zero, blue above. Each layer has a scale of its own."
        )

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_limit(self, limit: float) -> None:
        """Show a scale that ends at plus and minus ``limit``."""
        self._limit = limit
        text = plain_number(limit)
        self.setAccessibleName(f"Colours: orange is −{text}, paper 0, blue {text}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_BAR_PX + 2 * _LABEL_PX, _HIGH_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        bar = QRectF(_LABEL_PX, 3, _BAR_PX, _HIGH_PX - 6)
        text = plain_number(self._limit)
        font = QFont(self.font())
        font.setPixelSize(_TEXT_PX)
        middle = Qt.AlignmentFlag.AlignVCenter
        with QPainter(self) as painter:
            ramp = levels_of(np.linspace(-1.0, 1.0, _BAR_PX)[np.newaxis], 1.0)
            painter.drawImage(bar, signed_image(ramp, self._palette))
            painter.setPen(QPen(QColor(self._palette.line), 1))
            painter.drawRect(bar.adjusted(-0.5, -0.5, 0.5, 0.5))
            painter.setFont(font)
            painter.setPen(QColor(self._palette.muted))
            left = QRectF(0, 0, _LABEL_PX - 6, _HIGH_PX)
            right = QRectF(_LABEL_PX + _BAR_PX + 6, 0, _LABEL_PX - 6, _HIGH_PX)
            painter.drawText(left, Qt.AlignmentFlag.AlignRight | middle, f"−{text}")
            painter.drawText(right, Qt.AlignmentFlag.AlignLeft | middle, text)
