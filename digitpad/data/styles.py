"""Forms of digits that only some people write: too few in any data set to be learnt from it.

A zero with a slash or bar (read as 8 or 9 without this) or with ends that overlap, a one with flag,
foot or hook, a seven with a bar or a serif.  They are made from plain drawings by adding what the
form adds, and ones by rule.  Drawings here are centred on 0 and about 1 in size, y pointing down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from digitpad.data.points import Points, Strokes


def restyled(strokes: Strokes, label: int, *, rng: np.random.Generator) -> Strokes:
    """Return the drawing of digit ``label``, sometimes in one of its rarer forms."""
    rare = _RARE.get(label)
    return rare(strokes, rng) if rare is not None else strokes


def _rarer_zero(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    kind = rng.random()
    if kind < 0.2:
        return [*strokes, _slash(strokes, rng)]
    if kind < 0.35 and len(strokes) == 1 and len(strokes[0]) > 8:
        return [_overlapping(strokes[0], rng)]
    return strokes


def _slash(strokes: Strokes, rng: np.random.Generator) -> Points:
    """Return a slash to either side, or a level bar, that may end inside or far outside."""
    low, high = _bounds(strokes)
    slope = np.deg2rad(rng.uniform(20, 80) if rng.random() < 0.75 else rng.uniform(-15, 15))
    direction = np.array([np.cos(slope) * (1 if rng.random() < 0.7 else -1), -np.sin(slope)])
    width, height = high - low
    across = min(width / abs(direction[0]), height / max(abs(direction[1]), 1e-3))
    reach = direction * across * rng.uniform(0.3, 0.8)
    middle = (low + high) / 2 + rng.normal(0, 0.05, 2)
    return _line(middle - reach, middle + reach)


def _overlapping(ring: Points, rng: np.random.Generator) -> Points:
    """Go on along the ring beyond its end, a little further in or out."""
    again = ring[1 : 1 + int(len(ring) * rng.uniform(0.08, 0.3))]
    drift = np.linspace(0.3, 1, len(again))[:, None] * rng.normal(0, 0.08, 2)
    return np.concatenate([ring, again + drift])


def _rarer_seven(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    bar, serif = rng.random(2) < (0.25, 0.15)
    result = list(strokes)
    if serif:
        first = result[0]
        tip = first[0] + np.array([rng.normal(0, 0.03), rng.uniform(0.06, 0.2)])
        result[0] = np.concatenate([_line(tip, first[0])[:-1], first])
    if bar and len(strokes) == 1:
        low, high = _bounds(strokes)
        level = low[1] + (high[1] - low[1]) * rng.uniform(0.4, 0.65)
        stem = min(strokes[0], key=lambda point: float(abs(point[1] - level)))
        reach = np.array([rng.uniform(0.12, 0.35), rng.normal(0, 0.04)])
        result.append(_line(stem - reach, stem + reach))
    return result if bar or serif else strokes


def _rarer_one(strokes: Strokes, rng: np.random.Generator) -> Strokes:
    """Return a one by rule in place of half of those drawn, nearly all of which look alike."""
    if rng.random() > 0.5:
        return strokes
    stem = _line(np.array([rng.uniform(-0.1, 0.3), -0.5]), np.array([0.0, 0.5]))
    stem[:, 0] += rng.normal(0, 0.03) * np.sin(np.linspace(0, np.pi, len(stem)))
    flag, foot, hook = rng.random(3) < (0.55, 0.25, 0.35)
    if flag:
        # Flatter and longer it would be a seven.
        slope = np.deg2rad(rng.uniform(20, 75))
        tip = stem[0] + rng.uniform(0.1, 0.5) * np.array([-np.cos(slope), np.sin(slope)])
        stem = np.concatenate([_line(tip, stem[0])[:-1], stem])
    if foot:
        reach = np.array([rng.uniform(0.12, 0.4), rng.normal(0, 0.03)])
        return [stem, _line(stem[-1] - reach, stem[-1] + reach)]
    if hook:
        stem = np.concatenate([stem, stem[-1] + _hook(rng)])
    return [stem]


def _hook(rng: np.random.Generator) -> Points:
    """Return how a stem's foot turns right: in a small bow, level, or sharply up again."""
    size = rng.uniform(0.05, 0.3)
    if rng.random() < 0.3:
        turn = np.linspace(0, np.pi / 2, 6)[1:, None]
        return size * np.hstack([1 - np.cos(turn), 0.3 * np.sin(2 * turn)])
    slope = np.deg2rad(rng.uniform(-10, 75))
    return _line(np.zeros(2), size * np.array([np.cos(slope), -np.sin(slope)]))[1:]


def _bounds(strokes: Strokes) -> tuple[Points, Points]:
    points = np.concatenate(strokes)
    return points.min(axis=0), points.max(axis=0)


def _line(start: Points, end: Points) -> Points:
    """Return a straight stroke with enough points to be bent."""
    return start + np.linspace(0, 1, 8)[:, None] * (end - start)


_RARE: Mapping[int, Callable[[Strokes, np.random.Generator], Strokes]] = MappingProxyType(
    {0: _rarer_zero, 1: _rarer_one, 7: _rarer_seven}
)
