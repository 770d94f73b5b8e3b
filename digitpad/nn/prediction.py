"""Prediction: the forward pass alone, with all that depends on the weights prepared once.

A convolution takes the pooling and the batch norm that follow it into its own step: the norm is a
factor and a summand for each channel then.  Nothing is kept for a backward pass.
What depends on the number of images as well is prepared when it is first met: see ``plan``.
"""

from collections.abc import Callable, Sequence
from threading import local
from typing import Any

import numpy as np

from digitpad.nn import few_channels, large_tiles, winograd
from digitpad.nn.activation import ReLU
from digitpad.nn.batch_norm import BatchNorm
from digitpad.nn.conv2d import Conv2D
from digitpad.nn.conv_pool import ConvPool
from digitpad.nn.dense import Dense
from digitpad.nn.dropout import Dropout
from digitpad.nn.layer import Array, Layer, Shape
from digitpad.nn.layout import (
    add_to_channels,
    by_image,
    by_place,
    in_memory_order,
    multiply_channels,
)
from digitpad.nn.plan import Plan, view
from digitpad.nn.products import multiply_two
from digitpad.nn.reshape import Flatten, Reshape
from digitpad.nn.softmax import Softmax

Step = Callable[[Plan, Array], Array]  # plans what makes y of x, and returns where y will be

CHUNK = 24  # images at a time; more fall out of the cache, fewer let threads wait for each other
PLANS = 3  # that a thread keeps


class Prediction:
    """What turns x (N, *input_shape), N 1 or more, into the output of ``layers``, in ``dtype``.

    It holds what was made of the weights: when these change, it does not.  Each thread has plans of
    its own, so several may predict at the same time.
    """

    def __init__(self, layers: Sequence[Layer], dtype: np.dtype[Any]) -> None:
        self._steps = _steps_of(layers)
        self._dtype = dtype
        self._own = _Plans()

    def __call__(self, x: Array) -> Array:
        """Return the output (N, *output_shape), chunk by chunk."""
        parts = []
        for start in range(0, len(x), CHUNK):
            part = x[start : start + CHUNK]
            plan, y = self._plan_for(part.shape)
            np.copyto(plan.x, part)
            plan.run()
            parts.append(y.copy())
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def _plan_for(self, shape: Shape) -> tuple[Plan, Array]:
        """Return the plan for x (N, *input_shape), and where the output will be."""
        plans = self._own.plans
        if shape not in plans:
            if len(plans) == PLANS:
                del plans[next(iter(plans))]
            plan = Plan(shape, self._dtype)
            y = plan.x
            for step in self._steps:
                y = step(plan, y)
            plans[shape] = plan, y
        return plans[shape]


class _Plans(local):
    """A thread's plans for x (N, *input_shape), and where the output will be."""

    def __init__(self) -> None:  # in each thread
        self.plans: dict[Shape, tuple[Plan, Array]] = {}


def _steps_of(layers: Sequence[Layer]) -> list[Step]:
    """Return what to plan for the layers in turn; dropout does nothing here."""
    left = [layer for layer in layers if type(layer) is not Dropout]
    steps: list[Step] = []
    while left:
        layer = left.pop(0)
        pool = left[0] if left and ConvPool.of(layer, left[0]) else None
        if isinstance(layer, Conv2D) and (pool is not None or _pays(layer)):
            if pool is not None:
                left.pop(0)
            steps.append(_convolution(layer, pool, _norm_next(left)))
        else:
            steps.append(_STEPS.get(type(layer), _forward)(layer))
    return steps


def _norm_next(left: list[Layer]) -> BatchNorm | None:
    """Take the next layer from ``left`` if it is a batch norm."""
    layer = left[0] if left else None
    if not isinstance(layer, BatchNorm):
        return None
    del left[0]
    return layer


def _pays(conv: Conv2D) -> bool:
    return winograd.pays(conv.parameters["W"]) and conv.bias == "channel"


def _convolution(conv: Conv2D, pool: Layer | None, norm: BatchNorm | None) -> Step:
    W, b = conv.parameters["W"], conv.parameters["b"]
    affine = None if norm is None else norm.affine()
    if affine is not None and (pool is None or affine[0].min() > 0):
        W, b = W * affine[0], b * affine[0] + affine[1]
        affine = None  # else a factor is negative, and may not go before a maximum
    correlate = _plain(conv, W, b) if pool is None else _pooled(conv, W, b, pool)

    def step(plan: Plan, x: Array) -> Array:
        y = correlate(plan, x)
        if affine is not None:
            plan.call(multiply_channels, y, affine[0])
            plan.call(add_to_channels, y, affine[1])
        return y

    return step


def _plain(conv: Conv2D, W: Array, b: Array) -> Step:
    """Return the correlation with W and the bias b alone."""
    height, width, _ = conv.output_shape
    correlate = large_tiles.prepared(W, b, (height, width), conv.margin)
    return lambda plan, x: by_image(correlate(plan, plan.places(x))[:height, :width])


def _pooled(conv: Conv2D, W: Array, b: Array, pool: Layer) -> Step:
    """Return the correlation with W and the bias b, and the pooling after it."""
    rows, columns, filters = pool.output_shape
    if not _pays(conv):
        pooled = few_channels.prepared(W, b, rows, columns)
        return lambda plan, x: by_image(pooled(plan, _padded(plan, conv, x)))
    size = (2 * rows, 2 * columns)
    correlate = large_tiles.prepared(W, b, size, conv.margin)

    def step(plan: Plan, x: Array) -> Array:
        y = correlate(plan, plan.places(x))[: 2 * rows, : 2 * columns]
        y = view(y, rows, 2, columns, 2, len(x), filters)
        higher = plan.result(rows, columns, 2, len(x), filters)
        plan.call(np.maximum, y[:, 0], y[:, 1], out=higher)
        largest = plan.result(rows, columns, len(x), filters)
        plan.call(np.maximum, higher[:, :, 0], higher[:, :, 1], out=largest)
        return by_image(largest)

    return step


def _padded(plan: Plan, conv: Conv2D, x: Array) -> Array:
    """Plan the zeros around x (N, H, W, C) that ``conv`` wants -> (H', W', N, C)."""
    padded = by_place(conv.padded(x))
    if not np.may_share_memory(padded, x):
        plan.call(np.copyto, conv.unpadded(by_image(padded)), x)
    return padded


def _dense(layer: Layer) -> Step:
    W, b = layer.parameters["W"], layer.parameters["b"]
    columns = np.ascontiguousarray(W.T)  # twice as fast for one image, and half as fast for many

    def step(plan: Plan, x: Array) -> Array:
        y = plan.result(len(x), len(b))
        plan.call(multiply_two, x, columns.T if len(x) == 1 else W, out=y)
        plan.call(np.add, y, b, out=y)
        return y

    return step


def _relu(layer: Layer) -> Step:
    def step(plan: Plan, x: Array) -> Array:
        y = by_place(x) if x.ndim == 4 and in_memory_order(x) else x
        zeros = np.zeros(y.shape[1:], y.dtype)  # a single one is three times as slow
        plan.call(np.maximum, y, zeros, out=y)
        return x

    return step


def _softmax(layer: Layer) -> Step:
    """Return what ``softmax`` computes, in place."""

    def step(plan: Plan, x: Array) -> Array:
        of_row = np.zeros((len(x), 1), x.dtype)
        plan.call(np.maximum.reduce, x, axis=1, keepdims=True, out=of_row)
        plan.call(np.subtract, x, of_row, out=x)
        plan.call(np.exp, x, out=x)
        plan.call(np.add.reduce, x, axis=1, keepdims=True, out=of_row)
        plan.call(np.divide, x, of_row, out=x)
        return x

    return step


def _reshape(layer: Layer) -> Step:
    def step(plan: Plan, x: Array) -> Array:
        y = x.reshape(len(x), *layer.output_shape)
        if not np.may_share_memory(y, x):
            y = plan.result(*y.shape)
            plan.call(np.copyto, y.reshape(x.shape), x)
        return y

    return step


def _forward(layer: Layer) -> Step:
    """Return what ``layer`` does by itself."""

    def step(plan: Plan, x: Array) -> Array:
        y = layer.forward(x)[0].copy(order="K")  # the first call tells how it lies in memory
        plan.call(lambda: np.copyto(y, layer.forward(x)[0]))
        return y

    return step


_STEPS: dict[type[Layer], Callable[[Layer], Step]] = {
    Dense: _dense,
    Flatten: _reshape,
    ReLU: _relu,
    Reshape: _reshape,
    Softmax: _softmax,
}
