"""What an explanation explains: by how much the network prefers one class, and the slope of that.

The score is a difference of logits, so it does not change when all logits do, as softmax does not:
it is the logarithm of how many times likelier one class is than another, or than all others.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from digitpad.nn import Array, Layer, Network, Softmax
from digitpad.nn.prediction import Prediction

Slope = Callable[[Array], Array]


@dataclass(frozen=True)
class Contrast:
    """One class rather than another; ``against`` None: rather than any other."""

    wanted: int
    against: int | None = None

    def scores(self, logits: Array) -> Array:
        """Return log(p of ``wanted`` / p of ``against``) in nats: (N, C) -> (N,)."""
        wanted = logits[:, self.wanted]
        scores: Array
        if self.against is not None:
            scores = wanted - logits[:, self.against]
        else:
            others = self._others(logits)
            top = others.max(axis=1)
            scores = wanted - top - np.log(np.exp(others - top[:, np.newaxis]).sum(axis=1))
        return scores

    def slopes(self, logits: Array) -> Array:
        """Return the gradient of the scores with respect to the logits: (N, C) -> (N, C)."""
        if self.against is not None:
            slopes = np.zeros_like(logits)
            slopes[:, self.against] = -1
        else:
            others = self._others(logits)
            slopes = np.exp(others - others.max(axis=1, keepdims=True))
            slopes /= -slopes.sum(axis=1, keepdims=True)
        slopes[:, self.wanted] = 1
        return slopes

    def _others(self, logits: Array) -> Array:
        others = logits.copy()
        others[:, self.wanted] = -np.inf
        return others


def logits_of(network: Network, x: Array) -> Array:
    """Return what the softmax of ``network`` is given: x (N, *input_shape) -> (N, C)."""
    return Prediction(_up_to_logits(network), network.dtype)(x)


def gradient_of(network: Network, x: Array, contrast: Contrast) -> tuple[Array, Array]:
    """Return the scores of x and their gradient, as prediction computes them.

    Shapes: x (N, *input_shape) -> scores (N,), gradient as x.
    """
    logits, back = _forward(network, x)
    return contrast.scores(logits), back(contrast.slopes(logits))


def _forward(network: Network, x: Array) -> tuple[Array, Slope]:
    """Return the logits (N, C) and their backward pass."""
    y, backwards = x.astype(network.dtype, copy=False), []
    for layer in _up_to_logits(network):
        y, backward = layer.forward(y)
        backwards.append(backward)

    def back(dy: Array) -> Array:
        for backward in reversed(backwards):
            dy, _ = backward(dy)
        return dy

    return y, back


def _up_to_logits(network: Network) -> list[Layer]:
    """Return all layers but a softmax at the end."""
    last = network.layers[-1]
    return network.layers[:-1] if isinstance(last, Softmax) else network.layers
