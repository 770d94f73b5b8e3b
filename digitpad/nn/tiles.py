"""Cross-correlation with 3x3 kernels, two by two outputs at a time.

The output is cut into tiles of 2x2, each of which comes from 4x4 of the input.  The four outputs of
all tiles are handled as four planes (2, 2, T, S, N, F): plane [i, j] holds output (2t + i, 2s + j)
of each tile (t, s).  A pooling window is just such a tile, so pooling compares whole planes.

Two ways lead there: ``winograd`` where there are many channels, and plain products with the 3x3
patches where there are few (the first layer).
"""

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import DTypeLike

from digitpad.nn import winograd
from digitpad.nn.layer import Array, nothing
from digitpad.nn.layout import by_image, by_place, framed
from digitpad.nn.products import multiply
from digitpad.nn.winograd import Kernels, PlanesBackward


def new_planes(rows: int, columns: int, n: int, filters: int, dtype: DTypeLike) -> Array:
    """Return four planes of any content, one after the other in memory."""
    return np.empty((2, 2, rows, columns, n, filters), dtype)


def planes_of(y: Array) -> Array:
    """Return maps y (N, 2T, 2S, F) as planes (2, 2, T, S, N, F): the same memory if it can be."""
    n, height, width, filters = y.shape
    cells = by_place(y).reshape(height // 2, 2, width // 2, 2, n, filters)
    return cells.transpose(1, 3, 0, 2, 4, 5)


def largest_of(planes: Array, *, out: Array) -> Array:
    """Set ``out`` (T, S, N, F) to the maximum of the four planes, and return it."""
    np.maximum(planes[0, 0], planes[0, 1], out=out)
    np.maximum(out, planes[1, 0], out=out)
    np.maximum(out, planes[1, 1], out=out)
    return out


def correlate(x: Array, kernels: Kernels, planes: Array) -> PlanesBackward:
    """Correlate x (N, H, W, C) with 3x3 kernels into ``planes``, by the faster method.

    Outputs beyond the planes are not computed; where the input ends before, zeros are taken.
    """
    height, width = x.shape[1:3]
    method = winograd.correlate if winograd.pays(kernels.W) else _correlate_directly
    inner_backward = method(_input_for(planes, x), kernels, planes)

    def backward(dplanes: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
        dx, dW = inner_backward(dplanes, wants_dx=wants_dx)
        return (framed(by_image(dx), height, width) if wants_dx else dx), dW

    return backward


def inputs_of(output_size: tuple[int, int]) -> tuple[int, int]:
    """Return how many rows and columns of input so many of output come from."""
    height, width = output_size
    return height + 2, width + 2


def _input_for(planes: Array, x: Array) -> Array:
    """Return the part of x (N, H, W, C) that ``planes`` come from: (2T+2, 2S+2, N, C)."""
    rows, columns = planes.shape[2:4]
    return by_place(framed(x, *inputs_of((2 * rows, 2 * columns))))


def _correlate_directly(x: Array, kernels: Kernels, planes: Array) -> PlanesBackward:
    """Correlate x (2T+2, 2S+2, N, C), each plane as one product with its 3x3 patches."""
    W, shape = kernels.W, planes.shape[2:5]
    filters = W.shape[3]
    patches = _patches_of(x, *shape)  # (4, 9·C, T·S·N)
    W2 = W.reshape(-1, filters)
    multiply(patches.swapaxes(1, 2), W2[np.newaxis], out=planes.reshape(4, -1, filters))

    def backward(dplanes: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
        dflat = dplanes.reshape(4, -1, filters)
        dW = multiply(patches, dflat).sum(axis=0).reshape(W.shape)
        if not wants_dx:
            return nothing(x.dtype), dW
        dpatches = np.matmul(W2, dflat.transpose(0, 2, 1))
        return _sum_of_patches(dpatches.reshape(2, 2, 3, 3, -1, *shape)), dW

    return backward


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
