"""The epoch that a run is in, as far as it has come; also as arrays to resume from."""

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
class CurrentEpoch:
    """How far an epoch has come.

    ``stream`` is the state that the random stream had before the epoch; from it the ``order`` (N,)
    of the images and their redrawing can be repeated.
    ``good`` is the network to return to should the epoch ruin it.  ``losses`` and ``accuracies``
    (NaN where a batch had no digits) are those of the batches so far.
    """

    stream: dict[str, Any]
    order: NDArray[np.intp]
    good: Network
    losses: list[float] = field(default_factory=list)
    accuracies: list[float] = field(default_factory=list)

    def add_batch(self, loss: float, accuracy: float | None) -> None:
        """Record a batch; ``accuracy`` is None if it had no digits."""
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
        """Return what it takes to get here again, by the names in ``ARRAYS``; not copied."""
        numbers = (np.array(self.losses, np.float64), np.array(self.accuracies, np.float64))
        kept = (self.good.parameters, self.good.statistics, *numbers)
        return dict(zip(ARRAYS, kept, strict=True))

    def restore(self, arrays: Mapping[str, Array]) -> None:
        """Come as far as the epoch that ``arrays`` were taken from."""
        parameters, statistics, losses, accuracies = (arrays[name] for name in ARRAYS)
        self.good.parameters[:] = parameters
        self.good.statistics[:] = statistics
        self.losses, self.accuracies = losses.tolist(), accuracies.tolist()
