"""Scribbles: what a hand draws without writing anything.  Like figures.py, about 2 in size."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from digitpad.data.figures import Figure, line
from digitpad.data.points import Points, Strokes


def _dot(rng: np.random.Generator) -> Strokes:
    if rng.random() < 0.5:
        return [np.zeros((1, 2))]
    return [rng.normal(0, 1, (int(rng.integers(6, 40)), 2)).cumsum(axis=0) * [0.7, 1]]


def _dots(rng: np.random.Generator) -> Strokes:
    count = int(rng.integers(2, 8))
    return [place + rng.normal(0, 0.03, (3, 2)) for place in rng.uniform(-1, 1, (count, 2))]


def _dash(rng: np.random.Generator) -> Strokes:
    slope = np.deg2rad(rng.uniform(-12, 12))
    reach = np.array([np.cos(slope), np.sin(slope)])
    bow = rng.normal(0, 0.06) * np.sin(np.linspace(0, np.pi, 9))
    return [line(tuple(-reach), tuple(reach)) + np.stack([0 * bow, bow], axis=1)]


def _parallel(rng: np.random.Generator) -> Strokes:
    count, tall = int(rng.integers(2, 6)), rng.random() < 0.5
    places = np.linspace(-1, 1, count) * rng.uniform(0.6, 1)
    lines = [line((-1, y), (1, y)) + rng.normal(0, 0.08, 2) for y in places]
    return [stroke[:, ::-1] for stroke in lines] if tall else lines


def _waves(rng: np.random.Generator) -> Strokes:
    t = np.linspace(0, 1, 80)
    turns = rng.uniform(2, 7)
    y = np.sin(2 * np.pi * (turns * t + rng.random()))
    if rng.random() < 0.4:
        y = np.arcsin(y)  # zigzag
    wave = np.stack([2 * t - 1, rng.uniform(0.1, 0.6) * y], axis=1)
    return [wave[:, ::-1] if rng.random() < 0.25 else wave]


def _loops(rng: np.random.Generator) -> Strokes:
    t = np.linspace(0, 1, 120)
    angle = 2 * np.pi * (rng.uniform(2.5, 6) * t + rng.random()) * rng.choice([-1, 1])
    x = rng.uniform(0.8, 2) * t + rng.uniform(0.25, 0.5) * np.cos(angle)
    return [np.stack([x, rng.uniform(0.25, 0.8) * np.sin(angle)], axis=1)]


def _spiral(rng: np.random.Generator) -> Strokes:
    t = np.linspace(rng.uniform(0, 0.15), 1, 120)
    angle = 2 * np.pi * (rng.uniform(2, 4.5) * t + rng.random()) * rng.choice([-1, 1])
    return [np.stack([t * np.cos(angle), t * np.sin(angle)], axis=1)]


def _tangle(rng: np.random.Generator) -> Strokes:
    """A smooth closed line through a few waves of different length: a ball of wool."""
    t = np.linspace(0, 1, 160)[:, None]
    orders = np.arange(1, 7)
    waves = np.sin(2 * np.pi * (orders * t + rng.random(6)))
    return [waves @ (rng.normal(0, 1, (6, 2)) / np.sqrt(orders)[:, None])]


def _wander(rng: np.random.Generator) -> Strokes:
    """Lines whose direction changes at random, by three turns or more in all."""
    strokes = []
    for _ in range(rng.integers(1, 4)):
        turns = np.repeat(rng.normal(0, 1, 10), 12)
        turns *= 2 * np.pi * rng.uniform(3, 5) / np.abs(turns).sum()
        angle = rng.uniform(0, 2 * np.pi) + turns.cumsum()
        steps = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        strokes.append(steps.cumsum(axis=0) / 20 + rng.normal(0, 0.5, 2))
    return strokes


def _crossed_lines(rng: np.random.Generator) -> Strokes:
    """Several straight lines anywhere, at least two of which usually cross."""
    return [line(*map(tuple, rng.uniform(-1, 1, (2, 2)))) for _ in range(rng.integers(3, 8))]


def _jagged(rng: np.random.Generator) -> Strokes:
    """One line with many corners."""
    return [line(*map(tuple, rng.uniform(-1, 1, (int(rng.integers(6, 14)), 2))))]


def scrawl(rng: np.random.Generator) -> Points:
    """Return an area scrawled over with one line, back and forth."""
    sweeps = int(rng.integers(5, 14))
    x = np.linspace(-1, 1, sweeps) * rng.uniform(0.4, 1)
    y = np.where(np.arange(sweeps) % 2, 1.0, -1.0) * rng.uniform(0.5, 1, sweeps)
    slant = np.deg2rad(rng.uniform(0, 180))
    turn = np.array([[np.cos(slant), np.sin(slant)], [-np.sin(slant), np.cos(slant)]])
    return line(*map(tuple, np.stack([x, y], axis=1) @ turn))


def _scrawled(rng: np.random.Generator) -> Strokes:
    return [scrawl(rng) for _ in range(rng.integers(1, 3))]


SCRIBBLES: Mapping[str, Figure] = MappingProxyType(
    {
        "dot": _dot,
        "dots": _dots,
        "dash": _dash,
        "parallel": _parallel,
        "waves": _waves,
        "loops": _loops,
        "spiral": _spiral,
        "tangle": _tangle,
        "wander": _wander,
        "scrawled": _scrawled,
    }
)
HELD_OUT: Mapping[str, Figure] = MappingProxyType(
    {"crossed lines": _crossed_lines, "jagged": _jagged}
)
