"""How sure the answers were: right and wrong ones counted by their probability."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from digitpad.gui.evaluate.measurement import BIN_EDGES, Measured
from digitpad.gui.palette import LIGHT, Palette

_COUNTS_PX = 32  # left of the bars
_TEXT_PX = 16  # a line
_LABELLED = (0.1, 1.0, 0.5)  # confidences, what matters most first
_KEY_PX = 8  # side of the squares that name the colours
_BELOW_ONE = 0.3  # of the way from 1 to 10 lies below 1: a single answer is a bar too
_BAR_SHARE = 0.4  # of a bin's width
_LEAST_PX = (128, 88)
_NONE = np.zeros(len(BIN_EDGES) - 1, np.intp)


class ConfidenceChart(QWidget):
    """Counts grow by tens, or the few unsure answers could not be seen beside the many sure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confidenceChart")
        self.setAccessibleName("Histogram of confidence")
        self.setStatusTip(
            "How sure the network was of its answers, and how many of them were right. "
            "Each line is ten times the one below."
        )
        self.setMinimumSize(*_LEAST_PX)
        self._palette = LIGHT
        self._right, self._wrong = _NONE, _NONE

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_measured(self, measured: Measured | None) -> None:
        """Show figures, or none."""
        self._right, self._wrong = (_NONE, _NONE) if measured is None else measured.histogram()
        self.setAccessibleDescription(self.text())
        self.update()

    def text(self) -> str:
        """Return the counts as text, the surest first; empty when there are none."""
        is_some = (self._right + self._wrong) > 0
        said = [self._words(number) for number in np.flatnonzero(is_some).tolist()]
        return "; ".join(reversed(said))

    def words_at(self, x: float) -> str:
        """Return the counts of the bars at a place of the widget; empty where there are none."""
        plot = self._plot
        number = int((x - plot.left()) / plot.width() * len(self._right))
        if x < plot.left() or number >= len(self._right):
            return ""
        return self._words(number)

    def _words(self, number: int) -> str:
        low, high = (100 * edge for edge in BIN_EDGES[number : number + 2])
        right, wrong = self._right[number], self._wrong[number]
        return f"{low:.0f} to {high:.0f} %: {right:,} right, {wrong:,} wrong"

    @property
    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_COUNTS_PX, 1.5 * _TEXT_PX, 0, -_TEXT_PX)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x()))
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        plot = self._plot
        most = max(1, int(max(self._right.max(), self._wrong.max())))
        tens = int(np.ceil(np.log10(most))) or 1
        with QPainter(self) as painter:
            self._paint_axes(painter, plot, tens)
            for counts, colour, place in (
                (self._right, self._palette.accent, 0.5 - _BAR_SHARE),
                (self._wrong, self._palette.validation, 0.5),
            ):
                self._paint_bars(painter, plot, counts, colour, place, tens)
            self._paint_key(painter, plot)

    def _paint_axes(self, painter: QPainter, plot: QRectF, tens: int) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        every = max(1, round(_TEXT_PX * 1.25 * tens / plot.height()))  # labels need room
        for power in range(tens + 1):
            y = plot.bottom() - _height(plot, power, tens)
            painter.setPen(QColor(self._palette.line))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            if power % every == 0:
                painter.setPen(QColor(self._palette.muted))
                label = QRectF(0, y - _TEXT_PX / 2, _COUNTS_PX - 6, _TEXT_PX)
                painter.drawText(label, right, _count(10**power))
        for place, text in confidences(plot, painter.fontMetrics()):
            painter.drawText(place, Qt.AlignmentFlag.AlignBottom, text)

    def _paint_bars(
        self,
        painter: QPainter,
        plot: QRectF,
        counts: np.ndarray,
        colour: str,
        place: float,
        tens: int,
    ) -> None:
        width = plot.width() / len(counts)
        for number, count in enumerate(counts.tolist()):
            if count:
                height = _height(plot, np.log10(count), tens)
                left = plot.left() + (number + place) * width
                bar = QRectF(left, plot.bottom() - height, _BAR_SHARE * width, height)
                painter.fillRect(bar, QColor(colour))

    def _paint_key(self, painter: QPainter, plot: QRectF) -> None:
        """Name the colours in a line of its own, which no bar reaches."""
        x = plot.left()
        for name, colour in (("right", self._palette.accent), ("wrong", self._palette.validation)):
            square = QRectF(x, (_TEXT_PX - _KEY_PX) / 2, _KEY_PX, _KEY_PX)
            painter.fillRect(square, QColor(colour))
            painter.setPen(QColor(self._palette.muted))
            x = square.right() + _KEY_PX / 2
            line = QRectF(x, 0, plot.width(), _TEXT_PX)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
            x += painter.fontMetrics().horizontalAdvance(name) + _KEY_PX


def confidences(plot: QRectF, metrics: QFontMetrics) -> list[tuple[QRectF, str]]:
    """Return the numbers below the bars and their places; both ends, and the middle if it fits."""
    low, high = BIN_EDGES[0], BIN_EDGES[-1]
    found: list[tuple[QRectF, str]] = []
    for share in _LABELLED:
        text = f"{100 * share:.0f} %"
        wide = metrics.horizontalAdvance(text)
        middle = plot.left() + (share - low) / (high - low) * plot.width()
        left = min(max(middle - wide / 2, plot.left()), plot.right() - wide)
        place = QRectF(left, plot.bottom(), wide, _TEXT_PX)
        if all(not place.adjusted(-_KEY_PX, 0, _KEY_PX, 0).intersects(other) for other, _ in found):
            found.append((place, text))
    return found


def _height(plot: QRectF, power: float, tens: int) -> float:
    """How high a count of ten to this power stands."""
    return plot.height() * (power + _BELOW_ONE) / (tens + _BELOW_ONE)


def _count(number: int) -> str:
    return f"{number // 1000}k" if number >= 1000 else str(number)
