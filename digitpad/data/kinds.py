"""What an image that is no digit looks like, in a sentence.

It is asked only about images that the network refused, so a glance at the ink is enough.
"""

import numpy as np
from numpy.typing import NDArray

NOT_ONE_DIGIT = "This does not look like one digit."
ONLY_A_DOT = "This is only a dot, not a digit."
_SIDE_BY_SIDE = "There are several things side by side: draw one digit."
_LYING_LINE = "This is a lying line, not a digit."

_INK = 64  # level; a paler pixel is the edge of a line
_DOT_PX = 5  # no longer side
_LEAST_PX = 4  # of a thing beside another; a smaller one may be a part of it
_FLAT = 0.3  # of the width, that a lying line is high


def sentence_for(image: NDArray[np.uint8]) -> str:
    """Return what is said of an image (28, 28) that is no digit."""
    inked = image > _INK
    things = _runs(inked.max(axis=0))
    if not things:
        return NOT_ONE_DIGIT
    width, height = things[-1][1] - things[0][0], _height(inked)
    if max(width, height) <= _DOT_PX:
        return ONLY_A_DOT
    tall = [high for left, right in things if (high := _height(inked[:, left:right])) >= _LEAST_PX]
    if len(tall) > 1:
        return _SIDE_BY_SIDE
    if len(things) == 1 and height <= _FLAT * width:
        return _LYING_LINE
    return NOT_ONE_DIGIT


def _runs(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where each run of True (N,) begins and ends."""
    edges = np.flatnonzero(np.diff(filled, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _height(inked: NDArray[np.bool_]) -> int:
    rows = np.flatnonzero(inked.any(axis=1))
    return int(np.ptp(rows)) + 1
