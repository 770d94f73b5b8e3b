"""Gives the digit in a picture MNIST's line width when its own clearly differs."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from digitpad.data.mnist_form import BOX

_THINNEST, _WIDENED = 1.5, 2.4  # px of the 28x28 image: a line below the first gets the second
_FATTEST, _THINNED = 3.5, 2.7
_HAIR = 1.0  # px; a line thinner than this seldom covers half a pixel
_KEPT = 0.8  # share of a line's half width, where it is thinnest, that thinning may take
_SOFT = 2.0  # px of the grid over which the new edge fades


def with_usual_line_width(ink: NDArray[np.float32], side: float) -> NDArray[np.float32]:
    """Widen a hairline and thin a fat line; leave any width that MNIST itself has.

    Shapes: ink (H, W), 0 to 1, with a digit whose longest side is ``side`` pixels -> (H, W). It
    needs paper around it, as room for a widened line.
    """
    scale = side / BOX  # pixels of the grid for one of the image
    width = line_width(ink) / scale
    if _THINNEST <= width <= _FATTEST:
        return ink
    inside = ink > (0.4 if width < _HAIR else 0.5)
    depth = ndimage.distance_transform_edt(inside)
    beyond = ndimage.distance_transform_edt(~inside) - depth
    if width < _THINNEST:
        growth = (_WIDENED - width) / 2 * scale
    else:
        growth = -min((width - _THINNED) / 2 * scale, _KEPT * _thinnest(depth))
    edge: NDArray[np.float32] = (0.5 - (beyond - growth) / _SOFT).clip(0, 1).astype(np.float32)
    return edge


def line_width(ink: NDArray[np.float32]) -> float:
    """Return the mean width of the lines in pixels: twice their area over their outline.

    Shapes: ink (H, W), 0 to 1, with some ink in it.
    """
    padded = np.pad(ink, 1)
    down = np.diff(padded, axis=0)[:, :-1]
    across = np.diff(padded, axis=1)[:-1]
    return 2 * float(ink.sum() / np.hypot(down, across).sum())


def _thinnest(depth: NDArray[np.float64]) -> float:
    """Return the half width of the thin parts: the lowest tenth along the middle of the lines."""
    middle = (depth == ndimage.maximum_filter(depth, 5)) & (depth > 0)
    return float(np.quantile(depth[middle], 0.1))
