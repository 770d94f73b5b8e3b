"""The ten probabilities as bars, with their values as text."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.words import percent

_CLASSES = 10
_NAME_PX = 24  # left of the bars, at least
_GAP_PX = 8
_VALUE_PX = 64  # right of them
_ROW_PX = (18, 40)  # height, least and most
_BAR_SHARE, _MOST_BAR_PX = 0.5, 16  # thickness: of a row, and at most
_CORNER_PX = 2

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ProbabilityChart(QWidget):
    """Draws what it is given; holds no network.

    Painted by hand: this is painted anew with each movement of the pen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("probabilityChart")
        self.setAccessibleName("Probabilities of the ten digits")
        self.setStatusTip("How likely the network thinks each digit is; together 100 %.")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(_CLASSES * _ROW_PX[1])
        self._names: Sequence[str] = [str(digit) for digit in range(_CLASSES)]
        self._p = np.zeros(_CLASSES)
        self._answer: int | None = None
        self._name_px = _NAME_PX
        self._palette = LIGHT

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_names(self, names: Sequence[str]) -> None:
        """Name the classes, left of their bars."""
        self._names = names
        wide = self.fontMetrics().horizontalAdvance(max(names, key=len))
        self._name_px = max(_NAME_PX, wide + _GAP_PX)
        self.update()

    def show_probabilities(self, p: NDArray[np.floating] | None, answer: int | None = None) -> None:
        """Draw ``p`` (10,), each in [0, 1], summing to 1; None draws empty bars.

        ``answer`` is what was read, if anything was: its bar is in the answer's colour.
        """
        self._p = np.zeros(_CLASSES) if p is None else np.asarray(p, float)
        self._answer = answer
        self.setAccessibleDescription(self.text())
        self.update()

    def text(self) -> str:
        """Return the probabilities as text, the highest first; empty when there are none."""
        if not self._p.any():
            return ""
        order = np.argsort(-self._p, kind="stable")
        return ", ".join(f"{self._names[i]}: {percent(self._p[i])}" for i in order)

    def bar(self, number: int) -> QRectF:
        """Return where the bar of a class is, in pixels."""
        bar = self._track(number)
        bar.setWidth(bar.width() * float(self._p[number]))
        return bar

    def _track(self, number: int) -> QRectF:
        height = self.height() / _CLASSES
        thickness = round(min(_BAR_SHARE * height, _MOST_BAR_PX))
        top = round(number * height + (height - thickness) / 2)
        width = self.width() - self._name_px - _VALUE_PX
        return QRectF(self._name_px, top, width, thickness)

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _VALUE_PX + _NAME_PX, _CLASSES * _ROW_PX[0])

    def sizeHint(self) -> QSize:
        return QSize(self.minimumSizeHint().width(), _CLASSES * _ROW_PX[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for number in range(_CLASSES):
                self._paint_row(painter, number)

    def _paint_row(self, painter: QPainter, number: int) -> None:
        palette, answered = self._palette, number == self._answer
        colour = QColor(palette.accent if answered else palette.muted)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.track))
        painter.drawRoundedRect(self._track(number), _CORNER_PX, _CORNER_PX)
        painter.setBrush(colour)
        bar = self.bar(number)
        if bar.width() >= 1:
            painter.drawRoundedRect(bar, _CORNER_PX, _CORNER_PX)
        font = painter.font()
        font.setWeight(QFont.Weight.Bold if answered else QFont.Weight.Normal)
        painter.setFont(font)
        height = self.height() / _CLASSES
        row = QRectF(0, number * height, self.width(), height)
        painter.setPen(QColor(palette.accent if answered else palette.text))
        painter.drawText(row, _LEFT, self._names[number])
        if self._p.any():
            painter.setPen(colour)
            painter.drawText(row, _RIGHT, percent(self._p[number]))
