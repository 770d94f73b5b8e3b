"""Images as training distorts them: scans of MNIST, or one drawing in many hands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitpad import data
from digitpad.data import bundled

Images = NDArray[np.uint8]  # (N, 28, 28)


def scans(count: int, strength: str, seed: int) -> Images:
    """Return training images of MNIST, chosen and distorted by chance, or as they are ("none")."""
    rng = np.random.default_rng(seed)
    images = bundled.mnist_arrays()["x_train"]
    chosen: Images = images[rng.choice(len(images), count, replace=False)]
    return _distorted(chosen, strength, rng)


def drawing(strokes: Sequence[NDArray[np.float64]], count: int, strength: str, seed: int) -> Images:
    """Return a drawing ``count`` times, each time in another hand.

    Raises: NothingDrawn; ValueError, a point is not a finite number.
    """
    plain = np.repeat(data.images_from_drawings([strokes]), count, axis=0)
    if strength == "none":
        return plain
    rng = np.random.default_rng(seed)
    # Nobody knows which digit it is, so it keeps its form, as what is no digit does.
    labels = np.full(count, data.NO_DIGIT, np.uint8)
    redrawn = data.StrokeAugmentation().images([strokes] * count, labels, rng=rng)
    return _distorted(redrawn, strength, rng)


def _distorted(images: Images, strength: str, rng: np.random.Generator) -> Images:
    if strength == "none":
        return images
    levels = data.AUGMENTATIONS[strength](images, rng=rng)
    return np.rint(255 * levels).astype(np.uint8)
