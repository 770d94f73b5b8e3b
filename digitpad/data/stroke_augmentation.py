"""Drawings distorted at random before they are inked: other hands, other pens.

An image can only be bent as a whole, ink and all.  Strokes can be slanted and bent while the pen
keeps its width, drawn fast (few points), shakily, stroke by stroke a little out of place, and with
pens of any width.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.data.drawing import Strokes, images_from_drawings
from digitpad.data.mnist_form import PEN_WIDTH
from digitpad.data.styles import restyled

_WAVES = 3  # that bend a drawing


@dataclass(frozen=True)
class StrokeAugmentation:
    """How far drawings are distorted.  Lengths are shares of the drawing's longest side.

    ``turn_degrees``, ``stretch`` (a logarithm) and ``shear`` are drawn evenly from -limit to limit.
    The others are standard deviations: ``bend`` of each wave, ``misplacement`` of each stroke,
    ``shake`` of each point (for a share ``rough`` of the drawings, which a share ``rough`` loses
    points as well), ``pen`` of the logarithm of the pen's width.
    """

    turn_degrees: float = 12.0
    stretch: float = 0.22
    shear: float = 0.25
    bend: float = 0.035
    misplacement: float = 0.012
    shake: float = 0.006
    rough: float = 0.3
    pen: float = 0.25
    pen_limits_px: tuple[float, float] = (1.4, 4.5)

    def images(
        self,
        drawings: Sequence[Strokes],
        labels: NDArray[np.uint8],
        *,
        rng: np.random.Generator,
    ) -> NDArray[np.uint8]:
        """Return an image (28, 28) of a distorted copy of each drawing: (N, 28, 28)."""
        widths = PEN_WIDTH * np.exp(self.pen * rng.standard_normal(len(drawings)))
        distorted = [
            self.distort(strokes, int(label), rng=rng)
            for strokes, label in zip(drawings, labels, strict=True)
        ]
        return images_from_drawings(distorted, pen_width=np.clip(widths, *self.pen_limits_px))

    def distort(self, strokes: Strokes, label: int, *, rng: np.random.Generator) -> Strokes:
        """Return a distorted copy of one drawing of ``label``, around 0 and about 1 in size."""
        points = np.concatenate(strokes)
        low, high = points.min(axis=0), points.max(axis=0)
        side = max(float((high - low).max()), 1e-9)
        plain = [(stroke - (low + high) / 2) / side for stroke in strokes]
        matrix = self._matrix(rng)
        frequency = rng.uniform(0.5, 2, (_WAVES, 2)) * np.pi
        phase = rng.uniform(0, 2 * np.pi, _WAVES)
        waves = rng.standard_normal((_WAVES, 2)) * self.bend
        fast, shaky = rng.random(2) < self.rough
        result = []
        for stroke in restyled(plain, label, rng=rng):
            kept = _thinned(stroke, int(rng.integers(2, 5))) if fast else stroke
            moved = kept @ matrix.T
            moved += np.sin(moved @ frequency.T + phase) @ waves
            moved += rng.standard_normal(2) * self.misplacement
            if shaky:
                moved += rng.standard_normal(moved.shape) * self.shake
            result.append(moved)
        return result

    def _matrix(self, rng: np.random.Generator) -> NDArray[np.float64]:
        turn, stretch, shear = (
            limit * rng.uniform(-1, 1)
            for limit in (np.deg2rad(self.turn_degrees), self.stretch, self.shear)
        )
        turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        matrix: NDArray[np.float64] = turned @ np.array(
            [[np.exp(stretch), shear], [0, np.exp(-stretch)]]
        )
        return matrix


def _thinned(stroke: NDArray[np.float64], step: int) -> NDArray[np.float64]:
    """Keep every ``step``-th point and the last."""
    return np.concatenate([stroke[:-1:step], stroke[-1:]])
