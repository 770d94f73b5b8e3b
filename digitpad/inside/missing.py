"""How much a network misses what is switched off, measured on images that it did not train on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.data import ImageSet, as_input
from digitpad.inside.switches import Bank, without
from digitpad.nn import Array, CategoricalCrossEntropy, Network
from digitpad.nn.prediction import Prediction

_AT_A_TIME = 64  # images, between two scores


@dataclass(frozen=True)
class Score:
    """``accuracy`` in [0, 1], and ``loss`` in nats an image, of so many ``images``."""

    accuracy: float
    loss: float
    images: int


def score_parts(network: Network, sample: ImageSet) -> Iterator[Score]:
    """Yield how well ``network`` reads the images so far; the last is of all of them."""
    parts: list[Array] = []
    for start in range(0, len(sample), _AT_A_TIME):
        images = sample.images[start : start + _AT_A_TIME]
        parts.append(network.predict(as_input(images)))
        yield _score(np.concatenate(parts), sample.labels)


def losses_without_each(network: Network, bank: Bank, sample: ImageSet) -> Iterator[Array]:
    """Yield by how much the loss grows without each kernel or unit of ``bank``, in nats an image.

    Shapes: (K,); NaN where it is not measured yet; the last is whole.  What comes before the bank
    is computed once for all.
    """
    before = _through(network, 0, bank.place, as_input(sample.images))
    whole = _loss(network, bank, before, sample)
    grown = np.full(bank.count, np.nan)
    for unit in range(bank.count):
        left = without(network, [(bank.place, unit)])
        grown[unit] = _loss(left, bank, before, sample) - whole
        yield grown.copy()


def _loss(network: Network, bank: Bank, x: Array, sample: ImageSet) -> float:
    p = _through(network, bank.place, len(network.layers), x)
    return _score(p, sample.labels).loss


def _through(network: Network, first: int, end: int, x: Array) -> Array:
    """Return what a part of the layers makes of x (N, ...)."""
    return Prediction(network.layers[first:end], network.dtype)(x)


def _score(probabilities: Array, labels: NDArray[np.uint8]) -> Score:
    labels = labels[: len(probabilities)]
    loss, _ = CategoricalCrossEntropy()(probabilities, labels)
    accuracy = float((probabilities.argmax(axis=1) == labels).mean())
    return Score(accuracy, loss, len(labels))
