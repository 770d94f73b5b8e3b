"""Cross-correlation with 3x3 kernels, two by two outputs at a time.

The output is cut into tiles of 2x2, each of which comes from 4x4 of the input.  The four outputs of
all tiles are kept apart as four planes (4, N, T, S, F): plane 2i + j holds output (2t + i, 2s + j)
of each tile (t, s).  A pooling window is just such a tile, so pooling compares whole planes.

Two ways lead there: ``winograd`` where there are many channels, and one product with the 16 inputs
of a tile where there are few (the first layer).
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from digitpad.nn import winograd
from digitpad.nn.layer import Array, nothing


class TilesBackward(Protocol):
    """The way back through ``correlate``."""

    def __call__(self, dplanes: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
        """Return dx, shaped as x (empty if not wanted), and dW, shaped as W."""


def correlate(x: Array, W: Array, rows: int, columns: int) -> tuple[Array, TilesBackward]:
    """Correlate x (N, H, W, C) with W (3, 3, C, F) -> (4, N, rows, columns, F), by the faster way.

    Outputs beyond ``2 * rows`` and ``2 * columns`` are not computed; where the input ends before,
    zeros are taken.
    """
    height, width = x.shape[1:3]
    way = winograd.correlate if winograd.pays(W) else _correlate_directly
    planes, way_back = way(fit(x, 2 * rows + 2, 2 * columns + 2), W)

    def backward(dplanes: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
        dx, dW = way_back(dplanes, wants_dx=wants_dx)
        return (fit(dx, height, width) if wants_dx else dx), dW

    return planes, backward


def prepared(W: Array, rows: int, columns: int) -> Callable[[Array], Array]:
    """Return the function that correlates as ``correlate`` does, with no way back.

    What depends on W alone is done here, once.
    """
    way: Callable[[Array, Array], Array]
    if winograd.pays(W):
        way, kernels = winograd.planes_of, winograd.kernels_of(W)
    else:
        way, kernels = _planes_directly, _placed(W)
    return lambda x: way(fit(x, 2 * rows + 2, 2 * columns + 2), kernels)


def fit(x: Array, height: int, width: int) -> Array:
    """Return x (N, H, W, C) as (N, height, width, C): cut, or with zeros below and to the right."""
    cut = x[:, :height, :width]
    if cut.shape[1:3] == (height, width):
        return cut
    result = np.zeros((len(x), height, width, x.shape[3]), x.dtype)
    result[:, : cut.shape[1], : cut.shape[2]] = cut
    return result


def together(planes: Array) -> Array:
    """Put the planes together: (4, N, T, S, F) -> (N, 2T, 2S, F)."""
    _, n, rows, columns, filters = planes.shape
    y = np.empty((n, rows, 2, columns, 2, filters), planes.dtype)
    y.transpose(2, 4, 0, 1, 3, 5)[...] = planes.reshape(2, 2, n, rows, columns, filters)
    return y.reshape(n, 2 * rows, 2 * columns, filters)


def apart(y: Array) -> Array:
    """Take the planes apart: (N, 2T, 2S, F) -> (4, N, T, S, F)."""
    n, height, width, filters = y.shape
    cells = y.reshape(n, height // 2, 2, width // 2, 2, filters).transpose(2, 4, 0, 1, 3, 5)
    return np.ascontiguousarray(cells).reshape(4, n, height // 2, width // 2, filters)


def _correlate_directly(x: Array, W: Array) -> tuple[Array, TilesBackward]:
    """Correlate as one product of the tiles' 16 inputs with the kernel in its four places."""
    channels, filters = W.shape[2:]
    inputs = _inputs_of(x)  # (N, T, S, 4, 4, C)
    n, rows, columns = inputs.shape[:3]
    flat = inputs.reshape(-1, 16 * channels)
    kernels = _placed(W)

    def backward(dplanes: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
        dflat = dplanes.reshape(4, -1, filters)
        dplaced = np.matmul(flat.T, dflat).reshape(2, 2, 4, 4, channels, filters)
        dW = sum(dplaced[a, b, a : a + 3, b : b + 3] for a in range(2) for b in range(2))
        if not wants_dx:
            return nothing(x.dtype), np.asarray(dW)
        dinputs = np.matmul(dflat, kernels.transpose(0, 2, 1)).sum(axis=0).reshape(inputs.shape)
        dx = np.zeros_like(x)
        for i in range(4):
            for j in range(4):
                dx[:, i : i + 2 * rows : 2, j : j + 2 * columns : 2] += dinputs[:, :, :, i, j]
        return dx, np.asarray(dW)

    return np.matmul(flat, kernels).reshape(4, n, rows, columns, filters), backward


def _planes_directly(x: Array, kernels: Array) -> Array:
    inputs = _inputs_of(x)
    planes: Array = np.matmul(inputs.reshape(-1, kernels.shape[1]), kernels)
    return planes.reshape(4, *inputs.shape[:3], kernels.shape[2])


def _inputs_of(x: Array) -> Array:
    """Return the 16 inputs of each tile: x (N, 2T+2, 2S+2, C) -> (N, T, S, 4, 4, C)."""
    n, height, width, channels = x.shape
    rows, columns = height // 2 - 1, width // 2 - 1
    inputs = np.empty((n, rows, columns, 4, 4, channels), x.dtype)
    for i in range(4):
        for j in range(4):
            inputs[:, :, :, i, j] = x[:, i : i + 2 * rows : 2, j : j + 2 * columns : 2]
    return inputs


def _placed(W: Array) -> Array:
    """Return the kernels in their four places in a tile: W (3, 3, C, F) -> (4, 16·C, F)."""
    channels, filters = W.shape[2:]
    placed = np.zeros((2, 2, 4, 4, channels, filters), W.dtype)
    for a in range(2):
        for b in range(2):
            placed[a, b, a : a + 3, b : b + 3] = W
    return placed.reshape(4, 16 * channels, filters)
