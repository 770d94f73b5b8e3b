"""Prediction: the way forward alone, with all that depends on the weights made ready once.

A convolution takes the pooling, the batch norm and the ReLU that follow it into its own step: the
norm is a factor and a summand for each channel then, and nothing is kept for a way back.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from digitpad.nn import tiles, winograd
from digitpad.nn.activation import ReLU
from digitpad.nn.batch_norm import BatchNorm
from digitpad.nn.conv2d import Conv2D
from digitpad.nn.conv_pool import ConvPool
from digitpad.nn.layer import Array, Layer
from digitpad.nn.layout import add_to_channels, by_image, multiply_channels, new_maps

Step = Callable[[Array], Array]
Kind = TypeVar("Kind", bound=Layer)


def steps_of(layers: Sequence[Layer]) -> list[Step]:
    """Return the steps that turn x (N, *input_shape) into the output of ``layers``.

    They hold what was made of the weights: when these change, the steps do not.
    """
    left = list(layers)
    steps: list[Step] = []
    while left:
        layer = left.pop(0)
        pool = left[0] if left and ConvPool.of(layer, left[0]) else None
        if isinstance(layer, Conv2D) and (pool is not None or winograd.pays(_weights(layer))):
            if pool is not None:
                left.pop(0)
            steps.append(_convolution(layer, pool, _next(left, BatchNorm), _next(left, ReLU)))
        else:
            steps.append(_forward(layer))
    return steps


def _forward(layer: Layer) -> Step:
    return lambda x: layer.forward(x)[0]


def _next(left: list[Layer], kind: type[Kind]) -> Kind | None:
    """Take the next layer if it is of that kind."""
    return left.pop(0) if left and type(left[0]) is kind else None  # type: ignore[return-value]


def _weights(conv: Conv2D) -> Array:
    return conv.parameters["W"]


def _convolution(
    conv: Conv2D, pool: Layer | None, norm: BatchNorm | None, relu: ReLU | None
) -> Step:
    height, width, filters = conv.output_shape
    rows, columns, _ = pool.output_shape if pool else (-(-height // 2), -(-width // 2), filters)
    scale, shift = (None, 0) if norm is None else norm.affine()
    summand = conv.parameters["b"] if scale is None else conv.parameters["b"] * scale + shift
    W = _weights(conv)
    zero, infinity = W.dtype.type(0), W.dtype.type(np.inf)
    if scale is not None and pool is None:  # a negative factor may not go before a maximum
        W, scale = W * scale, None
    correlate = tiles.prepared(W)

    def step(x: Array) -> Array:
        conv.check_input(x)
        if pool is None:
            y = new_maps(len(x), 2 * rows, 2 * columns, filters, x.dtype)
            correlate(conv.padded(x), tiles.planes_of(y))
            y = y[:, :height, :width]
        else:
            planes = tiles.new_planes(rows, columns, len(x), filters, x.dtype)
            correlate(conv.padded(x), planes)
            y = by_image(tiles.largest_of(planes, out=planes[0, 0]))
        if scale is not None:
            multiply_channels(y, scale)
        add_to_channels(y, summand)
        return y if relu is None else np.clip(y, zero, infinity, out=y)

    return step
