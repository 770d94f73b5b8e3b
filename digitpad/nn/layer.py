"""What every layer is: trainable arrays, a forward pass, and the backward pass that it returns."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import DTypeLike, NDArray

from digitpad.nn.products import multiply_two

Array = NDArray[np.floating[Any]]
Shape = tuple[int, ...]
LayerSpec = dict[str, Any]

MOST_NUMBERS = 2**23  # of one array of weights, or of one layer's output for one image


@dataclass(frozen=True)
class Product:
    """The gradient ``a.T @ b`` of a weight matrix, not yet multiplied out: a (N, D), b (N, M).

    Where an array is needed, ``np.asarray`` makes one.
    """

    a: Array
    b: Array

    @property
    def shape(self) -> Shape:
        """Shape of the product, (D, M)."""
        return (self.a.shape[1], self.b.shape[1])

    def multiply_out(self, out: Array) -> Array:
        """Set ``out`` (D, M) to the product, and return it."""
        # For one image BLAS is five times slower at this than plain multiplication.
        if len(self.a) == 1:
            return np.multiply(self.a.T, self.b, out=out)
        return multiply_two(self.a.T, self.b, out=out)

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> Array:
        """Multiply out -> (D, M)."""
        result = self.multiply_out(np.empty(self.shape, self.a.dtype))
        return result if dtype is None else result.astype(dtype, copy=False)


Gradients = dict[str, Array | Product]


class Backward(Protocol):
    """The backward pass of one layer for the batch that it was returned with."""

    def __call__(self, dy: Array, *, wants_dx: bool = True) -> tuple[Array, Gradients]:
        """Return dx, shaped as x, and the gradient of each parameter, for dy shaped as y.

        Without ``wants_dx`` the first item may be empty: nobody asks what the network's input gets.
        A layer with statistics returns the batch's own beside the gradients, under their names.
        """


class Layer(ABC):
    """One step of a network.  It holds parameters and settings, and never anything of a batch.

    So several threads may run ``forward`` and the closures that it returned at the same time.

    ``parameters``: the trainable arrays by name.  ``statistics``: arrays that training measures
    (running means), by name.  ``decayed``: the parameters that weight decay shrinks.
    """

    decayed: ClassVar[Sequence[str]] = ()
    takes: ClassVar[Sequence[str]] = ()  # of "rng" and "dtype", what __init__ wants beside settings

    def __init__(self, input_shape: Shape) -> None:
        self.input_shape = input_shape
        self.parameters: dict[str, Array] = {}
        self.statistics: dict[str, Array] = {}

    @property
    def output_shape(self) -> Shape:
        """Shape of one output, without N."""
        return self.input_shape

    @property
    def multiply_adds(self) -> int:
        """Multiplications (each with its addition) of one image in the forward pass."""
        return 0

    @abstractmethod
    def forward(
        self, x: Array, *, training: bool = False, rng: np.random.Generator | None = None
    ) -> tuple[Array, Backward]:
        """Return y (N, *output_shape) for x (N, *input_shape), and the backward pass.

        ``rng`` feeds layers that draw at random while training.  Raises: ValueError, wrong shape.
        """

    def settings(self) -> dict[str, Any]:
        """Return the keyword arguments, beside the input shape, that make this layer again."""
        return {}

    def spec(self) -> LayerSpec:
        """Return the layer as plain data: its kind and its settings."""
        return {"layer": type(self).__name__, **self.settings()}

    def check_input(self, x: Array) -> None:
        """Raise ValueError unless x is (N, *input_shape)."""
        if x.shape[1:] != self.input_shape or x.ndim != len(self.input_shape) + 1:
            expected = ", ".join(["N", *map(str, self.input_shape)])
            raise ValueError(f"{type(self).__name__} input x: expected ({expected}), got {x.shape}")


def choice(what: str, name: str, table: Mapping[str, Any]) -> Any:
    """Look ``name`` up in ``table``.  Raises: ValueError that lists what there is."""
    if name not in table:
        raise ValueError(f"{what} is {name!r}; choose one of {', '.join(table)}")
    return table[name]


def check_size(shape: Shape) -> None:
    """Raise ValueError for an array too large to be meant (a forged file asks for terabytes)."""
    if prod(shape) > MOST_NUMBERS:
        raise ValueError(
            f"an array of shape {shape} is too large: {MOST_NUMBERS:,} numbers at most"
        )


def check_whole(what: str, value: object, lowest: int = 1) -> None:
    """Raise ValueError unless ``value`` is a whole number of at least ``lowest``."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < lowest:
        raise ValueError(f"{what} is {value!r}; it must be a whole number of {lowest} or more")


def nothing(dtype: np.dtype[Any]) -> Array:
    """Return the empty array that stands for a dx nobody asked for."""
    return np.empty(0, dtype)


def column_sums(x: Array) -> Array:
    """Sum x (R, C) over its rows -> (C,).

    As a product with ones: BLAS does it several times faster than ``x.sum(axis=0)``, and in
    blocks, so that float32 loses less.  ``np.dot``, because ``@`` holds Python's lock meanwhile.
    The sum of one row is that row, not a copy.
    """
    result: Array = x[0] if len(x) == 1 else np.dot(_ones(len(x), x.dtype), x)
    return result


@lru_cache(maxsize=64)
def _ones(count: int, dtype: np.dtype[Any]) -> Array:
    return np.ones(count, dtype)
