"""Drawings distorted at random before they are inked: other hands, other pens.

An image can only be bent as a whole, ink and all.  Strokes can be slanted and bent while the pen
keeps its width, drawn fast (few points), shakily, stroke by stroke a little out of place, cut short
or drawn too far, and with pens of any width.  All drawings of a part go through together, as one
row of points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.data import point_rows
from digitpad.data.drawing import images_from_drawings
from digitpad.data.go_on import GoOn, always
from digitpad.data.labels import NO_DIGIT
from digitpad.data.mnist_form import PEN_WIDTH, SIDE
from digitpad.data.point_rows import PointRow
from digitpad.data.points import Points, Strokes
from digitpad.data.styles import restyled
from digitpad.data.upright import could_be_a_one

Part = tuple[slice, int]  # of the drawings, and the seed of its random numbers
Map = Callable[[Callable[[Part], NDArray[np.uint8]], Sequence[Part]], Iterable[NDArray[np.uint8]]]

_WAVES = 3  # sine waves that bend a drawing
_PART = 256  # drawings that go through together


@dataclass(frozen=True)
class StrokeAugmentation:
    """How far drawings are distorted.  Lengths are shares of the drawing's longest side.

    ``turn_degrees``, ``stretch`` (a logarithm), ``shear`` and ``bulge`` (how far the middle moves
    along each axis while the ends stay) are drawn uniformly from -limit to limit, ``shake`` of the
    points from 0 to its limit.  The others are standard deviations: ``bend`` of each wave;
    ``misplacement`` of each stroke, and of its turn and the logarithm of its size twice as much;
    ``overshoot`` of a stroke's ends, which are cut where it is negative; ``pen`` of the logarithm
    of the pen's width, which stays within ``pen_limits_px``.  A share ``rough`` of the drawings
    keeps only so many ``points``, and the ends of strokes; a share ``rough`` is shaken.
    """

    turn_degrees: float = 14.0
    stretch: float = 0.22
    shear: float = 0.28
    bulge: float = 0.08
    bend: float = 0.035
    misplacement: float = 0.015
    overshoot: float = 0.025
    shake: float = 0.03
    rough: float = 0.35
    points: tuple[int, int] = (6, 24)  # the fewest and the most
    pen: float = 0.25
    pen_limits_px: tuple[float, float] = (1.4, 4.5)

    def images(
        self,
        drawings: Sequence[Strokes],
        labels: NDArray[np.uint8],
        *,
        rng: np.random.Generator,
        run: Map = map,
        go_on: GoOn = always,
    ) -> NDArray[np.uint8]:
        """Return an image (28, 28) of a distorted copy of each drawing: (N, 28, 28).

        ``run`` maps a function over the parts; with one that uses threads nothing else changes.
        ``go_on`` is called some times in each part, in its thread; it ends the work by raising.
        """
        starts = range(0, len(drawings), _PART)
        seeds = rng.integers(2**63, size=len(starts)).tolist()
        parts = [
            (slice(start, start + _PART), seed) for start, seed in zip(starts, seeds, strict=True)
        ]

        def inked(part: Part) -> NDArray[np.uint8]:
            go_on()
            cut, own = part[0], np.random.default_rng(part[1])
            distorted = self.distorted(drawings[cut], labels[cut], rng=own)
            widths = PEN_WIDTH * np.exp(self.pen * own.standard_normal(len(distorted)))
            widths = np.clip(widths, *self.pen_limits_px)
            return images_from_drawings(distorted, pen_width=widths, go_on=go_on)

        return np.concatenate([np.empty((0, SIDE, SIDE), np.uint8), *run(inked, parts)])

    def distorted(
        self, drawings: Sequence[Strokes], labels: NDArray[np.uint8], *, rng: np.random.Generator
    ) -> list[Strokes]:
        """Return a distorted copy of each drawing, centred on 0 and about 1 in size.

        Where distortion would turn what is no digit into a 1 (such as an exclamation mark whose
        dot moves so far away that it counts as an accidental touch), the drawing stays as it is.
        """
        plain = PointRow.of(drawings).at_unit_size().drawings()
        pairs = list(zip(plain, labels.tolist(), strict=True))
        row = PointRow.of([restyled(strokes, label, rng=rng) for strokes, label in pairs])
        row = point_rows.thinned(row, self._points_kept(row.count, rng))
        row = self._ends_moved(row, rng)
        points = self._bulged(row, rng)
        points = np.einsum("pj,pij->pi", points, self._matrices(row.count, rng)[row.owner])
        points = self._bent(points, row, rng)
        points = self._misplaced(points, row, rng)
        amounts = self.shake * rng.random(row.count) * (rng.random(row.count) < self.rough)
        points += amounts[row.owner, None] * rng.standard_normal(points.shape)
        return [
            strokes if label == NO_DIGIT and could_be_a_one(other) else other
            for (strokes, label), other in zip(
                pairs, row.with_points(points).drawings(), strict=True
            )
        ]

    def _points_kept(self, count: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Return how many points each drawing keeps, infinity for all: (N,)."""
        low, high = self.points
        kept = rng.integers(low, high + 1, count).astype(np.float64)
        return np.where(rng.random(count) < self.rough, kept, np.inf)

    def _ends_moved(self, row: PointRow, rng: np.random.Generator) -> PointRow:
        amounts = self.overshoot * rng.standard_normal((2, row.strokes))
        return point_rows.ends_moved(row, *amounts)

    def _bulged(self, row: PointRow, rng: np.random.Generator) -> Points:
        amounts = self.bulge * rng.uniform(-1, 1, (row.count, 2))
        bulged: Points = row.points + amounts[row.owner] * (1 - 4 * row.points**2).clip(0)
        return bulged

    def _matrices(self, count: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Return turn, stretch and shear of each drawing: (N, 2, 2)."""
        limits = (np.deg2rad(self.turn_degrees), self.stretch, self.shear)
        turn, stretch, shear = (limit * rng.uniform(-1, 1, count) for limit in limits)
        sine, cosine, wide, tall = np.sin(turn), np.cos(turn), np.exp(stretch), np.exp(-stretch)
        rows = [
            [cosine * wide, cosine * shear - sine * tall],
            [sine * wide, sine * shear + cosine * tall],
        ]
        return np.array(rows).transpose(2, 0, 1)

    def _bent(self, points: Points, row: PointRow, rng: np.random.Generator) -> Points:
        """Move points by a few waves across each drawing."""
        shape = (row.count, _WAVES)
        frequency = rng.uniform(0.5, 2, (*shape, 2)) * np.pi
        phase = rng.uniform(0, 2 * np.pi, shape)
        waves = rng.standard_normal((*shape, 2)) * self.bend
        angles = np.einsum("pj,pwj->pw", points, frequency[row.owner]) + phase[row.owner]
        bent: Points = points + np.einsum("pw,pwj->pj", np.sin(angles), waves[row.owner])
        return bent

    def _misplaced(self, points: Points, row: PointRow, rng: np.random.Generator) -> Points:
        """Move, turn and scale each stroke a little around its own middle."""
        move = self.misplacement * rng.standard_normal((row.strokes, 2))
        size, turn = 2 * self.misplacement * rng.standard_normal((2, row.strokes))
        middle = row.stroke_means(points)
        away = points - middle[row.stroke]
        cosine, sine = (np.exp(size) * np.cos(turn))[row.stroke], np.sin(turn)[row.stroke]
        x = cosine * away[:, 0] - sine * away[:, 1]
        y = sine * away[:, 0] + cosine * away[:, 1]
        misplaced: Points = (middle + move)[row.stroke] + np.stack([x, y], axis=1)
        return misplaced
