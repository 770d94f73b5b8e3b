"""Cross-correlation as one matrix product over patches, for kernels of any size.

Source: Chellapilla et al. 2006, "High performance convolutional neural networks for document
processing", section 2.
"""

from typing import Protocol

import numpy as np

from digitpad.nn.layer import Array, nothing


class CorrelationBackward(Protocol):
    """The way back through a cross-correlation."""

    def __call__(self, dy: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
        """Return dx, shaped as x (empty if not wanted), and dW, shaped as W."""


def correlate(x: Array, W: Array) -> tuple[Array, CorrelationBackward]:
    """Valid cross-correlation: x (N, H, W, C), W (k, k, C, F) -> y (N, H-k+1, W-k+1, F)."""
    k, filters = W.shape[0], W.shape[3]
    n, height, width, _ = x.shape
    patches = patches_of(x, k)
    W2 = W.reshape(-1, filters)

    def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
        dy2 = dy.reshape(-1, filters)
        dW = (patches.T @ dy2).reshape(W.shape)
        if not wants_dx:
            return nothing(dy.dtype), dW
        return sum_of_patches(dy2 @ W2.T, x.shape, k), dW

    return (patches @ W2).reshape(n, height - k + 1, width - k + 1, filters), backward


def patches_of(x: Array, k: int) -> Array:
    """Return every k x k patch of x (N, H, W, C) as a row -> (N·H'·W', k·k·C).

    Copied tap by tap: nine large strided copies are faster than one of many small runs.
    """
    n, height, width, channels = x.shape
    rows, columns = height - k + 1, width - k + 1
    patches = np.empty((n, rows, columns, k * k, channels), x.dtype)
    for tap in range(k * k):
        i, j = divmod(tap, k)
        patches[:, :, :, tap] = x[:, i : i + rows, j : j + columns]
    return patches.reshape(n * rows * columns, k * k * channels)


def sum_of_patches(patches: Array, shape: tuple[int, ...], k: int) -> Array:
    """Add patches (N·H'·W', k·k·C) up where they overlap -> ``shape`` (N, H, W, C).

    The transpose of ``patches_of``: with it, a full convolution with the kernel needs no flipping.
    """
    n, height, width, channels = shape
    rows, columns = height - k + 1, width - k + 1
    taps = patches.reshape(n, rows, columns, k * k, channels)
    x = np.zeros(shape, patches.dtype)
    for tap in range(k * k):
        i, j = divmod(tap, k)
        x[:, i : i + rows, j : j + columns] += taps[:, :, :, tap]
    return x
