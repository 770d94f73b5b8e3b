"""Which drawings could be a 1 rather than no digit: upright lines."""

import numpy as np

from digitpad.data.points import Strokes
from digitpad.data.touches import without_touches

_STRAIGHT = 1.1  # length of the pen's path over its extent, at most
_SLENDER = 0.5  # width over height, at most, and ...
_LITTLE_BESIDE = 1.6  # ... length of the path over height, at most
_UNBROKEN = 0.95  # length of the path over height, at least


def could_be_a_one(strokes: Strokes) -> bool:
    """Tell whether a drawing is an unbroken upright line with little beside it: a 1 of some kind.

    Such are a steep straight line, a bracket, and an L as narrow as a hooked 1; not an i, whose
    dot stands apart.  None of the strokes (P, 2) is empty.
    """
    written = without_touches(strokes)
    width, height = np.ptp(np.concatenate(written), axis=0).tolist()
    length = sum(float(np.hypot(*np.diff(stroke, axis=0).T).sum()) for stroke in written)
    straight = height > width and length < _STRAIGHT * float(np.hypot(width, height))
    slender = width < _SLENDER * height and length < _LITTLE_BESIDE * height
    return bool((straight or slender) and length > _UNBROKEN * height)
