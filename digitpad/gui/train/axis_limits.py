"""Calm axes: limits that change in few, round steps while curves grow."""

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from digitpad.gui.train.curves import Curves, Series

_ROUND = (1, 2, 3, 5, 10)
_ACCURACY_FLOORS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99)
_FIRST_LOSS = 3.0  # a network that knows nothing has ln 10 = 2.3 nats an image
_SETTLED = 0.25  # the first part of a curve, which may leave the plot
_LONG = 10  # epochs: a longer run's axis grows with it


def highest_loss(curves: Curves) -> float:
    """Return a round upper limit; the first peak of the batches and 1 % of them may stand out."""
    batches = _settled(curves.batch_loss)
    if not len(batches):
        return _FIRST_LOSS
    validation = _settled(curves.validation_loss)
    highest = float(np.quantile(batches, 0.99))
    return round_up(max(highest, float(validation.max()) if len(validation) else 0.0))


def lowest_accuracy(curves: Curves) -> float:
    """Return a round lower limit below all of the curves, their first part left out."""
    parts = (curves.smooth_accuracy, curves.validation_accuracy, curves.drawn_accuracy)
    values = np.concatenate([_settled(series) for series in parts])
    if not len(values):
        return 0.0
    return max(floor for floor in _ACCURACY_FLOORS if floor == 0.0 or floor < values.min())


def _settled(series: Series) -> NDArray[np.float64]:
    """Return the finite values of a curve without its first part."""
    if not len(series):
        return series.y
    later = series.y[series.x >= _SETTLED * series.x[-1]]
    return later[np.isfinite(later)]


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
