"""The same drawings by other hands: at any place and size, turned, sheared, fast, shaky."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from digitpad.data import Strokes
from digitpad.gui.desk.stroke import SHEET

Rng = np.random.Generator
Hand = Callable[[Strokes, Rng], Strokes]

_SPACING = 0.03  # of the side of a drawing, between two points of a shaking hand


def _side(strokes: Strokes) -> float:
    return max(float(np.ptp(np.concatenate(strokes), axis=0).max()), 1e-9)


def _on_sheet(share: float) -> Hand:
    """Fit a drawing to ``share`` of the canvas, anywhere on it, in whole units."""

    def hand(strokes: Strokes, rng: Rng) -> Strokes:
        scale = share * SHEET / _side(strokes)
        low = np.concatenate(strokes).min(axis=0)
        place = rng.uniform(0, (1 - share) * SHEET, 2) if share < 1 else np.zeros(2)
        return [np.rint((stroke - low) * scale + place) for stroke in strokes]

    return hand


def _linear(matrix: NDArray[np.float64]) -> Hand:
    return lambda strokes, rng: [stroke @ matrix.T for stroke in strokes]


def _turned(degrees: float) -> Hand:
    """Turn a drawing clockwise."""
    angle = np.deg2rad(degrees)
    sine, cosine = np.sin(angle), np.cos(angle)
    return _linear(np.array([[cosine, -sine], [sine, cosine]]))


def _sheared(amount: float) -> Hand:
    return _linear(np.array([[1, -amount], [0, 1]]))


def _fast(points: int) -> Hand:
    """Leave some ``points`` in all, and the ends of each stroke, as a fast mouse would."""

    def hand(strokes: Strokes, rng: Rng) -> Strokes:
        share = points / sum(map(len, strokes))
        kept = []
        for stroke in strokes:
            count = max(2, round(share * len(stroke)))
            places = np.rint(np.linspace(0, len(stroke) - 1, count)).astype(int)
            kept.append(stroke[np.unique(places)])
        return kept

    return hand


def _shaky(amount: float) -> Hand:
    """Move points along the lines by ``amount`` of the side, each on its own."""

    def hand(strokes: Strokes, rng: Rng) -> Strokes:
        side = _side(strokes)
        shaken = []
        for stroke in strokes:
            along = np.append(0, np.hypot(*np.diff(stroke, axis=0).T).cumsum())
            places = np.arange(0, along[-1] + _SPACING * side, _SPACING * side).clip(max=along[-1])
            dense = np.stack([np.interp(places, along, axis) for axis in stroke.T], axis=1)
            shaken.append(dense + rng.normal(0, amount * side, dense.shape))
        return shaken

    return hand


def _touched(strokes: Strokes, rng: Rng) -> Strokes:
    """A palm's dot far from the drawing."""
    angle = rng.uniform(0, 2 * np.pi)
    centre = np.concatenate(strokes).mean(axis=0)
    dot = centre + 1.5 * _side(strokes) * np.array([np.cos(angle), np.sin(angle)])
    return [*strokes, dot[np.newaxis]]


HANDS: Mapping[str, Hand] = MappingProxyType(
    {
        "the whole canvas": _on_sheet(1.0),
        "50 % of it, anywhere": _on_sheet(0.5),
        "25 % of it, anywhere": _on_sheet(0.25),
        "15 % of it, anywhere": _on_sheet(0.15),
        "turned by 15 degrees": _turned(15),
        "turned by -15 degrees": _turned(-15),
        "sheared by 0.25": _sheared(0.25),
        "sheared by -0.25": _sheared(-0.25),
        "fast, 12 points": _fast(12),
        "fast, 8 points": _fast(8),
        "shaky": _shaky(0.01),
        "very shaky": _shaky(0.02),
        "with a palm's dot": _touched,
    }
)


def drawn_by(hand: Hand, drawings: list[Strokes], *, seed: int) -> list[Strokes]:
    """Return each drawing as ``hand`` draws it."""
    rng = np.random.default_rng(seed)
    return [hand([stroke for stroke in drawing if len(stroke)], rng) for drawing in drawings]
