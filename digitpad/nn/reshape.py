"""Layers that only see the same numbers in another shape."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

import numpy as np

from digitpad.nn.layer import Array, Backward, Gradients, Layer, Shape
from digitpad.nn.layout import in_order_of


class Reshape(Layer):
    """The same numbers as ``shape``.

    Shapes: x (N, *input_shape) -> y (N, *shape).  Raises: ValueError, another count of numbers.
    """

    def __init__(self, input_shape: Shape, shape: Sequence[int]) -> None:
        super().__init__(input_shape)
        if prod(shape) != prod(input_shape) or min(shape, default=1) < 1:
            raise ValueError(
                f"Reshape: {input_shape} holds {prod(input_shape)} numbers, "
                f"which cannot be shaped {tuple(shape)}"
            )
        self.shape = tuple(shape)

    @property
    def output_shape(self) -> Shape:
        return self.shape

    def settings(self) -> dict[str, Any]:
        return {"shape": list(self.shape)}

    def forward(
        self, x: Array, *, training: bool = False, rng: np.random.Generator | None = None
    ) -> tuple[Array, Backward]:
        self.check_input(x)

        def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Gradients]:
            return in_order_of(x, dy.reshape(x.shape)), {}

        return x.reshape(len(x), *self.shape), backward


class Flatten(Reshape):
    """Each image as one row.  Shapes: x (N, ...) -> y (N, D)."""

    def __init__(self, input_shape: Shape) -> None:
        super().__init__(input_shape, (prod(input_shape),))

    def settings(self) -> dict[str, Any]:
        return {}
