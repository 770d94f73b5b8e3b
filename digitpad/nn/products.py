"""Matrix products in pieces that OpenBLAS multiplies fastest.

Up to a million multiplications OpenBLAS multiplies straight from the two matrices.  Larger ones it
first copies into another order, which pays for square matrices, but less for those of training: one
side is long and the others are short.  On one core that reaches 101 GFLOP/s with large square ones:

    first layer, 32 images      4 x (5408, 9) x (9, 32)         59 -> 87 GFLOP/s
    its gradient                4 x (9, 5408) x (5408, 32)      47 -> 85
    notebook's dense layer      (64, 3380) x (3380, 100)        91 -> 99
    its gradient                (3380, 64) x (64, 100)          91 -> 106
    transform of 96 x 160 kernels        (49, 9) x (9, 15360)   26 -> 82

Training, in turns, shares of the time with whole products, one core and two: the network on board
0.96 and 0.94, Keras' convnet 0.96 and 0.95, the notebook's network in batches of 128 0.82 and 0.89.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrices = NDArray[np.floating[Any]]

SMALL = 10**6  # multiplications of a product that OpenBLAS does not copy
DEPTH = 448  # numbers that OpenBLAS sums up at a time, with AVX-512
UNIT = 16  # half of what is left is rounded up to whole ones
SHORTEST_SIDE = 8  # of a piece; thinner ones are slower than copying


def multiply(a: Matrices, b: Matrices, *, out: Matrices | None = None) -> Matrices:
    """Return a @ b: (B, M, K) times (B, K, N), or (1, K, N) for each -> (B, M, N).

    ``out`` must be contiguous.  The numbers are those of ``np.matmul`` up to rounding, and for most
    shapes exactly, because long sums are cut where OpenBLAS cuts them.
    """
    (count, height, depth), width = a.shape, b.shape[2]
    if out is None:
        out = np.empty((count, height, width), a.dtype)
    rows, columns, runs = _cut(height, depth, width)
    if rows == columns == len(runs) == runs[0][0] == 1:
        np.matmul(a, b, out=out)
        return out
    terms = sum(many for many, _ in runs)
    sums = out[np.newaxis] if terms == 1 else np.empty((terms, *out.shape), a.dtype)
    term, start = 0, 0
    for many, size in runs:
        stop = start + many * size
        left = a[:, :, start:stop].reshape(count, rows, -1, many, size, 1)
        right = b[:, start:stop].reshape(len(b), many, size, columns, -1, 1)
        places = sums[term : term + many].reshape(many, count, rows, left.shape[2], columns, -1)
        np.matmul(
            left.transpose(3, 0, 1, 5, 2, 4),
            right.transpose(1, 0, 5, 3, 2, 4),
            out=places.transpose(0, 1, 2, 4, 3, 5),
        )
        term, start = term + many, stop
    if terms > 1:
        np.add.reduce(sums, out=out)
    return out


def multiply_two(a: Matrices, b: Matrices, *, out: Matrices | None = None) -> Matrices:
    """Return a @ b for two matrices: (M, K), (K, N) -> (M, N)."""
    if a.size * b.shape[1] <= SMALL:
        result: Matrices = np.dot(a, b, out=out)
    else:
        place = None if out is None else out[np.newaxis]
        result = multiply(a[np.newaxis], b[np.newaxis], out=place)[0]
    return result


@lru_cache(maxsize=256)
def _cut(height: int, depth: int, width: int) -> tuple[int, int, tuple[tuple[int, int], ...]]:
    """Return how many pieces to cut rows and columns into, and sums: (how many, length), in order.

    What is small already, or cannot be made so, stays whole.
    """
    whole = (1, 1, ((1, depth),))
    if height * depth * width <= SMALL:
        return whole
    runs = _runs(depth)
    longest = max(size for _, size in runs)
    for pieces in range(1, height // SHORTEST_SIDE + 1):
        if height % pieces == 0 and height // pieces * longest * width <= SMALL:
            return pieces, 1, runs
    for pieces in range(1, width // SHORTEST_SIDE + 1):
        if width % pieces == 0 and width // pieces * longest * height <= SMALL:
            return 1, pieces, runs
    return whole


def _runs(depth: int) -> tuple[tuple[int, int], ...]:
    """Return how OpenBLAS cuts sums of ``depth`` numbers: the last two are halves of the rest."""
    full, rest = divmod(depth, DEPTH)
    if not rest or not full:
        return ((full, DEPTH),) if full else ((1, depth),)
    rest += DEPTH
    half = -(-(rest // 2) // UNIT) * UNIT
    halves = ((2, half),) if rest == 2 * half else ((1, half), (1, rest - half))
    return ((full - 1, DEPTH), *halves) if full > 1 else halves
