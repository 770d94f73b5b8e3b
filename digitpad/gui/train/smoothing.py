"""Curves made calm: a moving mean, and fewer points. Knows nothing of Qt."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_BLOCK = 64  # points averaged in one product of matrices


def smoothed(x: Array, y: Array, span: float) -> tuple[Array, Array]:
    """Return a curve, x (P,) and y (P,), averaged over ``span`` on the x axis.

    Points are evenly spaced; the last ones weigh most.  What is no finite number is left out.
    """
    finite = np.isfinite(y)
    x, y = x[finite], y[finite]
    if len(x) < 2 or span <= 0.0:
        return x, y
    spacing = (x[-1] - x[0]) / (len(x) - 1)
    return x, exponential_mean(y, min(1.0, spacing / span))


def exponential_mean(y: Array, weight: float) -> Array:
    """Return the moving mean of y (P,) in which the newest value has ``weight`` in (0, 1].

    The first values are averaged among themselves, without a beginning at zero.
    """
    if weight >= 1.0:
        return y
    keep = 1.0 - weight
    ages = np.subtract.outer(np.arange(_BLOCK), np.arange(_BLOCK))
    kernel = np.where(ages >= 0, weight * keep ** np.maximum(ages, 0), 0.0)
    fading = keep ** np.arange(1, _BLOCK + 1)
    mean, carried = np.empty_like(y), 0.0
    for start in range(0, len(y), _BLOCK):
        part = y[start : start + _BLOCK]
        count = len(part)
        block = kernel[:count, :count] @ part + fading[:count] * carried
        mean[start : start + count] = block
        carried = float(block[-1])
    return mean / (1.0 - keep ** np.arange(1, len(y) + 1))


def thinned(x: Array, y: Array, most: int) -> tuple[Array, Array]:
    """Return some ``most`` of the points at most, the last one always among them."""
    step = -(-len(x) // most)
    if step <= 1:
        return x, y
    first = (len(x) - 1) % step
    return x[first::step], y[first::step]
