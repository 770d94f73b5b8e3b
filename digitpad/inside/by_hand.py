"""The notebook's example: a small image, a small kernel, their result, and the way back by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Cell = tuple[int, int]

LEAST_IMAGE, MOST_IMAGE = 3, 6
LEAST_KERNEL, MOST_KERNEL = 1, 3


@dataclass(frozen=True)
class Term:
    """One product of a sum: a cell of one matrix times a cell of another."""

    left: Cell
    right: Cell
    a: float
    b: float

    @property
    def product(self) -> float:
        """What it adds to the sum."""
        return self.a * self.b


@dataclass(frozen=True)
class Example:
    """Image x (n, n), kernel W (k, k) and the gradient dy (m, m) of the loss for their result.

    ``same``: zeros around the image keep the size, an even kernel's odd row and column after.
    ``flipped``: convolution as mathematics has it, the kernel turned by 180 degrees first;
    otherwise cross-correlation, which is what convolutional layers compute.
    """

    x: Matrix
    W: Matrix
    dy: Matrix
    same: bool = False
    flipped: bool = False

    @property
    def size(self) -> int:
        """Side m of the result: n, or n - k + 1."""
        n, k = len(self.x), len(self.W)
        return n if self.same else n - k + 1

    @property
    def padded(self) -> Matrix:
        """The image with its zeros."""
        k = len(self.W)
        return np.pad(self.x, ((k - 1) // 2, k // 2)) if self.same else self.x

    @property
    def before(self) -> int:
        """How many rows and columns of zeros come before the image."""
        return (len(self.W) - 1) // 2 if self.same else 0

    # Each number as a sum of products; the matrices are made of nothing else.

    def result_terms(self, cell: Cell) -> list[Term]:
        """Return the terms of a result: a cell of the padded image times one of the kernel."""
        row, column = cell
        padded = self.padded
        return [
            self._term((row + u, column + v), self._kernel_cell(u, v), padded, self.W)
            for u, v in np.ndindex(self.W.shape)
        ]

    def kernel_terms(self, cell: Cell) -> list[Term]:
        """Return the terms of a kernel weight's gradient: image cells times gradients of y."""
        u, v = self._kernel_cell(*cell)
        padded = self.padded
        return [
            self._term((row + u, column + v), (row, column), padded, self.dy)
            for row, column in np.ndindex(self.dy.shape)
        ]

    def image_terms(self, cell: Cell) -> list[Term]:
        """Return the terms of a pixel's gradient: each result it took part in, times its weight.

        That is the full convolution of dy with the kernel: both reach over the edges.
        """
        row, column = cell[0] + self.before, cell[1] + self.before
        terms = []
        for u, v in np.ndindex(self.W.shape):
            of_result = (row - u, column - v)
            if all(0 <= place < self.size for place in of_result):
                terms.append(self._term(of_result, self._kernel_cell(u, v), self.dy, self.W))
        return terms

    @property
    def y(self) -> Matrix:
        """The result (m, m)."""
        return _matrix((self.size, self.size), self.result_terms)

    @property
    def dW(self) -> Matrix:
        """The gradient of the kernel (k, k)."""
        return _matrix(self.W.shape, self.kernel_terms)

    @property
    def dx(self) -> Matrix:
        """The gradient of the image (n, n)."""
        return _matrix(self.x.shape, self.image_terms)

    def _kernel_cell(self, u: int, v: int) -> Cell:
        last = len(self.W) - 1
        return (last - u, last - v) if self.flipped else (u, v)

    @staticmethod
    def _term(left: Cell, right: Cell, of_left: Matrix, of_right: Matrix) -> Term:
        return Term(left, right, float(of_left[left]), float(of_right[right]))


def _matrix(shape: Sequence[int], terms: Callable[[Cell], list[Term]]) -> Matrix:
    result = np.zeros(tuple(shape))
    for cell in np.ndindex(result.shape):
        result[cell] = sum(term.product for term in terms((cell[0], cell[1])))
    return result


def first_example() -> Example:
    """Return the 4 x 4 image and the 2 x 2 kernel to begin with."""
    x = np.array([[1.0, 6, 2, 0], [5, 3, 1, 2], [7, 0, 4, 1], [2, 1, 3, 5]])
    return Example(x, np.array([[1.0, 2], [-1, 0]]), np.ones((3, 3)))


def resized(example: Example, *, image: int, kernel: int, same: bool, flipped: bool) -> Example:
    """Return the example with other sizes; numbers stay in place, new ones are 0 (in dy 1).

    Raises: ValueError, sizes out of bounds or a kernel larger than the image.
    """
    if not LEAST_IMAGE <= image <= MOST_IMAGE or not LEAST_KERNEL <= kernel <= MOST_KERNEL:
        raise ValueError(
            f"The image is {LEAST_IMAGE} to {MOST_IMAGE} wide and the kernel {LEAST_KERNEL} to "
            f"{MOST_KERNEL}, not {image} and {kernel}."
        )
    changed = replace(
        example,
        x=_fitted(example.x, image, 0.0),
        W=_fitted(example.W, kernel, 0.0),
        same=same,
        flipped=flipped,
    )
    return replace(changed, dy=_fitted(example.dy, changed.size, 1.0))


def _fitted(matrix: Matrix, side: int, fill: float) -> Matrix:
    result = np.full((side, side), fill)
    common = min(side, len(matrix))
    result[:common, :common] = matrix[:common, :common]
    return result
