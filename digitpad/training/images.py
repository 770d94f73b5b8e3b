"""The images of a run, epoch by epoch and batch by batch, augmented if asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad import data
from digitpad.data.go_on import GoOn, always
from digitpad.data.stroke_augmentation import Map
from digitpad.nn import Array
from digitpad.nn.losses import Targets
from digitpad.nn.micro_batch import Batch

# The target of each label: its class, or the uniform distribution for what is no digit.
_DISTRIBUTIONS = np.vstack([np.eye(10), np.full((1, 10), 0.1)]).astype(np.float32)


@dataclass(frozen=True)
class _Images:
    """The images of an epoch, as another process can take them; it brings some of them."""

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    augmentation: data.Augmentation | None
    digits_only: bool

    def __call__(
        self, indices: NDArray[np.intp], rng: np.random.Generator
    ) -> tuple[Array, Targets]:
        images, labels = self.images.take(indices, axis=0), self.labels[indices]
        targets: Targets = labels if self.digits_only else _targets(labels)
        if self.augmentation is None:
            return data.as_input(images), targets
        return self.augmentation(images, rng=rng)[..., np.newaxis], targets


class TrainingImages:
    """Brings the images of ``train`` to the engine, epoch by epoch."""

    def __init__(self, train: data.ImageSet) -> None:
        self._train = train
        self._digits_only = not (train.labels == data.NO_DIGIT).any()
        self._source = _Images(train.images, train.labels, None, self._digits_only)

    def begin_epoch(
        self,
        strength: str,
        *,
        rng: np.random.Generator,
        run: Map = map,
        go_on: GoOn = always,
    ) -> None:
        """Augment from now on as ``strength`` names it, and redraw the drawings, too.

        With "none" all stays as it is.  ``run`` maps a function over parts of the drawings, and
        ``go_on`` is called within them.
        """
        if strength == "none":
            return
        now = self._train.redrawn(data.StrokeAugmentation(), rng=rng, run=run, go_on=go_on)
        augmentation = data.AUGMENTATIONS[strength]
        self._source = _Images(now.images, now.labels, augmentation, self._digits_only)

    def loader(self, indices: NDArray[np.intp]) -> Batch:
        """Return the batch of these images."""
        return Batch(self._source, indices)

    def digits_among(self, indices: NDArray[np.intp]) -> int:
        """Return how many of these images are digits."""
        if self._digits_only:
            return len(indices)
        return int((self._train.labels[indices] != data.NO_DIGIT).sum())


def _targets(labels: NDArray[np.uint8]) -> Targets:
    """Return labels (N,), or distributions (N, 10) when one of the images is no digit."""
    return _DISTRIBUTIONS[labels] if (labels == data.NO_DIGIT).any() else labels
