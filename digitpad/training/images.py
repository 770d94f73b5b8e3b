"""The images of a run, epoch by epoch and batch by batch, augmented if asked for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from digitpad import data
from digitpad.data.stroke_augmentation import Map
from digitpad.nn import Array
from digitpad.nn.engine import LoadImages
from digitpad.nn.losses import Targets

# The target of each label: its class, or the uniform distribution for what is no digit.
_DISTRIBUTIONS = np.vstack([np.eye(10), np.full((1, 10), 0.1)]).astype(np.float32)


class TrainingImages:
    """Brings the images of ``train`` to the engine, epoch by epoch."""

    def __init__(self, train: data.ImageSet) -> None:
        self._train = self._now = train
        self._augmentation: data.Augmentation | None = None
        self._digits_only = not (train.labels == data.NO_DIGIT).any()

    def begin_epoch(self, strength: str, *, rng: np.random.Generator, run: Map = map) -> None:
        """Augment as ``strength`` names it; unless that is "none", redraw the drawings, too.

        ``run`` maps a function over parts of them.
        """
        self._augmentation = None if strength == "none" else data.AUGMENTATIONS[strength]
        if self._augmentation is not None:
            self._now = self._train.redrawn(data.StrokeAugmentation(), rng=rng, run=run)

    def loader(self, indices: NDArray[np.intp]) -> LoadImages:
        """Return the function that brings a part of a batch; it runs in the engine's threads."""
        images, labels, augmentation = self._now.images, self._now.labels, self._augmentation

        def load(cut: slice, rng: np.random.Generator) -> tuple[Array, Targets]:
            chosen = indices[cut]
            targets: Targets = labels[chosen] if self._digits_only else _targets(labels[chosen])
            if augmentation is None:
                return data.as_input(images[chosen]), targets
            return augmentation(images[chosen], rng=rng)[..., np.newaxis], targets

        return load

    def digits_among(self, indices: NDArray[np.intp]) -> int:
        """Return how many of these images are digits."""
        if self._digits_only:
            return len(indices)
        return int((self._train.labels[indices] != data.NO_DIGIT).sum())


def _targets(labels: NDArray[np.uint8]) -> Targets:
    """Return labels (N,), or distributions (N, 10) when one of the images is no digit."""
    return _DISTRIBUTIONS[labels] if (labels == data.NO_DIGIT).any() else labels
