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
from digitpad.nn.max_pool2d import MaxPool2D

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
    height, width, _ = conv.output_shape
    if isinstance(pool, MaxPool2D):
        rows, columns, _ = pool.output_shape
    else:
        rows, columns = -(-height // 2), -(-width // 2)
    scale, shift = (None, 0) if norm is None else norm.affine()
    summand = conv.parameters["b"] if scale is None else conv.parameters["b"] * scale + shift
    W = _weights(conv)
    if scale is not None and pool is None:  # a negative factor may not go before a maximum
        W, scale = W * scale, None
    correlate = tiles.prepared(W, rows, columns)

    def step(x: Array) -> Array:
        conv.check_input(x)
        planes = correlate(conv.padded(x))
        y = _largest(planes) if pool is not None else tiles.together(planes)[:, :height, :width]
        if scale is not None:
            y *= scale
        y += summand
        return y if relu is None else np.maximum(y, 0, out=y)

    return step


def _largest(planes: Array) -> Array:
    """Return the maximum of the four planes, in the place of the first."""
    largest: Array = planes[0]
    for plane in planes[1:]:
        np.maximum(largest, plane, out=largest)
    return largest
