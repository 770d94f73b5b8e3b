"""The eraser's geometry: what is left of strokes after a round eraser went along a line."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitpad.gui.desk.stroke import Stroke, lines_in_box, runs

_FINE = 1.5  # the longest piece of a stroke that is rubbed out or kept as one


def rub(
    strokes: Sequence[Stroke], x0: float, y0: float, x1: float, y1: float, radius: float
) -> list[Stroke]:
    """Return what is left when the eraser goes from (x0, y0) to (x1, y1).

    A stroke that is not touched is returned as it is, the same object.
    """
    a, b = np.array((x0, y0)), np.array((x1, y1))
    place = (min(x0, x1) - radius, min(y0, y1) - radius, max(x0, x1) + radius, max(y0, y1) + radius)
    left: list[Stroke] = []
    for stroke in strokes:
        left += _rub_stroke(stroke, a, b, radius) if stroke.meets(*place) else [stroke]
    return left


def _rub_stroke(
    stroke: Stroke, a: NDArray[np.float64], b: NDArray[np.float64], radius: float
) -> list[Stroke]:
    reach = radius + float(stroke.widths.max()) / 2
    points, widths = _refine(stroke, np.minimum(a, b) - reach, np.maximum(a, b) + reach)
    kept = _distance(points, a, b) >= radius + widths / 2
    if kept.all():
        return [stroke]
    edges = np.flatnonzero(np.diff(kept)) + 1
    return [
        Stroke(points[start:end], widths[start:end])
        for start, end in runs(edges, len(points))
        if kept[start] and end - start > 1  # a single point would leave a speck
    ]


def _refine(
    stroke: Stroke, low: NDArray[np.float64], high: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Add points where the stroke passes the box from ``low`` to ``high``."""
    points, widths = stroke.points, stroke.widths
    if len(points) == 1:
        return points, widths
    starts, ends = points[:-1], points[1:]
    lengths = np.hypot(*(ends - starts).T)
    pieces = np.maximum(1, np.ceil(lengths / _FINE))
    counts = np.where(lines_in_box(points, low, high), pieces, 1).astype(int)
    source = np.repeat(np.arange(len(counts)), counts)
    share = (np.arange(len(source)) - (np.cumsum(counts) - counts)[source]) / counts[source]
    fine = starts[source] + share[:, None] * (ends - starts)[source]
    fine_widths = widths[source] + share * np.diff(widths)[source]
    return np.vstack([fine, points[-1:]]), np.append(fine_widths, widths[-1])


def _distance(
    points: NDArray[np.float64], a: NDArray[np.float64], b: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Distance of points (P, 2) from the line between ``a`` and ``b`` -> (P,)."""
    along = b - a
    square = float(along @ along)
    t = np.clip((points - a) @ along / square, 0.0, 1.0) if square > 0.0 else 0.0
    distance: NDArray[np.float64] = np.hypot(*(points - a - np.multiply.outer(t, along)).T)
    return distance
