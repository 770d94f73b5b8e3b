"""Leaves out accidental touches, such as of the side of a hand: tiny marks far from the digit.

The whole drawing is normalized to one size, so a single dot far off would shrink the digit.
"""

import numpy as np

from digitpad.data.points import Points, Strokes

_TINY = 0.12  # of the longest side of the largest stroke; a touch is smaller
_FAR = 0.4  # of the same, between a touch and all that was written; an i's dot is nearer


def without_touches(strokes: Strokes) -> list[Points]:
    """Return the strokes, none of them empty, that were written on purpose."""
    if len(strokes) < 2:
        return list(strokes)
    lows = np.array([stroke.min(axis=0) for stroke in strokes])
    highs = np.array([stroke.max(axis=0) for stroke in strokes])
    sides = (highs - lows).max(axis=1)
    written = sides >= _TINY * sides.max()
    low, high = lows[written].min(axis=0), highs[written].max(axis=0)
    gaps = np.maximum(lows - high, low - highs).clip(0)
    near = np.hypot(gaps[:, 0], gaps[:, 1]) <= _FAR * sides.max()
    return [stroke for stroke, kept in zip(strokes, written | near, strict=True) if kept]
