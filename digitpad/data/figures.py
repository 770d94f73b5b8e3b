"""Figures that are no digits, drawn by rule: a heart, a face, a house.

Each is a function of a random generator that returns strokes, y pointing down, about 2 in size.
Those of unseen_figures.py are for measuring only: no training sees them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from digitpad.data.points import Points, Strokes

Figure = Callable[[np.random.Generator], Strokes]


def line(*corners: tuple[float, float]) -> Points:
    """Return a stroke from corner to corner, with enough points to be bent: (P, 2)."""
    ends = np.asarray(corners, np.float64)
    share = np.linspace(0, 1, 8, endpoint=False)[:, None]
    sides = [a + share * (b - a) for a, b in pairwise(ends)]
    return np.concatenate([*sides, ends[-1:]])


def arc(
    x: float, y: float, width: float, height: float, start: float = 0.0, turn: float = 1.0
) -> Points:
    """Return a part of an ellipse around (x, y): ``start`` and ``turn`` in turns from the right."""
    angle = 2 * np.pi * (start + turn * np.linspace(0, 1, 32))
    return np.stack([x + width * np.cos(angle), y + height * np.sin(angle)], axis=1)


def polygon(corners: int, *, start: float = 0.0, every: int = 1, radius: float = 1.0) -> Points:
    """Return a closed regular polygon; with ``every`` above 1 a star that skips corners."""
    angles = 2 * np.pi * (start + every * np.arange(corners + 1) / corners)
    return line(*zip(radius * np.cos(angles), radius * np.sin(angles), strict=True))


def _heart(rng: np.random.Generator) -> Strokes:
    t = np.linspace(0, 2 * np.pi, 48) + rng.choice([0, np.pi])
    dip = rng.uniform(4, 6)
    y = 13 * np.cos(t) - dip * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    return [np.stack([np.sin(t) ** 3, -y / rng.uniform(14, 18)], axis=1)]


def _face(rng: np.random.Generator) -> Strokes:
    apart, high, size = rng.uniform(0.25, 0.45), -rng.uniform(0.15, 0.4), rng.uniform(0.02, 0.18)
    eyes = [arc(side * apart, high, size, size) for side in (-1, 1)]
    if rng.random() < 0.3:
        eyes = [line((side * apart, high - 0.1), (side * apart, high + 0.1)) for side in (-1, 1)]
    start, turn = [(0.05, 0.4), (0.55, 0.4), (0.0, 0.5)][rng.integers(3)]
    below = 0.6 if start > 0.5 else rng.uniform(0.1, 0.3)
    mouth = arc(0, below, rng.uniform(0.35, 0.6), rng.uniform(0.15, 0.4), start, turn)
    nose = [line((0, -0.1), (-0.08, 0.15), (0.05, 0.15))] if rng.random() < 0.4 else []
    around = [arc(0, 0, 1, rng.uniform(0.9, 1.2), 0.75, rng.uniform(0.97, 1.1))]
    return [*around, *eyes, *nose, mouth]


def _triangle(rng: np.random.Generator) -> Strokes:
    return [polygon(3, start=rng.choice([0.75, 0.25]))]


def _box(rng: np.random.Generator) -> Strokes:
    x, y = 1.0, rng.uniform(0.55, 1)
    box = line((-x, -y), (x, -y), (x, y), (-x, y), (-x, -y))
    inside = [
        [],
        [line((-x, -y), (x, y)), line((x, -y), (-x, y))],
        [line((0, -y), (0, y)), line((-x, 0), (x, 0))],
        [line((-0.5, 0), (-0.1, 0.4), (0.6, -0.5))],
        [arc(0, 0, 0.5, 0.5)],
    ]
    return [box, *inside[rng.integers(len(inside))]]


def _diamond(rng: np.random.Generator) -> Strokes:
    tall = rng.uniform(0.8, 1.3)
    rhomb = line((0, -tall), (1, 0), (0, tall), (-1, 0), (0, -tall))
    return [rhomb, line((-1, 0), (1, 0))] if rng.random() < 0.3 else [rhomb]


def _many_corners(rng: np.random.Generator) -> Strokes:
    corners = int(rng.integers(5, 7))
    return [polygon(corners, start=0.75), polygon(corners, start=0.75, radius=0.5)]


def _star(rng: np.random.Generator) -> Strokes:
    kind = rng.integers(4)
    if kind == 0:
        return [polygon(5, start=0.75, every=2)]
    if kind == 1:
        return [polygon(3, start=0.75), polygon(3, start=0.25)]
    if kind == 2:
        angles = np.pi * np.arange(rng.integers(3, 5)) / 4
        return [line((-np.cos(a), -np.sin(a)), (np.cos(a), np.sin(a))) for a in angles]
    radii = np.where(np.arange(11) % 2, rng.uniform(0.35, 0.5), 1.0)
    angles = 2 * np.pi * (0.75 + np.arange(11) / 10)
    return [line(*zip(radii * np.cos(angles), radii * np.sin(angles), strict=True))]


def _cross(rng: np.random.Generator) -> Strokes:
    if rng.random() < 0.4:
        return [line((-1, -1), (1, 1)), line((1, -1), (-1, 1))]
    level = rng.uniform(-0.5, 0.2)
    return [line((0, -1), (0, 1)), line((-0.8, level), (0.8, level))]


def _tick(rng: np.random.Generator) -> Strokes:
    reach = rng.uniform(0.9, 1.6)
    return [line((-0.6, rng.uniform(-0.1, 0.4)), (0, 1), (reach, -1))]


def _arrow(rng: np.random.Generator) -> Strokes:
    head, double = rng.uniform(0.3, 0.6), rng.random() < 0.25
    tips = [line((1 - head, -head), (1, 0), (1 - head, head))]
    if double:
        tips.append(line((head - 1, -head), (-1, 0), (head - 1, head)))
    turned = np.pi / 2 * rng.integers(4) + rng.normal(0, 0.2)
    turn = np.array([[np.cos(turned), np.sin(turned)], [-np.sin(turned), np.cos(turned)]])
    return [stroke @ turn for stroke in (line((-1, 0), (1, 0)), *tips)]


def _house(rng: np.random.Generator) -> Strokes:
    roof = rng.uniform(0.6, 1.1)
    strokes = [
        line((-0.8, 0), (0.8, 0), (0.8, 1.1), (-0.8, 1.1), (-0.8, 0)),
        line((-1, 0), (0, -roof), (1, 0)),
    ]
    if rng.random() < 0.6:
        strokes.append(line((-0.2, 1.1), (-0.2, 0.5), (0.2, 0.5), (0.2, 1.1)))
    return strokes


def _ringed(rng: np.random.Generator) -> Strokes:
    """A ring around something; never one line alone, which could be somebody's zero."""
    inside = [
        [arc(0, 0, *rng.uniform(0.05, 0.6, 2))],
        [line((-0.7, -0.7), (0.7, 0.7)), line((0.7, -0.7), (-0.7, 0.7))],
        [line((0, -1), (0, 1)), line((0, 0), (-0.7, 0.7)), line((0, 0), (0.7, 0.7))],
    ]
    return [arc(0, 0, 1, 1, rng.random(), 1.05), *inside[rng.integers(len(inside))]]


def _sun(rng: np.random.Generator) -> Strokes:
    angles = 2 * np.pi * np.arange(rays := int(rng.integers(6, 11))) / rays
    near, far = rng.uniform(0.5, 0.7), rng.uniform(0.9, 1.2)
    rays_drawn = [
        line((near * np.cos(a), near * np.sin(a)), (far * np.cos(a), far * np.sin(a)))
        for a in angles
    ]
    return [arc(0, 0, 0.45, 0.45), *rays_drawn]


def _tree(rng: np.random.Generator) -> Strokes:
    if rng.random() < 0.5:
        return [arc(0, -0.4, 0.7, 0.6), line((-0.1, 0.2), (-0.1, 1)), line((0.1, 0.2), (0.1, 1))]
    levels = [line((-w, y), (0, y - 0.6), (w, y), (-w, y)) for w, y in ((0.5, -0.4), (0.8, 0.3))]
    return [*levels, line((0, 0.3), (0, 1))]


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        "heart": _heart,
        "face": _face,
        "triangle": _triangle,
        "box": _box,
        "diamond": _diamond,
        "many corners": _many_corners,
        "star": _star,
        "cross": _cross,
        "tick": _tick,
        "arrow": _arrow,
        "house": _house,
        "ringed": _ringed,
        "sun": _sun,
        "tree": _tree,
    }
)
