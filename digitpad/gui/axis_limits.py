"""Calm axes: limits that change in few, round steps while curves grow."""

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

_ROUND = (1, 2, 3, 5, 10)
_ACCURACY_FLOORS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99)
_FIRST_LOSS = 3.0  # a network that knows nothing has ln 10 = 2.3 nats an image
_SETTLED = 0.25  # the first part of a curve, which may leave the plot
_LONG = 10  # epochs: a longer run's axis grows with it


def highest_loss(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Return a round upper limit for a noisy loss; its first peak and 1 % of it may stand out."""
    later = y[x >= _SETTLED * x[-1]] if len(x) else y
    later = later[np.isfinite(later)]
    if not len(later):
        return _FIRST_LOSS
    return round_up(float(np.quantile(later, 0.99)))


def lowest_accuracy(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Return a round lower limit below nearly all of a curve, its first part left out."""
    later = y[x >= _SETTLED * x[-1]] if len(x) else y
    if not len(later):
        return 0.0
    lowest = float(np.quantile(later, 0.05))
    return max(floor for floor in _ACCURACY_FLOORS if floor == 0.0 or floor < lowest)


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
