"""Dropout."""

from __future__ import annotations

from typing import Any

import numpy as np

from digitpad.nn.layer import Array, Backward, Gradients, Layer, Shape, nothing


class Dropout(Layer):
    """While training, set a share ``rate`` of the numbers to 0; scale the rest by 1 / (1 - rate).

    Shapes: x and y alike, any.  Raises: ValueError, a rate outside [0, 1), or training without rng.
    Source: Srivastava et al. 2014, JMLR 15, section 10 (the "inverted" form: nothing to do later).
    """

    def __init__(self, input_shape: Shape, rate: float) -> None:
        super().__init__(input_shape)
        if not 0 <= rate < 1:
            raise ValueError(f"Dropout: rate is {rate}; it must be at least 0 and below 1")
        self.rate = rate

    def settings(self) -> dict[str, Any]:
        return {"rate": self.rate}

    def forward(
        self, x: Array, *, training: bool = False, rng: np.random.Generator | None = None
    ) -> tuple[Array, Backward]:
        self.check_input(x)
        if not training or self.rate == 0:
            return x, lambda dy, *, wants_dx=True: (dy, {})
        if rng is None:
            raise ValueError("Dropout: training draws at random, so forward needs an rng")
        keep = 1 - self.rate
        mask = (rng.random(x.shape, np.float32) < keep).astype(x.dtype)
        mask *= x.dtype.type(1 / keep)

        def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Gradients]:
            return (dy * mask if wants_dx else nothing(dy.dtype)), {}

        return x * mask, backward
