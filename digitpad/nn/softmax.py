"""Softmax: numbers become probabilities."""

from __future__ import annotations

import numpy as np

from digitpad.nn.layer import Array, Backward, Gradients, Layer, Shape, nothing


def softmax(logits: Array) -> Array:
    """Return exp(logits) over its sum, row by row: (N, C) -> (N, C).

    The row's maximum is subtracted first: a logit of 1e4 does not overflow.
    """
    p: Array = np.exp(logits - logits.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    return p


def log_softmax(logits: Array) -> Array:
    """Return log(softmax(logits)) without ever taking the logarithm of a zero: (N, C) -> (N, C)."""
    shifted: Array = logits - logits.max(axis=-1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shifted


def entropy(p: Array) -> Array:
    """Return how open the answer is, in nats: 0 sure, log(C) any class as likely; (N, C) -> (N,).

    It is the logarithm of a number of classes: as open as a choice between exp(entropy) of them.
    """
    h: Array = -(p * np.log(np.maximum(p, np.finfo(p.dtype).tiny))).sum(axis=-1)
    return h


class Softmax(Layer):
    """``p_i = exp(x_i) / sum_j exp(x_j)``.  Shapes: x and p (N, C).

    The backward pass is the product with the full Jacobian, dp_i/dx_j = p_i (δ_ij - p_j), which is
    symmetric: dx = p * (dp - sum(p * dp)).  It needs C steps for each image, not C².
    Raises: ValueError, an input that is not flat.
    """

    def __init__(self, input_shape: Shape) -> None:
        super().__init__(input_shape)
        if len(input_shape) != 1:
            raise ValueError(f"Softmax: needs a flat input, got {input_shape}")

    def forward(
        self, x: Array, *, training: bool = False, rng: np.random.Generator | None = None
    ) -> tuple[Array, Backward]:
        self.check_input(x)
        p = softmax(x)

        def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Gradients]:
            if not wants_dx:
                return nothing(dy.dtype), {}
            return p * (dy - (p * dy).sum(axis=1, keepdims=True)), {}

        return p, backward
