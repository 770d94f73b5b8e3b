"""More figures that are no digits.  They are for measuring only: no training sees them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from digitpad.data.figures import Figure, arc, line
from digitpad.data.points import Strokes


def _person(rng: np.random.Generator) -> Strokes:
    arms = rng.uniform(-0.4, 0.2)
    return [
        arc(0, -0.75, 0.25, 0.25),
        line((0, -0.5), (0, 0.3)),
        line((-0.5, arms), (0, -0.2), (0.5, arms)),
        line((-0.4, 1), (0, 0.3), (0.4, 1)),
    ]


def _flower(rng: np.random.Generator) -> Strokes:
    petals = int(rng.integers(4, 7))
    around = 2 * np.pi * np.arange(petals) / petals
    ring = [arc(0.5 * np.cos(a), 0.5 * np.sin(a), 0.25, 0.25) for a in around]
    stem = [line((0, 0.8), (0, 1.8))] if rng.random() < 0.6 else []
    return [arc(0, 0, 0.22, 0.22), *ring, *stem]


def _fish(rng: np.random.Generator) -> Strokes:
    tail = rng.uniform(0.4, 0.7)
    body = arc(0, 0, 0.8, rng.uniform(0.35, 0.5), 0.02, 0.96)
    return [body, line((0.8, 0), (1.4, -tail), (1.4, tail), (0.8, 0)), arc(-0.4, -0.1, 0.05, 0.05)]


def _cloud(rng: np.random.Generator) -> Strokes:
    bumps = int(rng.integers(5, 8))
    around = np.arange(bumps) / bumps
    wide, high = rng.uniform(0.8, 1.1), rng.uniform(0.4, 0.6)
    parts = [
        arc(wide * np.cos(2 * np.pi * a), high * np.sin(2 * np.pi * a), 0.42, 0.3, a - 0.25, 0.5)
        for a in around
    ]
    return [np.concatenate(parts)]


def _bolt(rng: np.random.Generator) -> Strokes:
    w = rng.uniform(0.15, 0.35)
    return [line((0.3, -1), (-0.5, 0.1), (0, 0.1), (-0.3, 1), (0.6, -w), (0.1, -w), (0.3, -1))]


def _note(rng: np.random.Generator) -> Strokes:
    beam = rng.uniform(-1.1, -0.7)
    heads = [arc(x, 0.8, 0.25, 0.18) for x in (-0.75, 0.45)]
    return [*heads, line((-0.5, 0.8), (-0.5, beam), (0.7, beam), (0.7, 0.8))]


def _umbrella(rng: np.random.Generator) -> Strokes:
    rim = line((-1, 0), (1, 0))
    hook = arc(-0.2, 0.9, 0.2, rng.uniform(0.15, 0.3), 0, 0.5)
    return [arc(0, 0, 1, 0.8, 0.5, 0.5), rim, line((0, 0), (0, 0.9)), hook]


def _envelope(rng: np.random.Generator) -> Strokes:
    flap = rng.uniform(-0.1, 0.3)
    return [
        line((-1, -0.6), (1, -0.6), (1, 0.6), (-1, 0.6), (-1, -0.6)),
        line((-1, -0.6), (0, flap), (1, -0.6)),
    ]


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        "person": _person,
        "flower": _flower,
        "fish": _fish,
        "cloud": _cloud,
        "bolt": _bolt,
        "note": _note,
        "umbrella": _umbrella,
        "envelope": _envelope,
    }
)
