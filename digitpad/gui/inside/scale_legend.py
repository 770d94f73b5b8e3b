"""What the colours of signed numbers mean: a strip from the least to the most."""

from math import inf

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui.inside.signed_colours import MOST, ZERO, signed_image
from digitpad.gui.palette import LIGHT, Palette

_STRIP_PX, _TEXT_PX, _LETTERS_PX = 8, 16, 12
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

    def words(self, room_px: float = inf) -> tuple[str, str]:
        """Return the words below the ends; the unit only once where both have no room for it."""
        below, above = self._texts
        if not self._limit:
            return below, above
        number = f"{self._limit:.2g}"
        low, high = f"{below} \N{MINUS SIGN}{number}", f"{above} +{number} {self._unit}".rstrip()
        whole = f"{low} {self._unit}".rstrip()
        needed_px = QFontMetricsF(self._font()).horizontalAdvance(f"{whole}  {high}")
        return (whole if needed_px <= room_px else low), high

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(_LETTERS_PX)
        return font

    def sizeHint(self) -> QSize:
        return QSize(2 * _STRIP_PX, _STRIP_PX + _TEXT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        words = QRectF(0, _STRIP_PX, self.width(), _TEXT_PX)
        with QPainter(self) as painter:
            strip = QRectF(0, 0, self.width(), _STRIP_PX)
            painter.drawImage(strip, signed_image(_LEVELS, self._palette))
            painter.setFont(self._font())
            painter.setPen(QColor(self._palette.muted))
            below, above = self.words(self.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | middle, below)
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | middle, above)
