"""A stroke of the pen: positions become one smooth, dense curve.

The pen runs through all its positions along a centripetal Catmull-Rom curve, so that a fast
movement, which gives few positions, is as round and as free of gaps as a slow one. What is shown
and what is recognized is this one curve.  Only the way to the newest position is straight, as long
as nobody knows where the pen goes from there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

SHEET = 280.0  # the side of the square sheet; everything is measured in these units

_NEAR = 0.5  # a pen that moved less than this has not moved
_STEP = 2.0  # between two points of the curve
_FIRST_CAPACITY = 64


@dataclass(frozen=True, eq=False)
class Stroke:
    """A finished stroke: ``points`` (P, 2), x right and y down, and ``widths`` (P,) of its ink."""

    points: NDArray[np.float64]
    widths: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.points)

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what the ink covers, its soft edge included."""
        reach = float(self.widths.max()) / 2 + 1.0
        (left, top), (right, bottom) = self.points.min(axis=0), self.points.max(axis=0)
        return float(left) - reach, float(top) - reach, float(right) + reach, float(bottom) + reach

    def meets(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Tell whether the ink may reach into a rectangle."""
        own = self.box
        return own[0] <= right and left <= own[2] and own[1] <= bottom and top <= own[3]


def runs(changes: NDArray[np.intp], length: int) -> Iterator[tuple[int, int]]:
    """Iterate over where runs of ``length`` points begin and end, which change at ``changes``."""
    return pairwise([0, *changes.tolist(), length])


def lines_in_box(
    points: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Tell which lines between points (P, 2) may reach into a box: (P - 1,).

    ``low`` and ``high`` are its corners (2,).
    """
    starts, ends = points[:-1], points[1:]
    reach_in = (np.maximum(starts, ends) >= low) & (np.minimum(starts, ends) <= high)
    within: NDArray[np.bool_] = np.all(reach_in, axis=1)
    return within


class StrokeBuilder:
    """A stroke in the making.

    The points up to ``settled`` stay as they are; the one after them is where the pen is now.
    """

    def __init__(self, x: float, y: float, width: float) -> None:
        self._rows = np.empty((_FIRST_CAPACITY, 3))
        self._rows[0] = self._rows[1] = first = np.array((x, y, width))
        self._last = [first]  # positions of the pen, three at most, the newest last
        self.settled = 1

    def extend(self, x: float, y: float, width: float) -> None:
        """Move the pen to (x, y)."""
        row = np.array((x, y, width))
        if np.hypot(*(row - self._last[-1])[:2]) < _NEAR:
            return
        if len(self._last) > 1:
            *before, start, end = self._last
            self._settle(_curve(before[0] if before else 2 * start - end, start, end, row))
        self._last = [*self._last[-2:], row]
        self._rows[self.settled] = row

    def _settle(self, rows: NDArray[np.float64]) -> None:
        end = self.settled + len(rows)
        if end >= len(self._rows):
            grown = np.empty((max(2 * len(self._rows), end + 1), 3))
            grown[: self.settled] = self._rows[: self.settled]
            self._rows = grown
        self._rows[self.settled : end] = rows
        self.settled = end

    def part(self, start: int) -> Stroke:
        """Return the curve from point ``start`` to where the pen is; a view, for now only."""
        rows = self._rows[start : self.settled + 1]
        return Stroke(rows[:, :2], rows[:, 2])

    def finish(self) -> Stroke:
        """Return the whole stroke, which owns its points. A pen that never moved left one."""
        moved = len(self._last) > 1
        rows = self._rows[: self.settled + 1] if moved else self._rows[:1]
        return Stroke(rows[:, :2].copy(), rows[:, 2].copy())


def _curve(
    before: NDArray[np.float64],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    after: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Points of the curve from ``start`` to ``end``, without its start: rows (3,) -> (K, 3).

    It never loops between two points: C. Yuksel, S. Schaefer, J. Keyser 2011, "Parameterization
    and applications of Catmull-Rom curves".
    """
    way = end - start
    a, b, c = (np.sqrt(np.hypot(*step[:2])) for step in (start - before, way, after - end))
    leaving = way + b * ((start - before) / a - (end - before) / (a + b))
    coming = way + b * ((after - end) / c - (after - start) / (b + c))
    count = max(1, int(np.ceil(b * b / _STEP)))
    t = (np.arange(1, count + 1) / count)[:, None]
    bend = leaving + t * (3 * way - 2 * leaving - coming) + t * t * (leaving + coming - 2 * way)
    curve: NDArray[np.float64] = start + t * bend
    curve[:, 2] = start[2] + t[:, 0] * way[2]
    return curve


def clip_to_sheet(
    x0: float, y0: float, x1: float, y1: float
) -> tuple[float, float, float, float] | None:
    """Return the part of a line that lies on the sheet, None when it misses the sheet.

    Source: Liang and Barsky 1984, "A new concept and method for line clipping".
    """
    enter, leave = 0.0, 1.0
    dx, dy = x1 - x0, y1 - y0
    for step, room in ((-dx, x0), (dx, SHEET - x0), (-dy, y0), (dy, SHEET - y0)):
        if step == 0.0:
            if room < 0.0:
                return None
        elif step < 0.0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    if enter > leave:
        return None
    start = (x0 + enter * dx, y0 + enter * dy) if enter > 0.0 else (x0, y0)
    end = (x0 + leave * dx, y0 + leave * dy) if leave < 1.0 else (x1, y1)
    return (*start, *end)
