"""Calls to NumPy planned once for a number of images, with the memory that they read and write.

For one image Python takes as long to make views and to ask for memory as NumPy to calculate; and
with many, threads wait for each other whenever one is in Python.  So both are done once, and then
reading images is one call after the other.  When this took the place of making all anew for each
chunk, in turns, microseconds an image, the answers equal to the last bit:

                            one image     one thread, many images     two threads
    Keras' convnet          84 ->  59          29.6 ->  27.6          17.7 -> 14.5
    the network on board   321 -> 265         133   -> 124            78   -> 65
    the notebook's          55 ->  47          13.2 ->  14.2          10.7 -> 10.6
"""

from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any

import numpy as np

from digitpad.nn.layer import Array, Shape
from digitpad.nn.layout import by_image, by_place, in_memory_order


class Plan:
    """What is done with the images in ``x``; whoever plans adds the calls, one after another.

    All memory begins as zeros.  ``shape``: (N, ...), that of x.
    """

    def __init__(self, shape: Shape, dtype: np.dtype[Any]) -> None:
        self._dtype = dtype
        self._memory = [np.zeros(0, dtype), np.zeros(0, dtype)]
        self._calls: list[Callable[[], object]] = []
        self.x: Array = np.zeros(shape, dtype)
        if len(shape) == 4:
            n, height, width, channels = shape
            self.x = by_image(np.zeros((height, width, n, channels), dtype))

    def call(self, function: Callable[..., object], *arguments: Any, **options: Any) -> None:
        """Plan ``function(*arguments, **options)``."""
        self._calls.append(partial(function, *arguments, **options))

    def result(self, *shape: int) -> Array:
        """Return memory for a result; the next but one takes the same memory.

        Two places in turns are enough as each result comes from the one before, and most of what
        is in the cache is still of use then.
        """
        size = prod(shape)
        self._memory.reverse()
        if self._memory[0].size < size:
            self._memory[0] = np.zeros(size, self._dtype)
        return self._memory[0][:size].reshape(shape)

    def places(self, x: Array) -> Array:
        """Return maps x (N, H, W, C) as (H, W, N, C), in memory too: see ``layout``."""
        if in_memory_order(x):
            return by_place(x)
        y = self.result(*by_place(x).shape)
        self.call(np.copyto, y, by_place(x))
        return y

    def run(self) -> None:
        """Do all that is planned."""
        for call in self._calls:
            call()


def view(x: Array, *shape: int) -> Array:
    """Return the memory of x in another shape.

    Raises: ValueError, it cannot be had without a copy, which would stay as it is in the plan.
    """
    y = x.reshape(shape)
    if not np.may_share_memory(x, y):
        raise ValueError(f"no view of {x.shape}, strides {x.strides}, is shaped {shape}")
    return y
