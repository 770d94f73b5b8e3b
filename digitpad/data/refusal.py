"""Why an image is no digit, in a sentence for the person.

Only images that the network refused come here, so a rough look at the ink is enough.
"""

import numpy as np
from numpy.typing import NDArray

NOT_ONE_DIGIT = "This does not look like one digit."
ONLY_A_DOT = "This is only a dot, not a digit."
_SIDE_BY_SIDE = "There are several things side by side: draw one digit."
_HORIZONTAL = "This is a horizontal line, not a digit."

_INK = 64  # level; a paler pixel is the edge of a line
_DOT_PX = 5  # longest side of a dot, at most
_LEAST_PX = 4  # height of a thing beside another; a smaller one may be a part of that
_FLAT = 0.3  # height of a horizontal line over its width, at most


def sentence_for(image: NDArray[np.uint8]) -> str:
    """Return why an image (28, 28) is no digit."""
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
        return _HORIZONTAL
    return NOT_ONE_DIGIT


def _runs(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where each run of True (N,) begins and ends."""
    edges = np.flatnonzero(np.diff(filled, prepend=False, append=False)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _height(inked: NDArray[np.bool_]) -> int:
    rows = np.flatnonzero(inked.any(axis=1))
    return int(np.ptp(rows)) + 1
