"""Forms of digits that only some people write: too few in any data set to be learnt from it.

A zero with a slash or bar (read as 8 or 9 without this), a one with flag, foot or hook, a seven
with a bar.  They are made from plain drawings by adding what the form adds.  Drawings here are
around 0 and about 1 in size, y pointing down.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from digitpad.data.drawing import Strokes

_CURVED = 1.15  # a stroke this much longer than the way between its ends is no plain line


def restyled(strokes: Strokes, label: int, *, rng: np.random.Generator) -> Strokes:
    """Return the drawing of digit ``label``, at times in one of its rarer forms."""
    rare = _RARE.get(label)
    return rare(strokes, rng) if rare is not None else strokes


def _slashed_zero(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    if rng.random() > 0.15:
        return strokes
    low, high = _bounds(strokes)
    angle = np.deg2rad(rng.uniform(20, 75) if rng.random() < 0.7 else rng.uniform(-15, 15))
    direction = np.array([np.cos(angle), -np.sin(angle)])
    width, height = high - low
    across = min(width / abs(direction[0]), height / max(abs(direction[1]), 1e-3))
    reach = direction * across * rng.uniform(0.35, 0.8)
    middle = (low + high) / 2 + rng.normal(0, 0.05, 2)
    return [*strokes, _line(middle - reach, middle + reach)]


def _crossed_seven(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    if len(strokes) > 1 or rng.random() > 0.2:
        return strokes
    low, high = _bounds(strokes)
    level = low[1] + (high[1] - low[1]) * rng.uniform(0.4, 0.65)
    stem = min(strokes[0], key=lambda point: float(abs(point[1] - level)))
    reach = np.array([rng.uniform(0.12, 0.3), rng.normal(0, 0.04)])
    return [*strokes, _line(stem - reach, stem + reach)]


def _dressed_one(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    if len(strokes) > 1 or not _is_line(strokes[0]) or rng.random() > 0.5:
        return strokes
    stem = strokes[0] if strokes[0][0, 1] <= strokes[0][-1, 1] else strokes[0][::-1]
    flag, foot, hook = rng.random(3) < (0.6, 0.35, 0.3)
    if flag:
        angle = np.deg2rad(rng.uniform(35, 75))
        tip = stem[0] + rng.uniform(0.15, 0.45) * np.array([-np.cos(angle), np.sin(angle)])
        stem = np.concatenate([_line(tip, stem[0]), stem])
    if hook and not foot:
        turn = np.linspace(0, np.pi / 2, 6)[1:, None]
        size = rng.uniform(0.05, 0.18)
        stem = np.concatenate(
            [stem, stem[-1] + size * np.hstack([1 - np.cos(turn), 0.3 * np.sin(2 * turn)])]
        )
    if foot:
        reach = np.array([rng.uniform(0.12, 0.35), rng.normal(0, 0.03)])
        return [stem, _line(stem[-1] - reach, stem[-1] + reach)]
    return [stem]


def _bounds(strokes: Strokes) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    points = np.concatenate(strokes)
    return points.min(axis=0), points.max(axis=0)


def _line(start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a straight stroke with points enough to be bent."""
    return start + np.linspace(0, 1, 8)[:, None] * (end - start)


def _is_line(stroke: NDArray[np.float64]) -> bool:
    way = float(np.hypot(*np.diff(stroke, axis=0).T).sum())
    return way < _CURVED * float(np.hypot(*(stroke[-1] - stroke[0])))


_RARE: Mapping[int, Callable[[Strokes, np.random.Generator], Strokes]] = MappingProxyType(
    {0: _slashed_zero, 1: _dressed_one, 7: _crossed_seven}
)
