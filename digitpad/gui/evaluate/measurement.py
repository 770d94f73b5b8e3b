"""What was measured of a network: which images it misreads, and how sure it was.

Knows nothing of Qt.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from digitpad.data import ImageSet
from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.training.evaluation import Evaluation

BIN_EDGES = np.arange(1, 11) / 10  # of confidence; the likeliest of ten classes has a tenth or more

_MOST_NETWORKS = 4  # whose figures are kept

Indices = NDArray[np.intp]
NO_IMAGES = np.empty(0, np.intp)


@dataclass(frozen=True)
class SetKind:
    """A kind of images to measure with, as a person knows it."""

    key: str
    title: str
    help: str


TEST = SetKind(
    "test",
    "Test images",
    "Scanned digits that no network here learns from; the usual measure of a network.",
)
DRAWN = SetKind(
    "drawn",
    "Pen drawings",
    "Digits that six people drew with a pen. No network here learns from them, so they tell how "
    "well it may read yours.",
)
KINDS = (TEST, DRAWN)


@dataclass(frozen=True, eq=False)
class Measured:
    """A network's evaluation on one set of images.

    ``refused`` are the images that the window would answer with ``?``.  The evaluation counts the
    likeliest digit of these, too, as measures of networks usually do.
    """

    images: ImageSet
    evaluation: Evaluation
    refused: Indices = field(default_factory=lambda: NO_IMAGES)

    @cached_property
    def confidence(self) -> NDArray[np.floating]:
        """The probability of the answer to each image (N,)."""
        highest: NDArray[np.floating] = self.evaluation.probabilities.max(axis=1)
        return highest

    @cached_property
    def is_right(self) -> NDArray[np.bool_]:
        """Whether each image was read as what it is (N,)."""
        right: NDArray[np.bool_] = self.evaluation.predictions == self.images.labels
        return right

    @property
    def misread(self) -> int:
        """How many images were read as what they are not."""
        return int((~self.is_right).sum())

    def is_refused(self, image: int) -> bool:
        """Tell whether an image would be answered with ``?``."""
        return bool((self.refused == image).any())

    def mistakes(self, label: int | None = None, answer: int | None = None) -> Indices:
        """Return the misread images, the most confident mistakes first.

        All of them, or only those that are ``label``, that were read as ``answer``, or both.
        """
        return self._sorted(~self.is_right & self._chosen(label, answer), -self.confidence)

    def right(self, label: int) -> Indices:
        """Return the images of one class that were read as it, the least sure first."""
        return self._sorted(self.is_right & self._chosen(label, label), self.confidence)

    def histogram(self) -> tuple[Indices, Indices]:
        """Count the right and the wrong answers by their confidence, see BIN_EDGES."""
        # Rounding may bring a probability a hair above 1 or below a tenth.
        inside = self.confidence.clip(BIN_EDGES[0], BIN_EDGES[-1])
        right = np.histogram(inside[self.is_right], BIN_EDGES)[0]
        return right, np.histogram(inside[~self.is_right], BIN_EDGES)[0]

    def _chosen(self, label: int | None, answer: int | None) -> NDArray[np.bool_]:
        chosen = np.ones(len(self.images), bool)
        if label is not None:
            chosen &= self.images.labels == label
        if answer is not None:
            chosen &= self.evaluation.predictions == answer
        return chosen

    @staticmethod
    def _sorted(chosen: NDArray[np.bool_], order: NDArray[np.floating]) -> Indices:
        places = np.flatnonzero(chosen)
        return places[np.argsort(order[places], kind="stable")]


class Measurements:
    """Keeps what was measured of the last few networks, by the kind of images."""

    def __init__(self) -> None:
        self._kept: list[tuple[OpaqueNetwork, dict[str, Measured]]] = []

    def of(self, network: OpaqueNetwork) -> dict[str, Measured] | None:
        """Return all that was measured of a network, None when nothing was."""
        return next((found for kept, found in self._kept if kept is network), None)

    def keep(self, network: OpaqueNetwork, measured: dict[str, Measured]) -> None:
        """Keep what was measured of a network, and forget the oldest."""
        self._kept = [pair for pair in self._kept if pair[0] is not network]
        self._kept = [*self._kept, (network, measured)][-_MOST_NETWORKS:]
