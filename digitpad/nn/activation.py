"""Functions applied to each number on its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from digitpad.nn.layer import Array, Backward, Gradients, Layer, Shape, choice, nothing


def relu(x: Array) -> Array:
    """Return max(x, 0)."""
    y: Array = x.clip(x.dtype.type(0), x.dtype.type(np.inf))  # thrice as fast as np.maximum(x, 0)
    return y


def sigmoid(x: Array) -> Array:
    """Return 1 / (1 + exp(-x))."""
    from scipy import special  # the window has no time for it at start

    y: Array = special.expit(x)
    return y


# name -> the function, and its derivative from y = f(x), a new array: it can be told from y alone
FUNCTIONS: dict[str, tuple[Callable[[Array], Array], Callable[[Array], Array]]] = {
    "relu": (relu, lambda y: (y > 0).astype(y.dtype)),
    "leaky_relu": (
        lambda x: np.maximum(x, x * x.dtype.type(0.01)),
        lambda y: np.where(y > 0, y.dtype.type(1), y.dtype.type(0.01)),
    ),
    "sigmoid": (sigmoid, lambda y: y * (1 - y)),
    "tanh": (np.tanh, lambda y: 1 - y * y),
    "linear": (lambda x: x, np.ones_like),
}


class Activation(Layer):
    """``y = f(x)`` for each number; f by its name in FUNCTIONS.

    Shapes: x and y alike, any.  Raises: ValueError, an unknown function.
    """

    def __init__(self, input_shape: Shape, function: str) -> None:
        super().__init__(input_shape)
        self.function = function
        self._f, self._derivative = choice("Activation: function", function, FUNCTIONS)

    def settings(self) -> dict[str, Any]:
        return {"function": self.function}

    def forward(
        self, x: Array, *, training: bool = False, rng: np.random.Generator | None = None
    ) -> tuple[Array, Backward]:
        self.check_input(x)
        y = self._f(x)

        def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Gradients]:
            if not wants_dx:
                return nothing(dy.dtype), {}
            dx = self._derivative(y)
            dx *= dy  # in place: for ReLU and large maps 0.9 of the time
            return dx, {}

        return y, backward


class ReLU(Activation):
    """``y = max(x, 0)``; the gradient at 0 is 0.  Shapes: x and y alike, any."""

    def __init__(self, input_shape: Shape) -> None:
        super().__init__(input_shape, "relu")

    def settings(self) -> dict[str, Any]:
        return {}
