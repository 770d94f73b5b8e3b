"""Marks on the x axis of a plot: thin dashed lines, each with a few words."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QFont, QFontMetricsF

from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.train.plot_axis import TEXT_PX

_MOST = 24  # the newest; whoever turns the rate all the time sees the last turns
_LABELLED = 6  # of them, the newest
_HIGH, _LOW = 0.8, 0.3  # of the plot, between which the words stand
_LINE_PX, _PAD_PX = TEXT_PX + 4, 12  # of the words: how high, and how much wider than the text


@dataclass(frozen=True)
class Mark:
    """A place on the x axis and what happened there."""

    x: float
    text: str


class PlotMarks(QObject):
    """Draws marks on ``plot``; words that would lie on newer ones stand below them, or nowhere."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        super().__init__(plot)
        self._plot = plot
        self._font = QFont()
        self._font.setPixelSize(TEXT_PX)
        self._palette = LIGHT
        self._marks: Sequence[Mark] = ()
        self._lines: list[pg.InfiniteLine] = []  # the newest first
        view = plot.getViewBox()
        view.sigXRangeChanged.connect(self._place_words)
        view.sigResized.connect(self._place_words)

    def __len__(self) -> int:
        return len(self._lines)

    def texts(self) -> list[str]:
        """Return the words that are shown."""
        return [line.label.format for line in self._labelled() if line.label.isVisible()]

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self._draw()

    def show(self, marks: Sequence[Mark]) -> None:
        """Show these marks, instead of those before."""
        newest = tuple(marks[-_MOST:])
        if newest != self._marks:
            self._marks = newest
            self._draw()

    def _draw(self) -> None:
        for line in self._lines:
            self._plot.removeItem(line)
        self._lines = []
        for age, mark in enumerate(reversed(self._marks)):
            words = mark.text if age < _LABELLED else None
            self._lines.append(self._new_line(mark.x, words))
        self._place_words()

    def _labelled(self) -> list[pg.InfiniteLine]:
        return [line for line in self._lines if hasattr(line, "label")]

    @Slot()
    def _place_words(self) -> None:
        """Let the words of each mark stand as high as there is room beside those of newer ones."""
        lines = self._labelled()
        if not lines:
            return
        view = self._plot.getViewBox()
        (left, right), width, height = view.viewRange()[0], view.width(), view.height()
        rows = max(1, int((_HIGH - _LOW) * height / _LINE_PX) + 1)
        taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
        metrics = QFontMetricsF(self._font)
        for line in lines:
            x = (line.value() - left) / (right - left) * width
            wide = metrics.horizontalAdvance(line.label.format) + _PAD_PX
            first, last = (x, x + wide) if x < width / 2 else (x - wide, x)
            free = (
                row
                for row, spans in enumerate(taken)
                if all(last <= start or end <= first for start, end in spans)
            )
            row = next(free, None)
            line.label.setVisible(row is not None)
            if row is not None:
                taken[row].append((first, last))
                line.label.setPosition(_HIGH - row * _LINE_PX / max(height, 1.0))

    def _new_line(self, x: float, words: str | None) -> pg.InfiniteLine:
        pen = pg.mkPen(self._palette.muted, width=1.0, style=Qt.PenStyle.DashLine)
        options = {"position": _HIGH, "color": self._palette.text, "anchors": [(0, 0.5), (1, 0.5)]}
        line = pg.InfiniteLine(x, angle=90, pen=pen, label=words, labelOpts=options)
        if words is not None:
            line.label.setFont(self._font)
        self._plot.addItem(line, ignoreBounds=True)
        return line
