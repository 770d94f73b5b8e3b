"""The way of one image through a network, layer by layer, with the numbers of the engine itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitpad import data
from digitpad.nn import Activation, Array, Conv2D, Layer, MaxPool2D, Network
from digitpad.nn.layer import Backward

Cell = tuple[int, ...]  # a place in an array without N: (row, column, map), or (number,)

_COLUMN = 16  # a row of numbers no longer than this is shown as a column, one below the other
_TITLES = {
    "Dense": "Dense",
    "ReLU": "ReLU",
    "BatchNorm": "Batch norm",
    "Dropout": "Dropout",
    "Flatten": "Flatten",
    "Reshape": "Reshape",
    "Softmax": "Softmax",
}
_FUNCTIONS = {"relu": "ReLU", "leaky_relu": "Leaky ReLU"}


@dataclass(frozen=True)
class Stage:
    """A layer with what came in and what went out, both without N; number 0 is the image itself.

    ``kind`` is the layer's class, ``title`` the same in words.
    """

    number: int
    kind: str
    title: str
    x: Array
    y: Array


@dataclass(frozen=True)
class Trace:
    """All stages, from the image to the output, and the ways back through the layers."""

    network: Network
    stages: Sequence[Stage]
    backwards: Sequence[Backward]

    def layer(self, number: int) -> Layer:
        """Return the layer of a stage; the image, number 0, has none."""
        return self.network.layers[number - 1]

    @property
    def output(self) -> Array:
        """What the network answers, (classes,)."""
        return self.stages[-1].y


def trace(network: Network, image: NDArray[np.uint8]) -> Trace:
    """Follow an image (28, 28), ink 255, through ``network`` as it is when it reads.

    The engine reads faster by computing several layers in one go; here each is on its own, which
    is the same but for the rounding of float32.
    """
    y = data.as_input(image[np.newaxis]).astype(network.dtype, copy=False)
    stages = [Stage(0, "Image", "Image", y[0], y[0])]
    backwards = []
    for number, layer in enumerate(network.layers, 1):
        x = y
        y, backward = layer.forward(x)
        stages.append(Stage(number, type(layer).__name__, title_of(layer), x[0], y[0]))
        backwards.append(backward)
    return Trace(network, tuple(stages), tuple(backwards))


def title_of(layer: Layer) -> str:
    """Return what a layer is called on the screen."""
    if isinstance(layer, Conv2D):
        return f"Conv {layer.kernel_size}×{layer.kernel_size}"
    if isinstance(layer, MaxPool2D):
        return f"Max pool {layer.size}×{layer.size}"
    if type(layer) is Activation:
        return _FUNCTIONS.get(layer.function, layer.function.capitalize())
    return _TITLES[type(layer).__name__]


def shape_text(shape: Sequence[int]) -> str:
    """Return a shape as it is written below a layer: ``26 × 26 × 48``."""
    return " × ".join(map(str, shape))


def maps_of(values: Array) -> Array:
    """Return what a layer makes as maps (count, height, width): one of each channel.

    A row of numbers is one map: a column while it is short, otherwise line by line in a square,
    filled up with NaN.  Any other shape, which a Reshape can make, is laid out as a row is.
    """
    if values.ndim == 3:
        return np.moveaxis(values, 2, 0)
    flat = values.ravel()
    width = _width(flat.size)
    filled = np.full(ceil(flat.size / width) * width, np.nan, values.dtype)
    filled[: flat.size] = flat
    return filled.reshape(1, -1, width)


def cell_at(shape: Sequence[int], map_: int, row: int, column: int) -> Cell | None:
    """Return which number of an array of this shape stands there in its maps; None, none does."""
    if len(shape) == 3:
        return (row, column, map_)
    number = row * _width(int(np.prod(shape))) + column
    if number >= np.prod(shape):
        return None
    return tuple(int(place) for place in np.unravel_index(number, tuple(shape)))


def place_of(shape: Sequence[int], cell: Cell) -> tuple[int, int, int]:
    """Return map, row and column of a cell: ``cell_at`` the other way."""
    if len(shape) == 3:
        row, column, map_ = cell
        return (map_, row, column)
    number = int(np.ravel_multi_index(cell, tuple(shape)))
    return (0, *divmod(number, _width(int(np.prod(shape)))))


def _width(count: int) -> int:
    return 1 if count <= _COLUMN else isqrt(count - 1) + 1


def largest(values: NDArray[np.floating[Any]]) -> float:
    """Return the largest absolute value, where the colours of a layer end; 0 of nothing finite."""
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max(initial=0.0))
