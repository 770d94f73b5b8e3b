"""The fully connected layer."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from digitpad.nn.initializers import initializer
from digitpad.nn.layer import (
    Array,
    Backward,
    Gradients,
    Layer,
    Product,
    Shape,
    check_whole,
    column_sums,
    nothing,
)
from digitpad.nn.products import multiply_two


class Dense(Layer):
    """Affine map ``y = x @ W + b``.

    Shapes: x (N, D) -> y (N, M); W (D, M); b (M,), which begins at zero.
    Raises: ValueError, an input that is not flat, or units that is no whole number above 0.
    """

    decayed = ("W",)
    takes = ("rng", "dtype")

    def __init__(
        self,
        input_shape: Shape,
        units: int,
        *,
        init: str = "he_normal",
        rng: np.random.Generator | None,
        dtype: DTypeLike = np.float32,
    ) -> None:
        super().__init__(input_shape)
        if len(input_shape) != 1:
            raise ValueError(f"Dense: needs a flat input, got {input_shape}; put a Flatten before")
        check_whole("Dense: units", units)
        self.units, self.init = units, init
        (d,) = input_shape
        W = initializer(init, "Dense")((d, units), fan_in=d, fan_out=units, rng=rng, dtype=dtype)
        self.parameters = {"W": W, "b": np.zeros(units, dtype)}

    @property
    def output_shape(self) -> Shape:
        return (self.units,)

    @property
    def multiply_adds(self) -> int:
        return self.input_shape[0] * self.units

    def settings(self) -> dict[str, Any]:
        return {"units": self.units, "init": self.init}

    def forward(
        self, x: Array, *, training: bool = False, rng: np.random.Generator | None = None
    ) -> tuple[Array, Backward]:
        self.check_input(x)
        W, b = self.parameters["W"], self.parameters["b"]

        def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Gradients]:
            dx = dy @ W.T if wants_dx else nothing(dy.dtype)
            return dx, {"W": Product(x, dy), "b": column_sums(dy)}

        y = multiply_two(x, W)
        y += b
        return y, backward
