"""What the colours of signed numbers mean: a strip from the least to the most."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui.inside.signed_colours import MOST, ZERO, signed_image
from digitpad.gui.palette import LIGHT, Palette

_STRIP_PX, _TEXT_PX = 8, 16
_LEVELS = np.arange(ZERO - MOST, ZERO + MOST + 1, dtype=np.uint8)[np.newaxis]


class ScaleLegend(QWidget):
    """The strip with a word below either end."""

    def __init__(self, below: str, above: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = (below, above)
        self._limit, self._unit = 0.0, ""
        self._palette = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_limit(0.0, "")

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_limit(self, limit: float, unit: str) -> None:
        """Say what the ends of the strip stand for; 0 when there is nothing to say."""
        self._limit, self._unit = limit, unit
        below, above = self.words()
        self.setAccessibleName(f"Colours: orange {below}, blue {above}")
        self.update()

    def words(self) -> tuple[str, str]:
        """Return the words below the ends."""
        below, above = self._texts
        if not self._limit:
            return below, above
        number = f"{self._limit:.2g} {self._unit}".strip()
        return f"{below} \N{MINUS SIGN}{number}", f"{above} +{number}"

    def sizeHint(self) -> QSize:
        return QSize(2 * _STRIP_PX, _STRIP_PX + _TEXT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        words = QRectF(0, _STRIP_PX, self.width(), _TEXT_PX)
        with QPainter(self) as painter:
            strip = QRectF(0, 0, self.width(), _STRIP_PX)
            painter.drawImage(strip, signed_image(_LEVELS, self._palette))
            font = painter.font()
            font.setPixelSize(12)
            painter.setFont(font)
            painter.setPen(QColor(self._palette.muted))
            below, above = self.words()
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | middle, below)
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | middle, above)
