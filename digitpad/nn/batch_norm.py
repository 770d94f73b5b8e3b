"""Batch normalization."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from digitpad.nn.layer import Array, Backward, Gradients, Layer, Shape, column_sums
from digitpad.nn.layout import from_rows, repeated, rows


class BatchNorm(Layer):
    """Each channel (last axis) shifted and scaled to mean 0 and variance 1, then by gamma and beta.

    Shapes: x and y (N, ..., C); gamma, beta and the running mean and variance (C,).
    While training, mean and variance are those of the batch that ``forward`` is given: with
    micro-batches this is ghost batch norm (Hoffer et al. 2017, arXiv:1705.08741, section 3).
    The batch's own mean and variance come back beside the gradients; who trains moves the running
    ones, which are used otherwise, by a tenth towards them.
    Raises: ValueError, an epsilon that is not above 0.
    Source: Ioffe & Szegedy 2015, arXiv:1502.03167, algorithm 1 and the equations after it.
    """

    takes = ("dtype",)

    def __init__(
        self, input_shape: Shape, *, epsilon: float = 1e-3, dtype: DTypeLike = np.float32
    ) -> None:
        super().__init__(input_shape)
        if not epsilon > 0:
            raise ValueError(f"BatchNorm: epsilon is {epsilon}; it must be above 0")
        self.epsilon = epsilon
        channels = input_shape[-1]
        self.parameters = {"gamma": np.ones(channels, dtype), "beta": np.zeros(channels, dtype)}
        self.statistics = {"mean": np.zeros(channels, dtype), "variance": np.ones(channels, dtype)}

    def settings(self) -> dict[str, Any]:
        return {"epsilon": self.epsilon}

    def forward(
        self, x: Array, *, training: bool = False, rng: np.random.Generator | None = None
    ) -> tuple[Array, Backward]:
        self.check_input(x)
        return self._with_batch(x) if training else self._with_running(x)

    def _with_batch(self, x: Array) -> tuple[Array, Backward]:
        gamma, beta = self.parameters["gamma"], self.parameters["beta"]
        count = x.dtype.type(x.size // len(gamma))
        images = len(x) if x.ndim == 4 else 1
        mean = column_sums(rows(x)) / count
        centred = rows(x).reshape(-1, images * len(gamma)) - repeated(mean, images)
        variance = column_sums((centred * centred).reshape(-1, len(gamma))) / count
        scale = self._inverse_deviation(variance)

        def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Gradients]:
            dy2 = rows(dy)
            dbeta = column_sums(dy2)
            dy2 = dy2.reshape(centred.shape)
            product = dy2 * centred
            dgamma = column_sums(product.reshape(-1, len(gamma))) * scale
            dx = np.multiply(centred, repeated(dgamma * scale / count, images), out=product)
            dx += repeated(dbeta / count, images)
            np.subtract(dy2, dx, out=dx)
            dx *= repeated(gamma * scale, images)
            gradients: Gradients = {
                "gamma": dgamma,
                "beta": dbeta,
                "mean": mean,
                "variance": variance,
            }
            return from_rows(dx, x), gradients

        y = centred * repeated(gamma * scale, images)
        y += repeated(beta, images)
        return from_rows(y, x), backward

    def affine(self) -> tuple[Array, Array]:
        """Return scale and shift (C,) with which prediction is ``y = x * scale + shift``."""
        mean, variance = self.statistics["mean"], self.statistics["variance"]
        scale = self.parameters["gamma"] * self._inverse_deviation(variance)
        return scale, self.parameters["beta"] - mean * scale

    def _inverse_deviation(self, variance: Array) -> Array:
        result: Array = 1 / np.sqrt(variance + variance.dtype.type(self.epsilon))
        return result

    def _with_running(self, x: Array) -> tuple[Array, Backward]:
        mean, variance = self.statistics["mean"], self.statistics["variance"]
        scale, shift = self.affine()

        def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Gradients]:
            dy2 = rows(dy)
            normal = (rows(x) - mean) * self._inverse_deviation(variance)
            gradients: Gradients = {
                "gamma": column_sums(dy2 * normal),
                "beta": column_sums(dy2),
                "mean": mean,
                "variance": variance,
            }
            return dy * scale, gradients

        y = x * scale
        y += shift
        return y, backward
