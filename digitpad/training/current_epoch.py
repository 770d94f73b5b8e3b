"""The epoch that a run is in, as far as it has come; also as arrays to go on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitpad.nn import Array, Network

GOOD = ("good_parameters", "good_statistics")
BATCHES = ("epoch_losses", "epoch_accuracies")
ARRAYS = (*GOOD, *BATCHES)


@dataclass
class EpochInHand:
    """``stream`` is the state that the random stream had before the epoch: it gives the ``order``
    (N,) of the images, and their distortion, once more.

    ``good`` is the network to come back to should the epoch ruin it.  ``losses`` and ``accuracies``
    (NaN where a batch had no digits) are those of the batches so far.
    """

    stream: dict[str, Any]
    order: NDArray[np.intp]
    good: Network
    losses: list[float] = field(default_factory=list)
    accuracies: list[float] = field(default_factory=list)

    def note(self, loss: float, accuracy: float | None) -> None:
        """Add a batch."""
        self.losses.append(loss)
        self.accuracies.append(nan if accuracy is None else accuracy)

    @property
    def mean_loss(self) -> float:
        """The mean over the batches, each before its step."""
        return float(np.mean(self.losses))

    @property
    def mean_accuracy(self) -> float:
        """The mean over the batches with digits, each before its step."""
        return float(np.mean([value for value in self.accuracies if value == value]))

    def arrays(self) -> dict[str, Array]:
        """Return what is needed to be here again, by the names in ``ARRAYS``; no copies."""
        numbers = (np.array(self.losses, np.float64), np.array(self.accuracies, np.float64))
        kept = (self.good.parameters, self.good.statistics, *numbers)
        return dict(zip(ARRAYS, kept, strict=True))

    def take_up(self, arrays: Mapping[str, Array]) -> None:
        """Be as far as the epoch was that ``arrays`` are from."""
        parameters, statistics, losses, accuracies = (arrays[name] for name in ARRAYS)
        self.good.parameters[:] = parameters
        self.good.statistics[:] = statistics
        self.losses, self.accuracies = losses.tolist(), accuracies.tolist()
