"""Cross-correlation with 3x3 kernels in fewer multiplications for training: F(2x2, 3x3).

A tile of 2x2 outputs comes from 4x4 inputs (see ``tiles``) as Y = A' [(G g G') * (B' d B)] A, with
' the transpose, g a kernel, d the inputs and * number by number.  That is 16 multiplications for
four outputs where the plain sum needs 36, and over all channels it is 16 matrix products.  The
transforms B, G and A only add (and halve), one axis after the other.

Source: Lavin & Gray 2015, arXiv:1509.09308, section 4.1.  float32 stays as exact as the product
over patches (largest error 1e-6 of the largest value for both).  In turns with it, forward and
back together, micro-batches of 32, one core, microseconds an image:

    input 26x26x32, 32 kernels   818 -> 290        input 14x14x32, 64 kernels   272 -> 116
    input 30x30x16, 16 kernels   363 -> 138        input 10x10x64, 64 kernels   267 ->  90

Each transform is two products with small matrices (one for each axis) instead of eight additions,
with the same numbers: less is read and written, and two threads wait less often for Python's lock.
The outputs 14x14x64 of 32 images take 6.4 us an image instead of 9.7; training,
two threads, 0.96 of the time for the network on board and for Keras' convnet.

All maps here are (H, W, N, C), as they lie in memory: see ``layout``.
"""

from functools import cache, cached_property
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.lib.stride_tricks import as_strided

from digitpad.nn.layer import Array, nothing
from digitpad.nn.products import multiply, multiply_two

A = ((1, 1, 1, 0), (0, 1, -1, -1))  # transposed, as B below
B = ((1, 0, -1, 0), (0, 1, 1, 0), (0, -1, 1, 0), (0, 1, 0, -1))
G = ((1.0, 0.0, 0.0), (0.5, 0.5, 0.5), (0.5, -0.5, 0.5), (0.0, 0.0, 1.0))
SMALLEST_DEPTH = 8  # channels and kernels; below, the transforms cost more than the products save


class PlanesBackward(Protocol):
    """The backward pass of a cross-correlation into planes, here and in ``tiles``."""

    def __call__(self, dplanes: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
        """Return dx and dW, shaped as x and W, for dplanes shaped as planes.

        dx is empty if it is not wanted.
        """


def pays(W: Array) -> bool:
    """Tell whether ``correlate`` is the faster way for kernels W (k, k, C, F)."""
    return W.shape[:2] == (3, 3) and min(W.shape[2:]) >= SMALLEST_DEPTH


class Kernels:
    """Kernels W (3, 3, C, F), and G g G' of each, made when it is first asked for.

    Micro-batches share them while W stays.  That takes the network on board, in turns, 0.96 of the
    time for the four micro-batches of a batch and 0.99 for two of them, Keras' convnet 0.99 and 1.
    """

    def __init__(self, W: Array) -> None:
        self.W = W

    @cached_property
    def U(self) -> Array:
        """For the way forward: (16, C, F)."""
        W = self.W
        return multiply_two(_transforms(W.dtype).G, W.reshape(9, -1)).reshape(16, *W.shape[2:])

    @cached_property
    def U_back(self) -> Array:
        """For the way back: (16, F, C)."""
        return np.ascontiguousarray(self.U.transpose(0, 2, 1))


def correlate(x: Array, kernels: Kernels, planes: Array) -> PlanesBackward:
    """Correlate x (2T+2, 2S+2, N, C) with kernels into ``planes`` (2, 2, T, S, N, F)."""
    W, V = kernels.W, _input_tiles(x)
    _outputs(multiply(V, kernels.U).reshape(4, 4, *planes.shape[2:]), planes)

    def backward(dplanes: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
        dM = _outputs_back(dplanes)  # (16, T·S·N, F)
        dU = multiply(V.transpose(0, 2, 1), dM)
        dW = multiply_two(_transforms(W.dtype).G.T, dU.reshape(16, -1)).reshape(W.shape)
        if not wants_dx:
            return nothing(x.dtype), dW
        dV = multiply(dM, kernels.U_back)
        return _input_tiles_back(dV.reshape(4, 4, *dplanes.shape[2:5], -1)), dW

    return backward


class _Transforms(NamedTuple):
    """The matrices of the module's text in one data type, ready for ``np.matmul``."""

    A: Array  # transposed
    A_back: Array
    B: Array  # transposed
    B_back: Array  # all of B but its first column: two inputs of a tile from three products
    G: Array  # (16, 9): makes G g G' of each kernel g in one product


@cache
def _transforms(dtype: np.dtype[Any]) -> _Transforms:
    a, b = np.array(A, dtype), np.array(B, dtype)
    inner = np.ascontiguousarray(b[1:, [1, 2]].T)
    return _Transforms(a, np.ascontiguousarray(a.T), b, inner, np.kron(G, G).astype(dtype))


def _input_tiles(x: Array) -> Array:
    """Return B' d B of all tiles: x (2T+2, 2S+2, N, C) -> (16, T·S·N, C)."""
    height, width, _, channels = x.shape
    rows, columns = height // 2 - 1, width // 2 - 1
    B, lines = _transforms(x.dtype).B, x.reshape(height, width, -1)
    length = lines.shape[2]
    down, right, number = lines.strides
    windows = as_strided(lines, (rows, width, 4, length), (2 * down, right, down, number))
    mixed = np.empty((4, rows, width, length), x.dtype)
    np.matmul(B, windows, out=mixed.transpose(1, 2, 0, 3))
    part, down, right, number = mixed.strides
    shape, strides = (4, rows, columns, 4, length), (part, down, 2 * right, right, number)
    tiles = np.empty((4, 4, rows, columns, length), x.dtype)
    np.matmul(B, as_strided(mixed, shape, strides), out=tiles.transpose(0, 2, 3, 1, 4))
    return tiles.reshape(16, -1, channels)


def _input_tiles_back(tiles: Array) -> Array:
    """Return the transpose of ``_input_tiles``: (4, 4, T, S, N, C) -> (2T+2, 2S+2, N, C)."""
    _, _, rows, columns, n, channels = tiles.shape
    tiles = tiles.reshape(4, 4, rows, columns, -1)
    height, width, length = 2 * rows + 2, 2 * columns + 2, n * channels
    mixed = np.empty((4, rows, width, length), tiles.dtype)
    _unmix(tiles.transpose(1, 3, 0, 2, 4), mixed.transpose(2, 0, 1, 3))
    x = np.empty((height, width, length), tiles.dtype)
    _unmix(mixed[:, :, np.newaxis], x[:, np.newaxis])
    return x.reshape(height, width, n, channels)


def _unmix(parts: Array, x: Array) -> None:
    """B along one axis: set x (2T+2, P, Q, L) to the sum of the tiles' parts (4, T, P, Q, L).

    Tiles overlap by two: what only one of their two inputs needs is added afterwards.
    """
    first, _, _, last = parts
    x[0], x[-1] = 0, 0
    inner = x[1:-1].reshape(len(first), 2, *x.shape[1:])
    np.matmul(
        _transforms(x.dtype).B_back,
        parts[1:].transpose(1, 2, 3, 0, 4),
        out=inner.transpose(0, 2, 3, 1, 4),
    )
    x[2::2] -= first
    x[:-2:2] += first
    x[3::2] -= last


def _outputs(M: Array, planes: Array) -> None:
    """Set ``planes`` (2, 2, T, S, N, F) to A' M A of all tiles; M (4, 4, T, S, N, F)."""
    _both_axes(_transforms(M.dtype).A, M, planes)


def _outputs_back(dplanes: Array) -> Array:
    """Return the transpose of ``_outputs``: planes (2, 2, T, S, N, F) -> (16, T·S·N, F)."""
    M = np.empty((4, 4, *dplanes.shape[2:]), dplanes.dtype)
    _both_axes(_transforms(M.dtype).A_back, dplanes, M)
    return M.reshape(16, -1, M.shape[-1])


def _both_axes(matrix: Array, x: Array, out: Array) -> None:
    """Set out (R, R, T, S, N, C) to matrix (R, K) x matrix' of all tiles; x (K, K, T, S, N, C)."""
    r, k = matrix.shape
    rows, columns = x.shape[2:4]
    x = x.reshape(k, k, rows, columns, -1)
    mixed = np.empty((r, *x.shape[1:]), x.dtype)
    np.matmul(matrix, x.transpose(1, 2, 3, 0, 4), out=mixed.transpose(1, 2, 3, 0, 4))
    places = out.reshape(r, r, rows, columns, -1)
    np.matmul(matrix, mixed.transpose(0, 2, 3, 1, 4), out=places.transpose(0, 2, 3, 1, 4))
