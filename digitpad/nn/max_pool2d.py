"""The pooling layer."""

from __future__ import annotations

from typing import Any

import numpy as np

from digitpad.nn.layer import Array, Backward, Gradients, Layer, Shape, check_whole, nothing


class MaxPool2D(Layer):
    """The largest value of each window of ``size`` x ``size``; windows do not overlap.

    Shapes: x (N, H, W, C) -> y (N, H // size, W // size, C); rows and columns that fill no window
    are left out.  Of equal values the first, row by row, gets the gradient.
    Raises: ValueError, an input smaller than one window.
    """

    def __init__(self, input_shape: Shape, size: int = 2) -> None:
        super().__init__(input_shape)
        if len(input_shape) != 3:
            raise ValueError(f"MaxPool2D: needs an input (H, W, C), got {input_shape}")
        check_whole("MaxPool2D: size", size)
        if size > min(input_shape[:2]):
            raise ValueError(
                f"MaxPool2D: a window of {size}x{size} does not fit an input of "
                f"{input_shape[0]}x{input_shape[1]}"
            )
        self.size = size

    @property
    def output_shape(self) -> Shape:
        height, width, channels = self.input_shape
        return (height // self.size, width // self.size, channels)

    def settings(self) -> dict[str, Any]:
        return {"size": self.size}

    def forward(
        self, x: Array, *, training: bool = False, rng: np.random.Generator | None = None
    ) -> tuple[Array, Backward]:
        self.check_input(x)
        phases = self._phases(x)
        y = phases[0].copy()
        for phase in phases[1:]:
            np.maximum(y, phase, out=y)

        def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Gradients]:
            if not wants_dx:
                return nothing(dy.dtype), {}
            dx = np.zeros_like(x)
            free = np.ones(y.shape, np.bool_)  # windows whose maximum is still to be met
            for phase, dphase in zip(phases, self._phases(dx), strict=True):
                chosen = phase == y
                chosen &= free
                np.multiply(dy, chosen, out=dphase)
                free ^= chosen
            return dx, {}

        return y, backward

    def _phases(self, x: Array) -> list[Array]:
        """Return the size² views of x, each with one place of every window."""
        height, width, _ = self.output_shape
        cut = x[:, : height * self.size, : width * self.size]
        return [
            cut[:, i :: self.size, j :: self.size]
            for i in range(self.size)
            for j in range(self.size)
        ]
