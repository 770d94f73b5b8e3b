"""Has a run gone wrong for good?"""

import numpy as np
from numpy.typing import NDArray

from digitpad.nn import Array, Loss

_GUESSES = 20.0  # times the loss of a guess: a network nearly always wrong and sure of itself
_BEGINNINGS = 2.0  # times the loss of the untrained network, where that is more
_ONE_BATCH = 100.0  # times as much as the mean of an epoch may have


class DivergenceWatch:
    """Compares losses with those of a guess and of the untrained network.

    Weights can be ruined while every number is finite: then an epoch as a whole is far worse than
    guessing, and worse than its random beginning was.  ``output`` (N, C) is what the untrained
    network returns for images with ``labels`` (N,).
    """

    def __init__(self, loss: Loss, output: Array, labels: NDArray[np.uint8]) -> None:
        guess = np.full_like(output, 1 / output.shape[1])
        self._most = max(
            _GUESSES * loss.reported(loss(guess, labels)[0], guess, labels),
            _BEGINNINGS * loss.reported(loss(output, labels)[0], output, labels),
        )

    def batch_diverged(self, loss: float) -> bool:
        """Tell whether the loss of one more batch says so."""
        return not loss <= _ONE_BATCH * self._most

    def epoch_diverged(self, mean_loss: float) -> bool:
        """Tell whether the mean loss of a whole epoch says so."""
        return not mean_loss <= self._most
