"""Sets of labelled images, and how they become a network's input."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitpad.data.go_on import GoOn, always
from digitpad.data.labels import CLASSES
from digitpad.data.mnist_form import SIDE
from digitpad.data.points import Strokes
from digitpad.data.stroke_augmentation import Map, StrokeAugmentation


@dataclass(frozen=True, eq=False)
class DrawnPart:
    """Which images of a set are drawings, ``places`` (K,), and their strokes, K of them."""

    places: NDArray[np.intp]
    drawings: tuple[Strokes, ...]


@dataclass(frozen=True, eq=False)
class ImageSet:
    """Images (N, 28, 28) uint8, ink 255 on background 0, with their labels (N,) uint8.

    ``drawn`` tells which of them can be redrawn from their strokes.
    """

    name: str
    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    classes: tuple[str, ...] = CLASSES
    drawn: DrawnPart | None = None

    def __post_init__(self) -> None:
        if self.images.shape != (len(self.labels), SIDE, SIDE) or self.images.dtype != np.uint8:
            raise ValueError(
                f"Images of {self.name}: expected uint8 ({len(self.labels)}, 28, 28), "
                f"got {self.images.dtype} {self.images.shape}"
            )

    def __len__(self) -> int:
        return len(self.labels)

    def first(self, limit: int) -> ImageSet:
        """Return the first ``limit`` images, all when there are fewer.

        Raises: ValueError, limit below 1.
        """
        if limit < 1:
            raise ValueError(f"The number of images must be 1 or more, not {limit}.")
        drawn = self.drawn
        if drawn is not None:
            kept = drawn.places < limit
            drawings = tuple(d for d, keep in zip(drawn.drawings, kept, strict=True) if keep)
            drawn = DrawnPart(drawn.places[kept], drawings)
        return ImageSet(self.name, self.images[:limit], self.labels[:limit], self.classes, drawn)

    def strokes(self, number: int) -> Strokes | None:
        """Return the strokes of an image, None when it is not a drawing."""
        if self.drawn is None:
            return None
        found = np.flatnonzero(self.drawn.places == number)
        return self.drawn.drawings[found[0]] if len(found) else None

    def redrawn(
        self,
        augmentation: StrokeAugmentation,
        *,
        rng: np.random.Generator,
        run: Map = map,
        go_on: GoOn = always,
    ) -> ImageSet:
        """Return the set with its drawings redrawn, each distorted at random.

        ``run`` and ``go_on`` are as for ``StrokeAugmentation.images``.
        """
        if self.drawn is None or not self.drawn.drawings:
            return self
        images, places = self.images.copy(), self.drawn.places
        drawings, labels = self.drawn.drawings, self.labels[places]
        images[places] = augmentation.images(drawings, labels, rng=rng, run=run, go_on=go_on)
        return replace(self, images=images)


@dataclass(frozen=True, eq=False)
class Splits:
    """The parts of one data set. ``drawn`` holds digits that unseen writers drew with a pen.

    Images labelled ``NO_DIGIT`` are in ``train`` only.
    """

    name: str
    train: ImageSet
    validation: ImageSet
    test: ImageSet
    drawn: ImageSet | None


def as_input(
    images: NDArray[np.uint8], dtype: type[np.floating[Any]] = np.float32
) -> NDArray[np.floating[Any]]:
    """Return what a network takes: (N, 28, 28) uint8 -> (N, 28, 28, 1) in [0, 1]."""
    return np.multiply(images, dtype(1 / 255), dtype=dtype)[..., np.newaxis]
