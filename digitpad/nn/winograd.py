"""Cross-correlation with 3x3 kernels in fewer multiplications: Winograd's way.

A tile of m x m outputs comes from s x s inputs, s = m + 2, as Y = A [(G g G') * (B d B')] A', with
' the transpose, g a kernel, d the inputs and * number by number.  Over all channels that is s²
matrix products.  The 100 outputs of 10x10 take 196 multiplications in four tiles of 5x5, and 900 as
plain sums.  The price is that errors of rounding grow: float32 is off by up to 1e-5 of the largest
value, where the plain sum is by 1e-6.  Training does not mind: preset Quick, three seeds, reads
99.24, 99.20, 99.22 % of the validation images with tiles of 2x2, 99.28, 99.20, 99.20 % with these.

Source: Lavin & Gray 2015, arXiv:1509.09308, section 4; that the transforms are Vandermonde matrices
of a few points: Blahut 2010, "Fast algorithms for signal processing", section 5.

For training, ``correlate`` has the way forward and back.  In turns with tiles of 2x2, whose
transforms only add and which were used before, micro-batches of 32, one core, microseconds an image
forward and back:

    32 -> 64 channels, 13x13 outputs   233 -> 126       96 -> 160 channels, 5x5 outputs   190 -> 109
    64 -> 96 channels, 10x10 outputs   231 -> 150      160 -> 160 channels, 3x3 outputs   147 ->  88

``planned_winograd`` does the same for prediction.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from digitpad.nn.layer import Array, nothing
from digitpad.nn.layout import by_image, by_place
from digitpad.nn.patches import CorrelationBackward
from digitpad.nn.products import multiply, multiply_two

KERNEL = 3
# Of which m + 1 and infinity are used.  Small numbers whose powers and differences stay small.
POINTS = (0.0, 1.0, -1.0, 2.0, -0.5, -2.0, 0.5)
SIZES = range(2, len(POINTS))
SMALLEST_DEPTH = 8  # channels and kernels; below, the transforms cost more than the products save

Size = tuple[int, int]
Matrix = NDArray[np.float64]


def pays(W: Array) -> bool:
    """Tell whether this is the faster way for kernels W (k, k, C, F)."""
    return W.shape[:2] == (KERNEL, KERNEL) and min(W.shape[2:]) >= SMALLEST_DEPTH


def best_size(height: int, width: int) -> int:
    """Return the m whose tiles, some beyond the edge, take least multiplications for an output."""
    return min(SIZES, key=lambda m: -(-height // m) * -(-width // m) * (m + 2) ** 2)


@cache
def transforms(m: int) -> tuple[Matrix, Matrix, Matrix]:
    """Return A (m, s), B (s, s) and G (s, 3), s = m + 2: y = A ((G g) * (B d)) along one axis.

    y holds the m sums of a kernel g (3,) with the inputs d (s,).
    """
    side = m + KERNEL - 1
    powers = np.vander(POINTS[: side - 1], side, increasing=True)
    return (
        _with_infinity(powers[:, :m]).T,
        np.asarray(np.linalg.inv(_with_infinity(powers)).T, np.float64),
        _with_infinity(powers[:, :KERNEL]),
    )


def _with_infinity(powers: Matrix) -> Matrix:
    """Add the row of the point infinity, where only the highest power counts."""
    return np.vstack([powers, np.eye(powers.shape[1])[-1]])


class Kernels:
    """Kernels W (3, 3, C, F), and G g G' of each, made when it is first asked for.

    Micro-batches share them while W stays.
    """

    def __init__(self, W: Array) -> None:
        self.W = W
        self._transformed: dict[int, tuple[Array, Array]] = {}

    def transformed(self, m: int) -> tuple[Array, Array]:
        """Return G g G' for tiles of m x m, for the way forward (s², C, F) and back (s², F, C)."""
        if m not in self._transformed:
            W, G = self.W, _both_axes(m, self.W.dtype)
            U = multiply_two(G, W.reshape(KERNEL**2, -1)).reshape(len(G), *W.shape[2:])
            self._transformed[m] = U, np.ascontiguousarray(U.transpose(0, 2, 1))
        return self._transformed[m]


def correlate(
    x: Array, kernels: Kernels, output_size: Size, margin: int
) -> tuple[Array, CorrelationBackward]:
    """Correlate x (N, H, W, C) with kernels -> the first (N, H', W', F) of the output.

    ``margin``: how many rows and columns of zeros are taken before the input; after it, as many as
    the output needs.
    """
    n, *input_size, channels = x.shape
    filters = kernels.W.shape[3]
    rows, columns = output_size
    height, width = (  # of the input that the output comes from
        min(size, outputs + KERNEL - 1 - margin)
        for size, outputs in zip(input_size, output_size, strict=True)
    )
    m = best_size(*output_size)
    tiles = -(-rows // m), -(-columns // m)
    inputs = _inputs(m, tiles, (height, width), margin, x.dtype)
    outputs = _outputs(m, tiles, output_size, x.dtype)
    U, U_back = kernels.transformed(m)

    places = by_place(x)[:height, :width].reshape(height, width, -1)
    V = inputs.gather(places, down_first=True).reshape(len(U), -1, channels)
    M = multiply(V, U).reshape(outputs.shape_of_parts(n * filters))
    y = np.empty((rows, columns, n, filters), x.dtype)
    outputs.scatter(M, y.reshape(rows, columns, -1), down_first=True)

    def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
        dplaces = by_place(dy).reshape(rows, columns, -1)
        dM = outputs.gather(dplaces, down_first=False).reshape(len(U), -1, filters)
        dU = multiply(V.transpose(0, 2, 1), dM).reshape(len(U), -1)
        dW = multiply_two(_both_axes(m, dy.dtype).T, dU).reshape(kernels.W.shape)
        if not wants_dx:
            return nothing(dy.dtype), dW
        dV = multiply(dM, U_back).reshape(inputs.shape_of_parts(n * channels))
        dx = np.empty((*input_size, n, channels), dy.dtype)
        inputs.scatter(dV, dx.reshape(*input_size, -1)[:height, :width], down_first=False)
        dx[height:] = dx[:height, width:] = 0
        return by_image(dx), dW

    return by_image(y), backward


class _Tile(NamedTuple):
    """One tile along one axis: what it takes of which numbers."""

    span: slice
    matrix: Array  # (s, numbers in the span)
    matrix_back: Array  # its transpose


class _Line:
    """The tiles along one axis of maps, and the two ways between them and what they span.

    Both go along one axis of many lines at once: x (..., K, L) and parts (..., s, T, L).
    """

    def __init__(self, matrix: Array, m: int, tiles: int, size: int, margin: int) -> None:
        """``matrix`` is that of each tile; nothing is taken of what lies before or beyond."""
        self.side, self._tiles = len(matrix), []
        for tile in range(tiles):
            first = m * tile - margin
            span = slice(max(first, 0), min(first + matrix.shape[1], size))
            kept = matrix[:, span.start - first : span.stop - first]
            both = np.ascontiguousarray(kept), np.ascontiguousarray(kept.T)
            self._tiles.append(_Tile(span, *both))

    def __len__(self) -> int:
        return len(self._tiles)

    def gather(self, x: Array, parts: Array) -> None:
        """Set each tile's part to its matrix times what it spans of x."""
        for number, tile in enumerate(self._tiles):
            np.matmul(tile.matrix, x[..., tile.span, :], out=parts[..., number, :])

    def scatter(self, parts: Array, x: Array) -> None:
        """Do the transpose: set x to the sums of each tile's transposed matrix times its part."""
        end = 0
        for number, (span, _, matrix) in enumerate(self._tiles):
            part, shared = parts[..., number, :], end - span.start  # with the tile before
            if shared:
                x[..., span.start : end, :] += np.matmul(matrix[:shared], part)
            np.matmul(matrix[shared:], part, out=x[..., end : span.stop, :])
            end = span.stop


class _Grid(NamedTuple):
    """The tiles of maps along both axes: maps x (H, W, L) and parts (s, s, T, S, L).

    Along which axis first does not matter but for rounding: the way back is the exact transpose.
    """

    down: _Line
    right: _Line

    def shape_of_parts(self, length: int) -> tuple[int, ...]:
        """Return the shape of the parts for L = ``length``."""
        return (self.down.side, self.right.side, len(self.down), len(self.right), length)

    def gather(self, x: Array, *, down_first: bool) -> Array:
        """Return the parts of x."""
        parts = np.empty(self.shape_of_parts(x.shape[2]), x.dtype)
        if down_first:
            _gather(self.down, self.right, x, parts)
        else:
            _gather(self.right, self.down, _turned(x), _turned(parts))
        return parts

    def scatter(self, parts: Array, x: Array, *, down_first: bool) -> None:
        """Do the transpose: set x to what comes of parts."""
        if down_first:
            _scatter(self.down, self.right, _turned(parts), _turned(x))
        else:
            _scatter(self.right, self.down, parts, x)


def _gather(down: _Line, right: _Line, x: Array, parts: Array) -> None:
    """Set parts (s, s, T, S, L) to those of x (H, W, L): down first, then to the right."""
    mixed = np.empty((x.shape[1], down.side, len(down), x.shape[2]), x.dtype)
    down.gather(x.transpose(1, 0, 2), mixed)
    right.gather(mixed.transpose(1, 2, 0, 3), parts.transpose(0, 2, 1, 3, 4))


def _scatter(right: _Line, down: _Line, parts: Array, x: Array) -> None:
    """Set x (H, W, L) to what comes of parts (s, s, T, S, L): to the right first, then down."""
    mixed = np.empty((x.shape[1], down.side, len(down), x.shape[2]), x.dtype)
    right.scatter(parts.transpose(0, 2, 1, 3, 4), mixed.transpose(1, 2, 0, 3))
    down.scatter(mixed, x.transpose(1, 0, 2))


def _turned(x: Array) -> Array:
    """Return maps, or parts, with rows and columns exchanged."""
    return x.transpose(1, 0, 2) if x.ndim == 3 else x.transpose(1, 0, 3, 2, 4)


@cache
def _inputs(m: int, tiles: Size, size: Size, margin: int, dtype: np.dtype[Any]) -> _Grid:
    """Return B for each tile; the tiles span ``size`` inputs, after a margin of zeros."""
    B = transforms(m)[1].astype(dtype)
    return _Grid(*(_Line(B, m, tiles[axis], size[axis], margin) for axis in (0, 1)))


@cache
def _outputs(m: int, tiles: Size, size: Size, dtype: np.dtype[Any]) -> _Grid:
    """Return A' for each tile; the tiles span ``size`` outputs."""
    A = transforms(m)[0].astype(dtype)
    return _Grid(*(_Line(A.T, m, tiles[axis], size[axis], 0) for axis in (0, 1)))


@cache
def _both_axes(m: int, dtype: np.dtype[Any]) -> Array:
    """Return the (s², 9) that makes G g G' of each kernel g in one product."""
    G = transforms(m)[2]
    return np.kron(G, G).astype(dtype)
