"""Calm axes: limits that change in few, round steps while curves grow. Knows nothing of Qt."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from digitpad.gui.train.smoothing import Array

Points = tuple[Array, Array]  # x (P,) and y (P,) of a curve
Range = tuple[float, float]

_ROUND = (1, 2, 3, 5, 10)
_ACCURACY_FLOORS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99)
_FIRST_LOSS = (0.0, 3.0)  # a network that knows nothing has ln 10 = 2.3 nats an image
_FIRST_POWERS = (0.01, 3.0)
_SETTLED = 0.25  # the first part of a curve, which may leave the plot
_LONG = 10  # epochs: a longer run's axis grows with it
_MANY = 50  # points, of which 1 % may leave the plot at either end


def loss_limits(curves: Sequence[Points], zoom: Range | None, *, logarithmic: bool) -> Range:
    """Return round limits for these curves.

    The first part of each, unless ``zoom`` is a part of the x axis, and 1 % of the points of long
    curves may stand out.
    """
    parts = [_of_interest(curve, zoom) for curve in curves]
    parts = [part[part > 0.0] if logarithmic else part for part in parts]
    parts = [part for part in parts if len(part)]
    if not parts:
        return _FIRST_POWERS if logarithmic else _FIRST_LOSS
    high = round_up(max(_quantile(part, 0.99) for part in parts))
    if not logarithmic:
        return 0.0, high
    return min(round_down(min(_quantile(part, 0.01) for part in parts)), high / 10), high


def share_limits(curves: Sequence[Points], zoom: Range | None) -> Range:
    """Return a round lower limit below all of the curves, their first part left out, and 1."""
    parts = [_of_interest(curve, zoom) for curve in curves]
    parts = [part for part in parts if len(part)]
    if not parts:
        return 0.0, 1.0
    lowest = min(float(part.min()) for part in parts)
    return max(floor for floor in _ACCURACY_FLOORS if floor == 0.0 or floor < lowest), 1.0


def _of_interest(curve: Points, zoom: Range | None) -> Array:
    """Return the finite values that decide about the limits."""
    x, y = curve
    if not len(x):
        return y
    low, high = zoom or (_SETTLED * x[-1], x[-1])
    # One point on either side too: the line to it is seen.
    first, last = bisect_left(x, low), bisect_right(x, high)
    part = y[max(0, first - 1) : last + 1] if zoom else y[first:last]
    return part[np.isfinite(part)]


def _quantile(values: Array, share: float) -> float:
    if len(values) < _MANY:
        share = round(share)
    return float(np.quantile(values, share))


def last_epoch(now: float, epochs: int) -> float:
    """Return the right end of the axis for a run of ``epochs`` that has come to ``now``."""
    if epochs <= _LONG:
        return float(epochs)
    return min(float(epochs), max(float(_LONG), round_up(now)))


def round_up(value: float) -> float:
    """Return the next of ..., 0.5, 1, 2, 3, 5, 10, 20, ... that is at least ``value``."""
    if value <= 0.0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(power * _ROUND[min(bisect_left(_ROUND, value / power - 1e-9), len(_ROUND) - 1)])


def round_down(value: float) -> float:
    """Return the last of ..., 0.5, 1, 2, 3, 5, 10, 20, ... that is at most ``value`` > 0."""
    power = 10.0 ** np.floor(np.log10(value))
    return float(power * _ROUND[bisect_right(_ROUND, value / power + 1e-9) - 1])
