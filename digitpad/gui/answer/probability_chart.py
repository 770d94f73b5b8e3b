"""The ten probabilities as bars, with their values as text."""

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from digitpad.gui.palette import LIGHT, Palette

_CLASSES = 10
_NAME_PX = 24  # left of the bars, at least
_GAP_PX = 8
_VALUE_PX = 72  # right of them
_THICKNESS = 0.5  # of a row


class ProbabilityChart(pg.PlotWidget):
    """Draws what it is given; holds no network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("probabilityChart")
        self.setAccessibleName("Probabilities of the ten digits")
        self.setStatusTip(
            "How probable the network holds each digit to be; together they are 100 %."
        )
        self._names: Sequence[str] = [str(digit) for digit in range(_CLASSES)]
        self._p = np.zeros(_CLASSES)
        self._name_px = _NAME_PX
        self._palette = LIGHT
        rows = np.arange(_CLASSES)
        self._track = pg.BarGraphItem(x0=0, y=rows, height=_THICKNESS, width=1.0, pen=None)
        self._bars = pg.BarGraphItem(x0=0, y=rows, height=_THICKNESS, width=self._p, pen=None)
        self._arrange()
        self.use_colours(LIGHT)
        self.show_probabilities(None)

    def _arrange(self) -> None:
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.hideAxis("left")
        item.hideAxis("bottom")
        item.setContentsMargins(_NAME_PX, 0, _VALUE_PX, 0)
        item.layout.setContentsMargins(0, 0, 0, 0)
        item.setMouseEnabled(False, False)
        box = item.getViewBox()
        box.invertY(True)
        box.setDefaultPadding(0.0)
        box.setRange(xRange=(0.0, 1.0), yRange=(-0.5, _CLASSES - 0.5), padding=0.0)
        self.addItem(self._track)
        self.addItem(self._bars)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.setBackground(None)
        self._track.setOpts(brush=palette.track)
        self._show()

    def show_names(self, names: Sequence[str]) -> None:
        """Name the classes, left of their bars."""
        self._names = names
        wide = self.fontMetrics().horizontalAdvance(max(names, key=len))
        self._name_px = max(_NAME_PX, wide + _GAP_PX)
        self.getPlotItem().setContentsMargins(self._name_px, 0, _VALUE_PX, 0)
        self.viewport().update()

    def show_probabilities(self, p: NDArray[np.floating] | None) -> None:
        """Draw ``p`` (10,), each in [0, 1], summing to 1; None draws empty bars."""
        self._p = np.zeros(_CLASSES) if p is None else np.asarray(p, float)
        self._show()
        self.setAccessibleDescription(self.text())

    def text(self) -> str:
        """Return the probabilities as text, the highest first; empty when there are none."""
        if not self._p.any():
            return ""
        order = np.argsort(-self._p, kind="stable")
        return ", ".join(f"{self._names[i]}: {percent(self._p[i])}" for i in order)

    def _show(self) -> None:
        best = int(self._p.argmax())
        brushes = [pg.mkBrush(self._palette.muted)] * _CLASSES
        brushes[best] = pg.mkBrush(self._palette.accent)
        self._bars.setOpts(width=self._p, brushes=brushes)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        row_height = self.viewport().height() / _CLASSES
        best = int(self._p.argmax()) if self._p.any() else -1
        with QPainter(self.viewport()) as painter:
            for row in range(_CLASSES):
                self._paint_row(painter, row, row * row_height, row_height, row == best)

    def _paint_row(
        self, painter: QPainter, row: int, top: float, height: float, best: bool
    ) -> None:
        font = painter.font()
        font.setWeight(QFont.Weight.Bold if best else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(self._palette.accent if best else self._palette.text))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, top, self._name_px, height), left, self._names[row])
        if self._p.any():
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            if not best:
                painter.setPen(QColor(self._palette.muted))
            place = QRectF(self.viewport().width() - _VALUE_PX, top, _VALUE_PX, height)
            painter.drawText(place, right, percent(self._p[row]))


def percent(share: float) -> str:
    """Return a share of 1 as text: 0.987 -> ``98.7 %``."""
    return f"{100 * share:.1f} %"
