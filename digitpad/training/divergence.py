"""Tells when a run has diverged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.nn import Array, Loss

_TIMES_GUESSING = 20.0  # an epoch may have of a guess's loss: nearly always wrong, and sure of it
_TIMES_UNTRAINED = 2.0  # it may have of the untrained network's loss, where that is more
_TIMES_EPOCH = 100.0  # one batch may have of what an epoch may have


@dataclass(frozen=True)
class DivergenceWatch:
    """Compares losses with ``most``, the highest mean loss that an epoch may have.

    Weights can be ruined while every number is finite: then an epoch as a whole is far worse than
    guessing, and than the untrained network.
    """

    most: float

    @classmethod
    def over(cls, loss: Loss, output: Array, labels: NDArray[np.uint8]) -> DivergenceWatch:
        """Watch a run whose untrained network returns ``output`` (N, C) for ``labels`` (N,)."""
        guess = np.full_like(output, 1 / output.shape[1])
        return cls(
            max(
                _TIMES_GUESSING * loss.reported(loss(guess, labels)[0], guess, labels),
                _TIMES_UNTRAINED * loss.reported(loss(output, labels)[0], output, labels),
            )
        )

    def batch_diverged(self, loss: float) -> bool:
        """Tell whether the loss of one batch shows it."""
        return not loss <= _TIMES_EPOCH * self.most

    def epoch_diverged(self, mean_loss: float) -> bool:
        """Tell whether the mean loss of a whole epoch shows it."""
        return not mean_loss <= self.most
