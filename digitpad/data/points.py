"""What the points of a stroke are, whoever hands them over: a file, the clipboard, a program."""

import reprlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]  # (P, 2): x right, y down, any scale
Strokes = Sequence[Points]

FARTHEST = 1e100  # that a coordinate may be; sums and differences never overflow then
_LONGEST_QUOTE = 40  # letters, of what is refused


def as_points(stroke: ArrayLike) -> Points:
    """Return a stroke, lists or an array, as its points (P, 2); P may be 0.

    Raises: ValueError, it is something else, or a coordinate is no finite number or too far out;
    the text ends a sentence.
    """
    try:
        points = np.asarray(stroke)
    except ValueError as error:  # its rows differ in length
        raise _not_points(stroke) from error
    if points.shape[:1] == (0,):
        return np.empty((0, 2))
    if points.ndim != 2 or points.shape[1] != 2 or points.dtype.kind not in "iuf":
        raise _not_points(stroke)
    points = points.astype(np.float64, copy=False)
    fine = np.abs(points) <= FARTHEST
    if not fine.all():
        bad = points[~fine.all(axis=1)][0].tolist()
        raise ValueError(f"a point is {bad}; x and y must be numbers up to {FARTHEST:g}")
    return points


def _not_points(stroke: ArrayLike) -> ValueError:
    quote = reprlib.repr(stroke)[:_LONGEST_QUOTE]
    return ValueError(f"a stroke must be a list of points [x, y], not {quote}")
