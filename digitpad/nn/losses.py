"""What training makes small, and the exact derivative of each.

Targets are labels, int (N,), or the distributions that should come out, (N, C).
Each loss is a mean over the images of the batch.
"""

from abc import ABC, abstractmethod
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitpad.nn.layer import Array, choice
from digitpad.nn.softmax import log_softmax

Targets = NDArray[np.integer[Any]] | Array


def one_hot(targets: Targets, classes: int, dtype: Any) -> Array:
    """Return targets as rows: labels (N,) -> (N, C) of 0 and 1; (N, C) as they are.

    Raises: ValueError, a label that is no class.
    """
    if targets.ndim == 2:
        return targets.astype(dtype, copy=False)
    labels = targets.tolist()
    if labels and not 0 <= min(labels) <= max(labels) < classes:
        raise ValueError(
            f"labels: expected 0 to {classes - 1}, got {targets.min()} to {targets.max()}"
        )
    return _unit_rows(classes, np.dtype(dtype)).take(targets.astype(np.intp), axis=0)


@lru_cache(maxsize=16)
def _unit_rows(classes: int, dtype: np.dtype[Any]) -> Array:
    rows: Array = np.eye(classes, dtype=dtype)
    rows.flags.writeable = False
    return rows


class Loss(ABC):
    """A loss of the network's output."""

    @abstractmethod
    def __call__(self, p: Array, targets: Targets) -> tuple[float, Array]:
        """Return the loss and its derivative dp with respect to p (N, C)."""

    def from_logits(self, logits: Array, targets: Targets) -> tuple[float, Array] | None:
        """Return the loss and dlogits for p = softmax(logits) in one exact step, or None.

        None: this loss knows no such step; the backward pass goes through the softmax's Jacobian.
        """
        return None

    def reported(self, value: float, p: Array, targets: Targets) -> float:
        """Return what training shows for a batch whose loss was ``value`` and output p (N, C)."""
        del p, targets
        return value


class CategoricalCrossEntropy(Loss):
    """Mean of ``-sum(y log p)``, in nats an image.

    ``__call__`` has the derivative with respect to p, ``-y / p / N``; ``from_logits`` the one with
    respect to the logits before a softmax, ``(p - y) / N``: the two are not the same thing.
    ``smoothing`` mixes y with the uniform distribution (Szegedy et al. 2015, arXiv:1512.00567, 7).
    Raises: ValueError, a smoothing outside [0, 1).
    """

    def __init__(self, smoothing: float = 0.0) -> None:
        if not 0 <= smoothing < 1:
            raise ValueError(f"label smoothing is {smoothing}; it must be at least 0 and below 1")
        self.smoothing = smoothing

    def __call__(self, p: Array, targets: Targets) -> tuple[float, Array]:
        y = self._rows(targets, p)
        safe = _at_least_tiny(p)
        loss = -(y * np.log(safe)).sum() / len(p)
        return float(loss), -y / safe / p.dtype.type(len(p))

    def from_logits(self, logits: Array, targets: Targets) -> tuple[float, Array]:
        y = self._rows(targets, logits)
        log_p = log_softmax(logits)
        loss = -(y * log_p).sum() / len(logits)
        return float(loss), (np.exp(log_p) - y) / logits.dtype.type(len(logits))

    def _rows(self, targets: Targets, like: Array) -> Array:
        y = one_hot(targets, like.shape[1], like.dtype)
        if self.smoothing:
            y = y * like.dtype.type(1 - self.smoothing)
            y += like.dtype.type(self.smoothing / like.shape[1])
        return y


def _at_least_tiny(p: Array) -> Array:
    """Return p without zeros, of which there is no logarithm."""
    safe: Array = np.maximum(p, np.finfo(p.dtype).tiny)
    return safe


class MeanSquaredError(Loss):
    """Mean over images and classes of ``factor * (p - y)²``."""

    factor = 1.0

    def __call__(self, p: Array, targets: Targets) -> tuple[float, Array]:
        difference = p - one_hot(targets, p.shape[1], p.dtype)
        flat = difference.ravel()
        loss = self.factor * float(np.dot(flat, flat)) / difference.size
        difference *= p.dtype.type(2 * self.factor / difference.size)
        return loss, difference


class NotebookLoss(MeanSquaredError):  # noqa: N818 (it is no exception)
    """Half the mean squared error, reported as cross-entropy: what the notebook does.

    It takes ``(p - y) / C`` for the derivative of cross-entropy with respect to p and sends it
    through the softmax Jacobian.  That is the derivative with respect to the *logits* (times 1/C);
    with respect to p it belongs to half the mean squared error, and that is what gets smaller.
    The error it prints is the cross-entropy, averaged over the classes as well: nats / C.
    """

    factor = 0.5

    def reported(self, value: float, p: Array, targets: Targets) -> float:
        del value
        y = one_hot(targets, p.shape[1], p.dtype)
        return -float(np.vdot(y, np.log(_at_least_tiny(p)))) / p.size


LOSSES = {
    "cross_entropy": CategoricalCrossEntropy,
    "mean_squared_error": MeanSquaredError,
    "notebook": NotebookLoss,
}


def loss_named(name: str, *, smoothing: float = 0.0) -> Loss:
    """Return the loss of that name.  Raises: ValueError, unknown, or smoothing it cannot take."""
    make = choice("loss", name, LOSSES)
    if name == "cross_entropy":
        return CategoricalCrossEntropy(smoothing)
    if smoothing:
        raise ValueError(
            f"label smoothing is {smoothing}; only the loss cross_entropy takes it: choose 0"
        )
    loss: Loss = make()
    return loss
