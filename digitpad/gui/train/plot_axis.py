"""The axes of a curve plot: few ticks, and each has its number."""

from collections.abc import Sequence
from math import ceil, floor, log10

import pyqtgraph as pg
from PySide6.QtCore import QRectF

TEXT_PX = 12
_STEPS = (1, 2, 5)  # ticks in each power of ten, while there are few powers
_FEW_POWERS = 1.8
_DENSITY = 0.7  # of the bottom axis' ticks, against what pyqtgraph would have
_LEAST_APART_PX, _APART_SHARE = 20, 0.125  # of two numbers at the left: pixels, part of the axis
_EDGE = 0.06  # of the axis, where a word has no room
_ROUNDING = 1e-9  # or the last tick would be missing now and then


class PlotAxis(pg.AxisItem):
    """An axis without small ticks.

    ``share`` writes values of 1 as %; the first tick of the bottom axis says what is counted.  On a
    logarithmic axis the places are powers of ten.
    """

    def __init__(self, side: str, *, share: bool = False) -> None:
        super().__init__(side)
        self._share = share
        self._logarithmic = False
        self.enableAutoSIPrefix(False)
        self.setStyle(maxTickLevel=0, tickLength=0, tickTextOffset=6)
        self.setTickDensity(_DENSITY)

    def set_logarithmic(self, on: bool) -> None:
        """Take places for powers of ten."""
        self._logarithmic = on
        self.picture = None  # drawn anew
        self.update()

    def boundingRect(self) -> QRectF:
        inner: QRectF = super().boundingRect()
        return inner.adjusted(0, -TEXT_PX, TEXT_PX, TEXT_PX)  # for the ends

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, Sequence[float]]]:
        rounding = _ROUNDING * (maxVal - minVal)
        if self._logarithmic:
            return [(1.0, powers(minVal - rounding, maxVal + rounding))]
        if self.orientation != "left":
            usual: list[tuple[float, Sequence[float]]]
            usual = super().tickValues(minVal, maxVal + rounding, size)
            return usual
        apart = max(_LEAST_APART_PX, _APART_SHARE * size)
        step = round_step((maxVal - minVal) * apart / max(1.0, size))
        first, last = ceil((minVal - rounding) / step), floor((maxVal + rounding) / step)
        return [(step, [number * step for number in range(first, last + 1)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self._logarithmic:
            return [f"{10**value:.4g}" for value in values]
        if self._share:
            return [f"{100 * value:.6g} %" for value in values]
        strings = [f"{value:.6g}" for value in values]
        if self.orientation == "bottom":
            low, high = self.range
            edge = low + _EDGE * (high - low)
            first = next((i for i, value in enumerate(values) if value > edge), None)
            if first is not None and values[first] < high - (edge - low):
                strings[first] = f"epoch {strings[first]}"
        return strings


def round_step(least: float) -> float:
    """Return the first of ..., 0.5, 1, 2, 5, 10, 20, ... that is at least ``least`` > 0."""
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in (*_STEPS, 10) if step * power >= least * (1 - _ROUNDING))


def powers(low: float, high: float) -> list[float]:
    """Return the ticks between two powers of ten: 1, 2, 5 of each, or only 1 if there are many."""
    steps = _STEPS if high - low < _FEW_POWERS else _STEPS[:1]
    exponents = range(floor(low), ceil(high) + 1)
    places = [exponent + log10(step) for exponent in exponents for step in steps]
    return [place for place in places if low <= place <= high]
