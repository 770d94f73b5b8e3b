"""Has a run gone wrong for good?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.nn import Array, Loss

_GUESSES = 20.0  # times the loss of a guess: a network nearly always wrong and sure of itself
_BEGINNINGS = 2.0  # times the loss of the untrained network, where that is more
_ONE_BATCH = 100.0  # times as much as the mean of an epoch may have


@dataclass(frozen=True)
class DivergenceWatch:
    """Compares losses with ``most``, what an epoch's mean may be.

    Weights can be ruined while every number is finite: then an epoch as a whole is far worse than
    guessing, and worse than its random beginning was.
    """

    most: float

    @classmethod
    def over(cls, loss: Loss, output: Array, labels: NDArray[np.uint8]) -> DivergenceWatch:
        """Watch a run whose untrained network returns ``output`` (N, C) for ``labels`` (N,)."""
        guess = np.full_like(output, 1 / output.shape[1])
        return cls(
            max(
                _GUESSES * loss.reported(loss(guess, labels)[0], guess, labels),
                _BEGINNINGS * loss.reported(loss(output, labels)[0], output, labels),
            )
        )

    def batch_diverged(self, loss: float) -> bool:
        """Tell whether the loss of one more batch says so."""
        return not loss <= _ONE_BATCH * self.most

    def epoch_diverged(self, mean_loss: float) -> bool:
        """Tell whether the mean loss of a whole epoch says so."""
        return not mean_loss <= self.most
