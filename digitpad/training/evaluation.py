"""How well a network reads a set of images."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.data import ImageSet, as_input
from digitpad.nn import Array, CategoricalCrossEntropy, Network, entropy
from digitpad.nn.engine import Workers, predict

REFUSED = 0.005  # of the digits may be taken for something else, so that the rest can be told
_BINS = 15


@dataclass(frozen=True)
class Evaluation:
    """What came out, image by image and in sum.

    ``accuracy`` in [0, 1]; ``loss`` in nats an image; ``predictions`` (N,), the likeliest classes;
    ``probabilities`` (N, C); ``confusion`` (C, C), rows the true class, columns the prediction.
    """

    accuracy: float
    loss: float
    predictions: NDArray[np.intp]
    probabilities: Array
    confusion: NDArray[np.intp]

    def most_doubt(self) -> float:
        """Return the entropy, in nats, that only the ``REFUSED`` most doubtful images exceed."""
        return float(np.quantile(entropy(self.probabilities), 1 - REFUSED))

    def refused(self, most_doubt: float) -> float:
        """Return the share of images whose answer is more open than ``most_doubt``, in nats."""
        return float((entropy(self.probabilities) > most_doubt).mean())

    def calibration_error(self, labels: NDArray[np.uint8]) -> float:
        """Return how far "90 % sure" is from right nine times of ten: 0 is perfect; labels (N,).

        The expected calibration error of Guo et al. 2017, arXiv:1706.04599, section 2, 15 bins.
        """
        sure = self.probabilities.max(axis=1)
        surplus = sure - (self.predictions == labels)
        bins = np.minimum((sure * _BINS).astype(np.intp), _BINS - 1)
        return float(np.abs(np.bincount(bins, surplus)).sum() / len(labels))


def evaluate(network: Network, images: ImageSet, workers: Workers | None = None) -> Evaluation:
    """Read all of ``images`` with ``network``.  Raises: ValueError, no images."""
    if not len(images):
        raise ValueError(f"There are no images in {images.name} to evaluate.")
    if workers is None:
        with Workers() as own:
            return evaluate(network, images, own)
    probabilities = predict(
        network,
        len(images),
        lambda cut, _: (as_input(images.images[cut]), images.labels[cut]),
        workers,
    )
    predictions = probabilities.argmax(axis=1)
    loss, _ = CategoricalCrossEntropy()(probabilities, images.labels)
    classes = probabilities.shape[1]
    confusion = np.zeros((classes, classes), np.intp)
    np.add.at(confusion, (images.labels, predictions), 1)
    accuracy = float((predictions == images.labels).mean())
    return Evaluation(accuracy, loss, predictions, probabilities, confusion)
