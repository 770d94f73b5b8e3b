"""Prediction: the forward pass alone, with all that depends on the weights prepared once.

A convolution takes the pooling, the batch norm and the ReLU that follow it into its own step: the
norm is a factor and a summand for each channel then, and nothing is kept for a backward pass.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from digitpad.nn import few_channels, large_tiles, tiles, winograd
from digitpad.nn.activation import ReLU
from digitpad.nn.batch_norm import BatchNorm
from digitpad.nn.conv2d import Conv2D
from digitpad.nn.conv_pool import ConvPool
from digitpad.nn.dropout import Dropout
from digitpad.nn.layer import Array, Layer
from digitpad.nn.layout import add_to_channels, by_image, by_place, multiply_channels

Step = Callable[[Array], Array]
Kind = TypeVar("Kind", bound=Layer)

CHUNK = 24  # images at a time; more fall out of the cache, fewer pay more for each call to NumPy


def steps_of(layers: Sequence[Layer]) -> list[Step]:
    """Return the steps that turn x (N, *input_shape) into the output of ``layers``.

    They hold what was made of the weights: when these change, the steps do not.
    """
    left = [layer for layer in layers if type(layer) is not Dropout]
    steps: list[Step] = []
    while left:
        layer = left.pop(0)
        pool = left[0] if left and ConvPool.of(layer, left[0]) else None
        if isinstance(layer, Conv2D) and (pool is not None or _pays(layer)):
            if pool is not None:
                left.pop(0)
            steps.append(_convolution(layer, pool, _next(left, BatchNorm), _next(left, ReLU)))
        else:
            steps.append(_forward(layer))
    return steps


def through(steps: Sequence[Step], x: Array, dtype: np.dtype[Any]) -> Array:
    """Return what ``steps`` make of x (N, ...), N 1 or more, chunk by chunk, in ``dtype``."""
    parts = []
    for start in range(0, len(x), CHUNK):
        y = x[start : start + CHUNK].astype(dtype, copy=False)
        for step in steps:
            y = step(y)
        parts.append(y)
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _forward(layer: Layer) -> Step:
    return lambda x: layer.forward(x)[0]


def _next(left: list[Layer], kind: type[Kind]) -> Kind | None:
    """Take the next layer if it is of that kind."""
    return left.pop(0) if left and type(left[0]) is kind else None  # type: ignore[return-value]


def _pays(conv: Conv2D) -> bool:
    return winograd.pays(conv.parameters["W"]) and conv.bias == "channel"


def _convolution(
    conv: Conv2D, pool: Layer | None, norm: BatchNorm | None, relu: ReLU | None
) -> Step:
    W, b = conv.parameters["W"], conv.parameters["b"]
    affine = None if norm is None else norm.affine()
    if affine is not None and (pool is None or affine[0].min() > 0):
        W, b = W * affine[0], b * affine[0] + affine[1]
        affine = None  # else a factor is negative, and may not go before a maximum
    correlate = _plain(conv, W, b) if pool is None else _pooled(conv, W, b, pool)
    zero, infinity = W.dtype.type(0), W.dtype.type(np.inf)

    def step(x: Array) -> Array:
        conv.check_input(x)
        y = correlate(x)
        if affine is not None:
            multiply_channels(y, affine[0])
            add_to_channels(y, affine[1])
        return y if relu is None else y.clip(zero, infinity, out=y)

    return step


def _plain(conv: Conv2D, W: Array, b: Array) -> Step:
    """Return the correlation with W and the bias b alone."""
    height, width, _ = conv.output_shape
    correlate = large_tiles.prepared(W, b, conv.input_shape, (height, width), conv.margin)
    return lambda x: by_image(correlate(by_place(x))[:height, :width])


def _pooled(conv: Conv2D, W: Array, b: Array, pool: Layer) -> Step:
    """Return the correlation with W and the bias b, and the pooling after it."""
    rows, columns, _ = pool.output_shape
    if not _pays(conv):
        pooled = few_channels.prepared(W, b, rows, columns)
        return lambda x: by_image(pooled(by_place(conv.padded(x))))
    size = (2 * rows, 2 * columns)
    correlate = large_tiles.prepared(W, b, conv.input_shape, size, conv.margin)

    def step(x: Array) -> Array:
        y = correlate(by_place(x))[: 2 * rows, : 2 * columns]
        planes = tiles.planes_of(by_image(y))
        return by_image(tiles.largest_of(planes, out=np.empty(planes.shape[2:], x.dtype)))

    return step
