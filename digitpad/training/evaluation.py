"""How well a network reads a set of images."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.data import ImageSet, as_input
from digitpad.nn import Array, CategoricalCrossEntropy, Network, entropy, machine
from digitpad.nn.engine import PREDICTED, Workers, predict
from digitpad.nn.prediction import CHUNK

_BINS = 15
_CUT = 3 * CHUNK  # images that a thread reads between two reports of progress: up to 30 ms


@dataclass(frozen=True, eq=False)
class Evaluation:
    """The result, image by image and as a whole.

    ``accuracy`` in [0, 1]; ``loss`` in nats an image; ``predictions`` (N,), the likeliest classes;
    ``probabilities`` (N, C); ``confusion`` (C, C), rows the true class, columns the prediction.
    """

    accuracy: float
    loss: float
    predictions: NDArray[np.intp]
    probabilities: Array
    confusion: NDArray[np.intp]

    @property
    def recall(self) -> NDArray[np.float64]:
        """Of the images of each class, the share read as it: (C,); NaN without such images."""
        return _share_of(self.confusion, self.confusion.sum(axis=1))

    @property
    def precision(self) -> NDArray[np.float64]:
        """Of the images read as each class, the share that is it: (C,); NaN when none was."""
        return _share_of(self.confusion, self.confusion.sum(axis=0))

    @property
    def doubt(self) -> Array:
        """How uncertain each answer is: the entropy of its probabilities in nats, (N,)."""
        return entropy(self.probabilities)

    def refused(self, most_doubt: float) -> float:
        """Return the share of images whose doubt exceeds ``most_doubt``, in nats."""
        return float((self.doubt > most_doubt).mean())

    def calibration_error(self, labels: NDArray[np.uint8]) -> float:
        """Return how far "90 % sure" is from right nine times in ten: 0 is perfect; labels (N,).

        The expected calibration error of Guo et al. 2017, arXiv:1706.04599, section 2, 15 bins.
        """
        sure = self.probabilities.max(axis=1)
        surplus = sure - (self.predictions == labels)
        bins = np.minimum((sure * _BINS).astype(np.intp), _BINS - 1)
        return float(np.abs(np.bincount(bins, surplus)).sum() / len(labels))


def _share_of(confusion: NDArray[np.intp], totals: NDArray[np.intp]) -> NDArray[np.float64]:
    shares = np.full(len(totals), np.nan)
    np.divide(confusion.diagonal(), totals, out=shares, where=totals > 0)
    return shares


@dataclass(frozen=True)
class ImagesRead:
    """How many images of an evaluation have been read."""

    done: int
    total: int


def evaluate(network: Network, images: ImageSet, workers: Workers | None = None) -> Evaluation:
    """Read all of ``images`` with ``network``.  Raises: ValueError, no images."""
    _check(images)
    if workers is None:
        with Workers() as own:
            return evaluate(network, images, own)
    frozen = network.snapshot()
    return _evaluation(_read(frozen, images, slice(0, len(images)), workers), images)


def evaluation_steps(network: Network, images: ImageSet) -> Iterator[ImagesRead | Evaluation]:
    """Evaluate as ``evaluate`` does, but yield the progress, and last the evaluation.

    The caller may stop between two steps.  One core, if there are several, is left to the window:
    with both of two cores in use it waited up to 18 ms, with one up to 14.

    Raises: ValueError, no images.
    """
    with Workers(max(1, machine.usable_cores() - 1)) as workers:
        yield from evaluation_parts(network, images, workers)


def evaluation_parts(
    network: Network, images: ImageSet, workers: Workers
) -> Iterator[ImagesRead | Evaluation]:
    """Evaluate as ``evaluation_steps`` does, with the threads of ``workers``."""
    _check(images)
    total, size = len(images), _part_size(workers)
    frozen, parts = network.snapshot(), []
    for start in range(0, total, size):
        parts.append(_read(frozen, images, slice(start, start + size), workers, cut=_CUT))
        yield ImagesRead(min(start + size, total), total)
    yield _evaluation(np.concatenate(parts), images)


def _part_size(workers: Workers) -> int:
    return _CUT * workers.threads


def _check(images: ImageSet) -> None:
    if not len(images):
        raise ValueError(f"There are no images in {images.name} to evaluate.")


def _read(
    frozen: Network, images: ImageSet, part: slice, workers: Workers, *, cut: int = PREDICTED
) -> Array:
    """Return the probabilities of a part of the images (n, C), ``cut`` of them at a time."""
    x, labels = images.images[part], images.labels[part]

    def load(place: slice, _: np.random.Generator) -> tuple[Array, NDArray[np.uint8]]:
        return as_input(x[place]), labels[place]

    return predict(frozen, len(labels), load, workers, cut=cut)


def _evaluation(probabilities: Array, images: ImageSet) -> Evaluation:
    predictions = probabilities.argmax(axis=1)
    loss, _ = CategoricalCrossEntropy()(probabilities, images.labels)
    classes = probabilities.shape[1]
    confusion = np.zeros((classes, classes), np.intp)
    np.add.at(confusion, (images.labels, predictions), 1)
    accuracy = float((predictions == images.labels).mean())
    return Evaluation(accuracy, loss, predictions, probabilities, confusion)
