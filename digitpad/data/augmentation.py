"""Images distorted at random, so that a network sees each digit in many handwritings.

Each image is rotated, scaled, sheared and shifted, and bent by a smooth random field (an elastic
distortion, Simard et al. 2003, "Best practices for convolutional neural networks", section 2); half
of them also get thicker or thinner lines.  All images of a batch go through together: one matrix
product gives the fields, one gather the pixels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from digitpad.data.mnist_form import SIDE

_MARGIN = 2  # px of paper around an image, so that a pixel may come from outside
_SHEET = SIDE + 2 * _MARGIN
_REINKED = 0.5  # share of the images whose lines get another width
_FAINT = 1e-3  # an image whose blurred ink stays below this level is blank
_SHARPNESS = 2.0  # slope of the new ink level over the blurred one, at a line's edge
_KNOTS = 6  # of the elastic field along each axis: bends of some 5 px, as long as a stroke's curve


@dataclass(frozen=True)
class Augmentation:
    """How far images are distorted.  Each amount is drawn uniformly from -limit to limit.

    ``turn_degrees``; ``scale`` and ``stretch`` (width against height) as logarithms; ``shear`` in
    px per px; ``shift_px``.  The elastic field's root mean square is drawn from 0 to
    ``elastic_px``.  ``weight`` is how far the ink level at which a line ends moves from a half.
    A share ``untouched`` of the images stays as it is, since interpolation blurs all the others.
    """

    turn_degrees: float
    scale: float
    stretch: float
    shear: float
    shift_px: float
    elastic_px: float
    weight: float
    untouched: float = 0.0

    def __call__(
        self, images: NDArray[np.uint8], *, rng: np.random.Generator
    ) -> NDArray[np.float32]:
        """Return distorted copies of images (N, 28, 28), as floats from 0 to 1."""
        places = self._affine(len(images), rng)
        fields = rng.standard_normal((2 * len(images), _KNOTS**2), np.float32) @ _bends().T
        strengths = np.float32(self.elastic_px) * rng.random((len(images), 1, 1), np.float32)
        places += strengths * fields.reshape(places.shape)
        distorted = _sample(images, places)
        if self.weight:
            chosen = rng.random(len(images)) < _REINKED
            ends = 0.5 + self.weight * rng.uniform(-1, 1, int(chosen.sum()))
            distorted[chosen] = _reinked(distorted[chosen], ends.astype(np.float32))
        if self.untouched:
            kept = rng.random(len(images)) < self.untouched
            distorted[kept] = images[kept] * np.float32(1 / 255)
        return distorted

    def _affine(self, count: int, rng: np.random.Generator) -> NDArray[np.float32]:
        """Return where each pixel comes from, y before x, in px: (N, 2, 784)."""
        turn, scale, stretch, shear, down, right = (
            limit * rng.uniform(-1, 1, count)
            for limit in (
                np.deg2rad(self.turn_degrees),
                self.scale,
                self.stretch,
                self.shear,
                self.shift_px,
                self.shift_px,
            )
        )
        tall, wide = np.exp(scale + stretch), np.exp(scale - stretch)
        sine, cosine = np.sin(turn), np.cos(turn)
        matrix = np.array(
            [
                [cosine * tall - sine * shear, -sine * wide],
                [sine * tall + cosine * shear, cosine * wide],
            ]
        ).transpose(2, 0, 1)
        middle = SIDE / 2
        moved = np.stack([down, right], axis=1) + middle
        places = matrix.astype(np.float32) @ (_pixels() - np.float32(middle))
        places += moved.astype(np.float32)[:, :, np.newaxis]
        return places


AUGMENTATIONS: Mapping[str, Augmentation] = MappingProxyType(
    {
        "light": Augmentation(
            turn_degrees=8,
            scale=0.08,
            stretch=0.06,
            shear=0.10,
            shift_px=1.0,
            elastic_px=0.7,
            weight=0.12,
            untouched=0.3,
        ),
        "strong": Augmentation(
            turn_degrees=14,
            scale=0.12,
            stretch=0.10,
            shear=0.18,
            shift_px=1.5,
            elastic_px=1.2,
            weight=0.22,
        ),
    }
)


@lru_cache(maxsize=1)
def _pixels() -> NDArray[np.float32]:
    """The places of an image's pixels, y before x: (2, 784)."""
    return np.indices((SIDE, SIDE), np.float32).reshape(2, -1)


@lru_cache(maxsize=1)
def _bends() -> NDArray[np.float32]:
    """The field at each pixel from independent numbers at the knots: (784, knots²), variance 1."""
    spacing = SIDE / _KNOTS
    knots = (np.arange(_KNOTS) + 0.5) * spacing - 0.5
    bells = np.exp(-((np.arange(SIDE)[:, None] - knots) ** 2) / (2 * (0.7 * spacing) ** 2))
    bells /= np.sqrt((bells**2).sum(axis=1, keepdims=True))
    return np.kron(bells, bells).astype(np.float32)


def _sample(images: NDArray[np.uint8], places: NDArray[np.float32]) -> NDArray[np.float32]:
    """Read images (N, 28, 28) at ``places`` (N, 2, 784) between pixels, bilinearly -> (N, 28, 28).

    Levels from 0 to 255 become 0 to 1.  ``places`` is overwritten.
    """
    count = len(images)
    sheets = np.zeros((count, _SHEET, _SHEET), np.float32)
    sheets[:, _MARGIN:-_MARGIN, _MARGIN:-_MARGIN] = images
    flat = sheets.ravel()
    places += _MARGIN
    np.clip(places, 0, _SHEET - 1.001, out=places)
    whole = places.astype(np.int32)
    places -= whole
    down, right = places[:, 0], places[:, 1]
    index = whole[:, 0] * _SHEET + whole[:, 1]
    index += (np.arange(count, dtype=np.int32) * _SHEET**2)[:, np.newaxis]
    upper = _between(flat[index], flat[index + 1], right)
    index += _SHEET
    lower = _between(flat[index], flat[index + 1], right)
    result = _between(upper, lower, down)
    result *= np.float32(1 / 255)
    return result.reshape(images.shape)


def _reinked(images: NDArray[np.float32], ends: NDArray[np.float32]) -> NDArray[np.float32]:
    """Let the lines of images (N, 28, 28) end where their blurred ink falls to ``ends`` (N,).

    A low level makes them thicker, as a felt pen does, a high one thinner.
    """
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    across = padded[:, :, :-2] + 2 * padded[:, :, 1:-1] + padded[:, :, 2:]
    blurred = across[:, :-2] + 2 * across[:, 1:-1] + across[:, 2:]
    blurred *= _SHARPNESS / blurred.max(axis=(1, 2), keepdims=True).clip(_FAINT)
    blurred += (0.5 - _SHARPNESS * ends)[:, np.newaxis, np.newaxis]
    reinked: NDArray[np.float32] = blurred.clip(0, 1)
    return reinked


def _between(
    a: NDArray[np.float32], b: NDArray[np.float32], share: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return a + share * (b - a), overwriting b."""
    b -= a
    b *= share
    b += a
    return b
