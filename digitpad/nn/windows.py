"""The 2x2 windows of a pooling, as four planes, and cross-correlation straight into these.

Plane [i, j] of (2, 2, T, S, N, F) holds output (2t + i, 2s + j) of each window (t, s): so pooling
compares whole planes.

``correlate`` is for the first layer.  With as few channels as images have, Winograd's transforms do
not pay: here each plane is a product with 3x3 patches.
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided

from digitpad.nn.layer import Array, nothing
from digitpad.nn.layout import by_image, by_place, framed
from digitpad.nn.patches import CorrelationBackward
from digitpad.nn.products import multiply


def planes_of(y: Array) -> Array:
    """Return maps y (N, 2T, 2S, F) as planes (2, 2, T, S, N, F): the same memory if it can be."""
    n, height, width, filters = y.shape
    cells = by_place(y).reshape(height // 2, 2, width // 2, 2, n, filters)
    return cells.transpose(1, 3, 0, 2, 4, 5)


def maps_of(planes: Array) -> Array:
    """Return the inverse of ``planes_of``: the same memory if the planes came from maps."""
    _, _, rows, columns, n, filters = planes.shape
    places = planes.transpose(2, 0, 3, 1, 4, 5)
    return by_image(places.reshape(2 * rows, 2 * columns, n, filters))


def largest_of(planes: Array) -> Array:
    """Return the maximum of the four planes: (T, S, N, F)."""
    largest = np.empty(planes.shape[2:], planes.dtype)
    np.maximum(planes[0, 0], planes[0, 1], out=largest)
    np.maximum(largest, planes[1, 0], out=largest)
    np.maximum(largest, planes[1, 1], out=largest)
    return largest


def correlate(x: Array, W: Array, rows: int, columns: int) -> tuple[Array, CorrelationBackward]:
    """Correlate x (N, H, W, C) with W (3, 3, C, F) -> planes (2, 2, rows, columns, N, F).

    Where the input ends before the planes, zeros are taken.
    """
    n, height, width, _ = x.shape
    filters = W.shape[3]
    inputs = by_place(framed(x, 2 * rows + 2, 2 * columns + 2))
    patches = _patches_of(inputs, rows, columns, n)  # (4, 9·C, T·S·N)
    W2 = W.reshape(-1, filters)

    def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
        dflat = dy.reshape(4, -1, filters)
        dW = multiply(patches, dflat).sum(axis=0).reshape(W.shape)
        if not wants_dx:
            return nothing(x.dtype), dW
        dpatches = np.matmul(W2, dflat.transpose(0, 2, 1))
        dx = _sum_of_patches(dpatches.reshape(2, 2, 3, 3, -1, rows, columns, n))
        return framed(by_image(dx), height, width), dW

    planes = multiply(patches.swapaxes(1, 2), W2[np.newaxis])
    return planes.reshape(2, 2, rows, columns, n, filters), backward


def _patches_of(x: Array, rows: int, columns: int, n: int) -> Array:
    """Return the 3x3 patches of each plane: x (2T+2, 2S+2, N, C) -> (4, 9·C, T·S·N)."""
    channels = x.shape[3]
    down, right, image, channel = x.strides
    shape = (2, 2, 3, 3, channels, rows, columns, n)
    strides = (down, right, down, right, channel, 2 * down, 2 * right, image)
    patches = np.ascontiguousarray(as_strided(x, shape, strides, writeable=False))
    return patches.reshape(4, 9 * channels, -1)


def _sum_of_patches(patches: Array) -> Array:
    """Return the transpose of ``_patches_of``: (2, 2, 3, 3, C, T, S, N) -> (2T+2, 2S+2, N, C)."""
    channels, rows, columns, n = patches.shape[4:]
    x = np.zeros((channels, 2 * rows + 2, 2 * columns + 2, n), patches.dtype)
    for a, b, i, j in np.ndindex(2, 2, 3, 3):
        x[:, a + i : a + i + 2 * rows : 2, b + j : b + j + 2 * columns : 2] += patches[a, b, i, j]
    return x.transpose(1, 2, 3, 0)
