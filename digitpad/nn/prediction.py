"""Prediction: the forward pass alone, with all that depends on the weights prepared once.

A convolution takes the pooling and the batch norm that follow it into its own step: the norm is a
factor and a summand for each channel then.  Nothing is kept for a backward pass.
What depends on the number of images as well is prepared when it is first met: see ``plan``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import local
from typing import Any

import numpy as np

from digitpad.nn import few_channels, planned_winograd, winograd
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

Size = tuple[int, int]
Step = Callable[[Plan, Array], Array]  # plans what makes y of x, and returns where y will be

# Images at a time.  More fall out of the cache, fewer let threads wait for each other; and with 24
# or 32 many rows of numbers lie whole multiples of 4,096 bytes apart, so that they take the places
# of each other in the cache: with 30 Keras' convnet takes 0.92 of the time that it takes with 24.
CHUNK = 30
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
    """Return what to plan for the layers in turn; dropout does nothing here.

    From the last to the first, because what no layer looks at need not be computed.
    """
    steps: list[Step] = []
    seen: Size | None = None  # of the output, by the layer after; None: all
    for group in reversed(_groups(layers)):
        if isinstance(group, _Convolution):
            size = seen or group.output_size
            steps.append(_convolution(group, size))
            seen = group.inputs_of(size)
        else:
            steps.append(_STEPS.get(type(group), _forward)(group))
            seen = seen if type(group) is ReLU else None
    return steps[::-1]


@dataclass(frozen=True)
class _Convolution:
    """A convolution with 3x3 kernels, and what follows it in the same step."""

    conv: Conv2D
    pool: Layer | None
    norm: BatchNorm | None

    @property
    def output_size(self) -> Size:
        height, width, _ = (self.pool or self.conv).output_shape
        return height, width

    def inputs_of(self, size: Size) -> Size:
        """Return the rows and columns of the input that the first ones of the output come from.

        An odd last row of outputs fills no window, and so two rows of inputs are for nothing.
        """
        window = 1 if self.pool is None else 2
        (rows, columns), (height, width, _) = size, self.conv.input_shape
        more = winograd.KERNEL - 1 - self.conv.margin
        return min(window * rows + more, height), min(window * columns + more, width)


def _groups(layers: Sequence[Layer]) -> list[Layer | _Convolution]:
    """Return the layers step by step, without dropout."""
    left = [layer for layer in layers if type(layer) is not Dropout]
    groups: list[Layer | _Convolution] = []
    while left:
        layer = left.pop(0)
        pool = left[0] if left and ConvPool.of(layer, left[0]) else None
        if isinstance(layer, Conv2D) and (pool is not None or _pays(layer)):
            if pool is not None:
                left.pop(0)
            groups.append(_Convolution(layer, pool, _norm_next(left)))
        else:
            groups.append(layer)
    return groups


def _norm_next(left: list[Layer]) -> BatchNorm | None:
    """Take the next layer from ``left`` if it is a batch norm."""
    layer = left[0] if left else None
    if not isinstance(layer, BatchNorm):
        return None
    del left[0]
    return layer


def _pays(conv: Conv2D) -> bool:
    return winograd.pays(conv.parameters["W"]) and conv.bias == "channel"


def _convolution(group: _Convolution, size: Size) -> Step:
    """Return what computes the first rows and columns of the output, ``size`` of them."""
    conv, pooled = group.conv, group.pool is not None
    W, b = conv.parameters["W"], conv.parameters["b"]
    affine = None if group.norm is None else group.norm.affine()
    if affine is not None and (not pooled or affine[0].min() > 0):
        W, b = W * affine[0], b * affine[0] + affine[1]
        affine = None  # else a factor is negative, and may not go before a maximum
    correlate = _pooled(conv, W, b, size) if pooled else _plain(conv, W, b, size)

    def step(plan: Plan, x: Array) -> Array:
        y = correlate(plan, x)
        if affine is not None:
            plan.call(multiply_channels, y, affine[0])
            plan.call(add_to_channels, y, affine[1])
        return y

    return step


def _plain(conv: Conv2D, W: Array, b: Array, size: Size) -> Step:
    """Return the correlation with W and the bias b alone."""
    height, width = size
    correlate = planned_winograd.prepared(W, b, size, conv.margin)
    return lambda plan, x: by_image(correlate(plan, plan.places(x))[:height, :width])


def _pooled(conv: Conv2D, W: Array, b: Array, size: Size) -> Step:
    """Return the correlation with W and the bias b, and the pooling after it."""
    rows, columns = size
    if not _pays(conv):
        pooled = few_channels.prepared(W, b, rows, columns)
        return lambda plan, x: by_image(pooled(plan, _padded(plan, conv.margin, size, x)))
    correlate = planned_winograd.prepared(W, b, (2 * rows, 2 * columns), conv.margin)

    def step(plan: Plan, x: Array) -> Array:
        y = correlate(plan, plan.places(x))[: 2 * rows, : 2 * columns]
        y = view(y, rows, 2, columns, 2, len(x), len(b))
        higher = plan.result(rows, columns, 2, len(x), len(b))
        plan.call(np.maximum, y[:, 0], y[:, 1], out=higher)
        largest = plan.result(rows, columns, len(x), len(b))
        plan.call(np.maximum, higher[:, :, 0], higher[:, :, 1], out=largest)
        return by_image(largest)

    return step


def _padded(plan: Plan, margin: int, size: Size, x: Array) -> Array:
    """Plan the zeros around x (N, H, W, C) -> (H', W', N, C), enough for ``size`` windows."""
    x = by_place(x)
    if not margin:
        return x
    height, width = (2 * windows + winograd.KERNEL - 1 for windows in size)
    x = x[: height - margin, : width - margin]
    padded = np.zeros((height, width, *x.shape[2:]), x.dtype)
    rows, columns = x.shape[:2]
    plan.call(np.copyto, padded[margin : margin + rows, margin : margin + columns], x)
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
