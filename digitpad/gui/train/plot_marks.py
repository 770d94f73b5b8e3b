"""Marks on the x axis of a plot: thin dashed lines, each with a few words."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.train.plot_axis import TEXT_PX

_MOST = 24  # the newest; whoever turns the rate all the time sees the last turns
_LABELLED = 6  # of them, the newest: more words would lie on each other
_HIGH = 0.72  # of the plot, where the words stand


@dataclass(frozen=True)
class Mark:
    """A place on the x axis and what happened there."""

    x: float
    text: str


class PlotMarks:
    """Draws marks on ``plot``."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._plot = plot
        self._palette = LIGHT
        self._marks: Sequence[Mark] = ()
        self._lines: list[pg.InfiniteLine] = []

    def __len__(self) -> int:
        return len(self._lines)

    def texts(self) -> list[str]:
        """Return the words that are shown."""
        return [line.label.format for line in self._lines if hasattr(line, "label")]

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

    def _new_line(self, x: float, words: str | None) -> pg.InfiniteLine:
        pen = pg.mkPen(self._palette.muted, width=1.0, style=Qt.PenStyle.DashLine)
        options = {"position": _HIGH, "color": self._palette.text, "anchors": [(0, 0.5), (1, 0.5)]}
        line = pg.InfiniteLine(x, angle=90, pen=pen, label=words, labelOpts=options)
        if words is not None:
            font = QFont()
            font.setPixelSize(TEXT_PX)
            line.label.setFont(font)
        self._plot.addItem(line, ignoreBounds=True)
        return line
