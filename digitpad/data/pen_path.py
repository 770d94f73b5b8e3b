"""The path of the pen between the points that were sampled from it.

A mouse or a screen samples at its own pace: a digit drawn fast has six or eight points. So the pen
is assumed to have followed a smooth curve through them, and the tremor of a hand, or of coordinates
rounded to whole pixels, is smoothed away along it. Dense points hardly move.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_CELL = 16  # to a side of a pixel; points in the same cell count as one
_STEP = 0.5  # px along the line between two points of a steady path
_MOST_STEPS = 2000  # in a drawing; a digit takes some 120, a long scribble takes longer steps
_ROUNDS = 2  # of steadying, which is a Gaussian mean over half a pixel to each side
_APART = 1e-6  # px, the least distance to divide by


class Path(NamedTuple):
    """The points of several drawings, one after the other."""

    points: NDArray[np.float64]  # (P, 2)
    ends: NDArray[np.bool_]  # (P,), the last point of a stroke
    starts: NDArray[np.intp]  # (N,), where each drawing begins
    owner: NDArray[np.intp]  # (P,), the drawing that each point belongs to

    def steps(self) -> NDArray[np.float64]:
        """Return the vector from each point to the next, 0 at the end of a stroke: (P, 2)."""
        steps = np.diff(self.points, axis=0, append=self.points[-1:])
        steps[self.ends] = 0.0
        return steps


def steadied(path: Path) -> Path:
    """Return smooth lines through the points of drawings that fill a box of about 20 px."""
    path = _thinned(path)
    lengths = np.hypot(*path.steps().T)
    step = np.maximum(np.add.reduceat(lengths, path.starts) / _MOST_STEPS, _STEP)
    path = _even(_rounded(path, np.ceil(lengths / step[path.owner]).astype(np.intp)), step)
    inner = np.flatnonzero(~(path.ends | _begins(path)))
    points = path.points.copy()
    for _ in range(_ROUNDS):
        points[inner] += (points[inner - 1] + points[inner + 1] - 2 * points[inner]) / 4
    return path._replace(points=points)


def _begins(path: Path) -> NDArray[np.bool_]:
    """Return which points are the first of a stroke (P,)."""
    return np.roll(path.ends, 1)


def _thinned(path: Path) -> Path:
    """Leave out the points that lie within a sixteenth of a pixel of the one before them."""
    cells = np.floor(path.points * _CELL)
    kept = path.ends | _begins(path)
    kept[1:] |= (cells[1:] != cells[:-1]).any(axis=1)
    return _path_of(path.points[kept], path.ends[kept], path.owner[kept])


def _path_of(points: NDArray[np.float64], ends: NDArray[np.bool_], owner: NDArray[np.intp]) -> Path:
    """Return the path of ``points``; every drawing has at least one."""
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    return Path(points, ends, starts, owner)


def _rounded(path: Path, counts: NDArray[np.intp]) -> Path:
    """Bend the line from each point to the next, into as many pieces as ``counts`` (P,) says.

    Source: the centripetal Catmull-Rom curve, which goes through all points and forms neither cusp
    nor loop between two of them. C. Yuksel, S. Schaefer, J. Keyser 2011, "Parameterization and
    applications of Catmull-Rom curves", Computer-Aided Design 43(7), pages 747-755.
    """
    p1, p2 = path.points, np.roll(path.points, -1, axis=0)
    # Beyond its ends a stroke goes straight on.
    p0 = np.where(_begins(path)[:, None], 2 * p1 - p2, np.roll(p1, 1, axis=0))
    last = np.roll(path.ends, -1)
    p3 = np.where(last[:, None], 2 * p2 - p1, np.roll(p1, -2, axis=0))
    before, along, after = (
        np.sqrt(np.hypot(*(b - a).T).clip(_APART))[:, None]
        for a, b in ((p0, p1), (p1, p2), (p2, p3))
    )
    out = along * ((p1 - p0) / before - (p2 - p0) / (before + along)) + (p2 - p1)
    into = (p2 - p1) + along * ((p3 - p2) / after - (p3 - p1) / (along + after))
    counts = np.where(path.ends, 1, counts.clip(1))
    place = np.repeat(np.arange(len(p1)), counts)
    piece = np.arange(len(place)) - np.repeat(np.cumsum(counts) - counts, counts)
    t = (piece / counts[place])[:, None]
    points = p1[place] + t * (
        out[place]
        + t * (3 * (p2 - p1) - 2 * out - into)[place]
        + t * t * (2 * (p1 - p2) + out + into)[place]
    )
    return _path_of(points, path.ends[place], path.owner[place])


def _even(path: Path, step: NDArray[np.float64]) -> Path:
    """Space the points of each stroke evenly, by its drawing's ``step`` (N,) or a little less.

    A stroke keeps its first and last point.
    """
    lengths = np.hypot(*path.steps().T)
    lengths[path.ends] = 1.0  # any gap to the next stroke; no point is put there
    along = np.cumsum(lengths) - lengths
    first, last = np.flatnonzero(_begins(path)), np.flatnonzero(path.ends)
    whole = along[last] - along[first]
    counts = np.ceil(whole / step[path.owner[first]]).astype(np.intp) + 1
    counts[first == last] = 1
    stroke = np.repeat(np.arange(len(first)), counts)
    number = np.arange(len(stroke)) - np.repeat(np.cumsum(counts) - counts, counts)
    places = along[first][stroke] + number / (counts - 1).clip(1)[stroke] * whole[stroke]
    points = np.stack([np.interp(places, along, c) for c in path.points.T], axis=1)
    return _path_of(points, number == counts[stroke] - 1, path.owner[first][stroke])
