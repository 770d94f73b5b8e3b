"""The points of many drawings in one row, so that all are distorted in a few operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from digitpad.data.points import Points, Strokes

_LEAST_KEPT = 0.7  # of a stroke; a cut that would leave less is not made


@dataclass(frozen=True, eq=False)
class PointRow:
    """N drawings of S strokes in all: the points (P, 2), one stroke after the other.

    ``first`` (S,) is where each stroke begins, ``drawing`` (S,) the drawing it belongs to.
    """

    points: Points
    first: NDArray[np.intp]
    drawing: NDArray[np.intp]
    count: int

    @classmethod
    def of(cls, drawings: Sequence[Strokes]) -> PointRow:
        """Return the row of ``drawings``; strokes without points are left out."""
        strokes = [stroke for drawing in drawings for stroke in drawing if len(stroke)]
        sizes = np.array([sum(1 for s in drawing if len(s)) for drawing in drawings], np.intp)
        lengths = np.array([len(stroke) for stroke in strokes], np.intp)
        points = np.concatenate([np.empty((0, 2)), *strokes])
        owners = np.repeat(np.arange(len(drawings)), sizes)
        return cls(points, np.cumsum(lengths) - lengths, owners, len(drawings))

    @property
    def strokes(self) -> int:
        """How many strokes there are."""
        return len(self.first)

    @property
    def lengths(self) -> NDArray[np.intp]:
        """How many points each stroke has (S,)."""
        return np.diff(self.first, append=len(self.points))

    @property
    def stroke(self) -> NDArray[np.intp]:
        """The stroke of each point (P,)."""
        return np.repeat(np.arange(self.strokes), self.lengths)

    @property
    def owner(self) -> NDArray[np.intp]:
        """The drawing of each point (P,)."""
        return self.drawing[self.stroke]

    def with_points(self, points: Points) -> PointRow:
        """Return the row with its points moved."""
        return replace(self, points=points)

    def drawings(self) -> list[Strokes]:
        """Return the drawings, each a list of its strokes."""
        found: list[list[Points]] = [[] for _ in range(self.count)]
        ends = (self.first + self.lengths).tolist()
        for start, end, owner in zip(self.first.tolist(), ends, self.drawing.tolist(), strict=True):
            found[owner].append(self.points[start:end])
        return list(found)

    def at_unit_size(self) -> PointRow:
        """Return the drawings centred on 0, their longest side 1; a dot stays a dot."""
        begins = self.first[np.flatnonzero(np.diff(self.drawing, prepend=-1))]
        low = np.minimum.reduceat(self.points, begins)
        high = np.maximum.reduceat(self.points, begins)
        side = (high - low).max(axis=1).clip(1e-9)
        number = np.cumsum(np.diff(self.drawing, prepend=-1) > 0)[self.stroke] - 1
        return self.with_points(
            (self.points - ((low + high) / 2)[number]) / side[number, np.newaxis]
        )

    def stroke_means(self, points: Points) -> Points:
        """Return the mean of each stroke's ``points``: (S, 2)."""
        means: Points = np.add.reduceat(points, self.first) / self.lengths[:, np.newaxis]
        return means


def thinned(row: PointRow, kept: NDArray[np.float64]) -> PointRow:
    """Keep about ``kept`` (N,) points of each drawing, evenly spread, and the ends of strokes."""
    totals = np.bincount(row.owner, minlength=row.count)
    share = np.minimum(kept / totals.clip(1), 1)[row.drawing]
    wanted = np.maximum(np.ceil(share * row.lengths), 2)
    place = np.arange(len(row.points)) - row.first[row.stroke]
    step = ((wanted - 1) / (row.lengths - 1).clip(1))[row.stroke]
    stays = np.floor(place * step + 1e-9) > np.floor((place - 1) * step + 1e-9)
    stays[row.first] = True
    stays[row.first + row.lengths - 1] = True
    first = np.cumsum(stays)[row.first] - 1
    return replace(row, points=row.points[stays], first=first)


def ends_moved(
    row: PointRow, at_start: NDArray[np.float64], at_end: NDArray[np.float64]
) -> PointRow:
    """Lengthen the ends of strokes straight on by (S,), or cut them where that is negative."""
    steps = np.hypot(*np.diff(row.points, axis=0, prepend=row.points[:1]).T)
    steps[row.first] = 0
    along = np.cumsum(steps)
    along -= along[row.first][row.stroke]
    last = row.first + row.lengths - 1
    whole = along[last]
    begin, end = (-at_start).clip(0), whole - (-at_end).clip(0)
    untouched = end - begin < _LEAST_KEPT * whole
    begin, end = np.where(untouched, 0, begin), np.where(untouched, whole, end)
    points = row.points.copy()
    long = row.lengths > 1
    for ends, near, amounts in ((row.first, 1, at_start), (last, -1, at_end)):
        some, inner = ends[long], ends[long] + near
        outward = row.points[some] - row.points[inner]
        unit = outward / np.hypot(*outward.T).clip(1e-9)[:, np.newaxis]
        points[some] += amounts.clip(0)[long, np.newaxis] * unit
    inside = (along >= begin[row.stroke]) & (along <= end[row.stroke])
    inside |= ~long[row.stroke]
    return _only(replace(row, points=points), inside)


def _only(row: PointRow, inside: NDArray[np.bool_]) -> PointRow:
    """Return the points that are ``inside`` (P,); a stroke that would lose all keeps all."""
    counts = np.add.reduceat(inside.astype(np.intp), row.first)
    inside = inside | (counts == 0)[row.stroke]
    counts = np.where(counts == 0, row.lengths, counts)
    return replace(row, points=row.points[inside], first=np.cumsum(counts) - counts)
