"""The convolutional layer."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from digitpad.nn import patches, winograd
from digitpad.nn.initializers import initializer
from digitpad.nn.layer import (
    Array,
    Backward,
    Gradients,
    Layer,
    Shape,
    check_whole,
    choice,
    column_sums,
)
from digitpad.nn.layout import add_to_channels, framed, rows

PADDINGS = {"valid": 0, "same": 1}
BIASES = {"channel": 0, "position": 1}


class Conv2D(Layer):
    """Cross-correlation of images with ``filters`` kernels, stride 1, plus a bias.

    Shapes: x (N, H, W, C) -> y (N, H', W', F); W (k, k, C, F); b (F,), or (H', W', F) for one bias
    per output position, as the notebook has it.  H' = H - k + 1 with padding "valid", H with
    "same" (zeros; an even kernel gets the odd row and column after, as in TensorFlow).
    Raises: ValueError, a kernel larger than the (padded) image, or settings out of range.
    ``patches`` has the plain way to compute it, ``winograd`` the faster one for 3x3 kernels.
    """

    decayed = ("W",)
    takes = ("rng", "dtype")

    def __init__(
        self,
        input_shape: Shape,
        filters: int,
        kernel_size: int,
        *,
        padding: str = "valid",
        bias: str = "channel",
        init: str = "he_normal",
        rng: np.random.Generator | None,
        dtype: DTypeLike = np.float32,
    ) -> None:
        super().__init__(input_shape)
        choice("Conv2D: padding", padding, PADDINGS)
        choice("Conv2D: bias", bias, BIASES)
        if len(input_shape) != 3:
            raise ValueError(f"Conv2D: needs an input (H, W, C), got {input_shape}")
        check_whole("Conv2D: filters", filters)
        check_whole("Conv2D: kernel_size", kernel_size)
        height, width, channels = input_shape
        if padding == "valid" and kernel_size > min(height, width):
            raise ValueError(
                f"Conv2D: a kernel of {kernel_size}x{kernel_size} does not fit an input of "
                f"{height}x{width}; use a smaller kernel or padding 'same'"
            )
        self.filters, self.kernel_size = filters, kernel_size
        self.padding, self.bias, self.init = padding, bias, init
        k = kernel_size
        fans = {"fan_in": k * k * channels, "fan_out": k * k * filters}
        draw = initializer(init, "Conv2D")
        W = draw((k, k, channels, filters), **fans, rng=rng, dtype=dtype)
        b_shape = (filters,) if bias == "channel" else self.output_shape
        if init == "standard_normal":  # the notebook draws its biases as it draws its kernels
            b = draw(b_shape, **fans, rng=rng, dtype=dtype)
        else:
            b = np.zeros(b_shape, dtype)
        self.parameters = {"W": W, "b": b}
        self._kept: winograd.Kernels | None = None

    @property
    def output_shape(self) -> Shape:
        height, width, _ = self.input_shape
        shrink = 0 if self.padding == "same" else self.kernel_size - 1
        return (height - shrink, width - shrink, self.filters)

    @property
    def multiply_adds(self) -> int:
        return int(np.prod(self.output_shape)) * self.kernel_size**2 * self.input_shape[2]

    def settings(self) -> dict[str, Any]:
        return {
            "filters": self.filters,
            "kernel_size": self.kernel_size,
            "padding": self.padding,
            "bias": self.bias,
            "init": self.init,
        }

    def forward(
        self, x: Array, *, training: bool = False, rng: np.random.Generator | None = None
    ) -> tuple[Array, Backward]:
        self.check_input(x)
        b = self.parameters["b"]
        y, correlate_back = self._correlate(x)

        def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Gradients]:
            dx, dW = correlate_back(dy, wants_dx=wants_dx)
            flat = rows(dy) if b.ndim == 1 else dy.reshape(len(dy), -1)
            return dx, {"W": dW, "b": column_sums(flat).reshape(b.shape)}

        if b.ndim == 1:
            add_to_channels(y, b)
        else:
            y += b
        return y, backward

    def in_tiles(
        self, x: Array, output_size: tuple[int, int]
    ) -> tuple[Array, patches.CorrelationBackward]:
        """Return, by ``winograd``, the output's first rows and columns without bias."""
        kernels = self._kept or winograd.Kernels(self.parameters["W"])
        return winograd.correlate(x, kernels, output_size, self.margin)

    def keep_kernels(self, keep: bool) -> None:
        """From now on W will not change, so what is made of it can be kept; or it may again."""
        self._kept = winograd.Kernels(self.parameters["W"]) if keep else None

    def padded(self, x: Array) -> Array:
        """Return x (N, H, W, C) with the zeros around it that padding "same" asks for."""
        before, after = self._margins
        height, width, _ = self.input_shape
        return framed(x, height + before + after, width + before + after, before=before)

    def unpadded(self, dx: Array) -> Array:
        """Return the gradient of x from that of ``padded(x)``."""
        (before, _), (height, width, _) = self._margins, self.input_shape
        return dx[:, before : before + height, before : before + width]

    @property
    def margin(self) -> int:
        """How many rows, and columns, of zeros come before the input."""
        return self._margins[0]

    @property
    def _margins(self) -> tuple[int, int]:
        k = self.kernel_size
        return (0, 0) if self.padding == "valid" else ((k - 1) // 2, k // 2)

    def _correlate(self, x: Array) -> tuple[Array, patches.CorrelationBackward]:
        W, (height, width, _) = self.parameters["W"], self.output_shape
        if winograd.pays(W):
            return self.in_tiles(x, (height, width))
        y, padded_back = patches.correlate(self.padded(x), W)

        def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
            dx, dW = padded_back(dy, wants_dx=wants_dx)
            return (self.unpadded(dx) if wants_dx else dx), dW

        return y, backward
