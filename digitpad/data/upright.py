"""Telling what could be a 1 from what is no digit: an upright line."""

import numpy as np

from digitpad.data.drawing import Strokes
from digitpad.data.touches import without_touches

_STRAIGHT = 1.1  # times the way between its ends, at most
_SLENDER = 0.5  # of the height, at most, and ...
_LITTLE_BESIDE = 1.6  # ... of the same, the way that the pen went
_UNBROKEN = 0.95  # of the height, at least, that the pen went


def could_be_a_one(strokes: Strokes) -> bool:
    """Tell whether a drawing is an unbroken upright line with little beside it: a 1 of some kind.

    A steep straight line, a bracket, an L as narrow as a 1 with a hook; no i, whose dot is apart.
    """
    written = without_touches(strokes)
    width, height = np.ptp(np.concatenate(written), axis=0).tolist()
    way = sum(float(np.hypot(*np.diff(stroke, axis=0).T).sum()) for stroke in written)
    straight = height > width and way < _STRAIGHT * float(np.hypot(width, height))
    slender = width < _SLENDER * height and way < _LITTLE_BESIDE * height
    return bool((straight or slender) and way > _UNBROKEN * height)
