"""Explains how a gradient goes back through a layer, to a number that came into it."""

from collections.abc import Callable
from math import sqrt
from typing import Any

import numpy as np

from digitpad.inside.explanation import Explanation, Grid, number, summed
from digitpad.inside.trace import Cell, Stage, Trace
from digitpad.inside.way_back import WayBack
from digitpad.nn import Array, BatchNorm, Conv2D, Dense, MaxPool2D

_G = r"\input{g}"  # the gradient that comes back from the layer's output
_NAMED = 3

Parts = tuple[str, str, str, float, tuple[Grid, ...]]  # words, symbols, numbers, total, tables


def passed_back(trace: Trace, way: WayBack, stage: int, cell: Cell) -> Explanation:
    """Explain the gradient of the loss with respect to what stage ``stage`` makes at ``cell``.

    It comes back through the layer after it; ``g`` is the gradient of that layer's output.
    """
    value = float(way.at[stage][cell])
    last = len(trace.stages) - 1
    if stage == last:
        words, symbols, numbers, total, grids = _of_probability(way, cell)
    elif stage == last - 1:
        words, symbols, numbers, total, grids = _of_logit(way, cell)
    else:
        after = trace.stages[stage + 1]
        explain = _BY_KIND.get(after.kind, _same)
        g = way.at[stage + 1].astype(np.float64)
        words, symbols, numbers, total, grids = explain(trace.layer(stage + 1), after, g, cell)
    end = rf"\result{{{number(total)}}}"
    filled = r"\frac{∂L}{∂x} = " + (end if numbers == number(total) else f"{numbers} = {end}")
    return Explanation(words, symbols, filled, value, total, cell, grids)


def _of_probability(way: WayBack, cell: Cell) -> Parts:
    p, y = float(way.p[cell]), float(way.wanted[cell])
    safe = max(p, float(np.finfo(way.p.dtype).tiny))
    return (
        "The loss is the logarithm of the probability of the right class, made positive. It looks "
        "at that one only: the smaller it is, the more there is to win.",
        r"L = −\sum_i y_i \text{ ln } p_i \text{ ,   } \frac{∂L}{∂p_i} = −\frac{y_i}{p_i}",
        rf"−\frac{{{number(y)}}}{{{number(p)}}}",
        -y / safe,
        (),
    )


def _of_logit(way: WayBack, cell: Cell) -> Parts:
    p, y = float(way.p[cell]), float(way.wanted[cell])
    return (
        "Through the softmax, what is left of the loss's gradient is simply the difference between "
        "the probability and what it should be. It is where the way back really begins.",
        r"\frac{∂L}{∂x_i} = p_i − y_i",
        summed([p, -y]) if y else f"{number(p)} − 0",
        p - y,
        (),
    )


def _bend(layer: Any, stage: Stage, g: Array, cell: Cell) -> Parts:
    function = getattr(layer, "function", "relu")
    slope = _SLOPES[function](float(stage.x[cell]), float(stage.y[cell]))
    words = "What came in was above zero: the gradient goes through as it is."
    if function == "relu" and slope == 0:
        words = "What came in was not above zero and changed nothing: no gradient goes through."
    elif function != "relu":
        words = "The gradient is multiplied by the slope of the function at this place."
    return (
        words,
        rf"\frac{{∂L}}{{∂x}} = f′(x) · {_G}",
        rf"{number(slope)} · ({number(float(g[cell]))})",
        slope * float(g[cell]),
        (),
    )


_SLOPES: dict[str, Callable[[float, float], float]] = {
    "relu": lambda x, y: float(y > 0),
    "leaky_relu": lambda x, y: 1.0 if y > 0 else 0.01,
    "sigmoid": lambda x, y: y * (1 - y),
    "tanh": lambda x, y: 1 - y * y,
    "linear": lambda x, y: 1.0,
}


def _pooled(layer: MaxPool2D, stage: Stage, g: Array, cell: Cell) -> Parts:
    row, column, map_ = cell
    s = layer.size
    i, j = row // s, column // s
    inside = i < g.shape[0] and j < g.shape[1]
    window = stage.x[i * s : (i + 1) * s, j * s : (j + 1) * s, map_]
    won = inside and divmod(int(window.argmax()), s) == (row % s, column % s)
    total = float(g[i, j, map_]) if won else 0.0
    return (
        "This number was the largest of its window: it gets the window's gradient."
        if won
        else "This number was not the largest of its window and did not go on: it gets nothing.",
        rf"\frac{{∂L}}{{∂x}} = {_G} \text{{ for the largest of a window, else }} 0",
        number(total),
        total,
        (Grid("window", window.astype(np.float64), "", (row % s, column % s)),) if inside else (),
    )


def _normed(layer: BatchNorm, stage: Stage, g: Array, cell: Cell) -> Parts:
    channel = cell[-1]
    gamma = float(layer.parameters["gamma"][channel])
    variance = float(layer.statistics["variance"][channel])
    root = rf"\sqrt{{{number(variance)} + {number(layer.epsilon)}}}"
    return (
        "Going forward the number was scaled; going back the gradient is scaled by the same.",
        rf"\frac{{∂L}}{{∂x}} = \frac{{\weight{{γ}}}}{{\sqrt{{σ^2 + ε}}}} · {_G}",
        rf"\frac{{\weight{{{number(gamma)}}}}}{{{root}}} · ({number(float(g[cell]))})",
        gamma / sqrt(variance + layer.epsilon) * float(g[cell]),
        (),
    )


def _weighed(layer: Dense, stage: Stage, g: Array, cell: Cell) -> Parts:
    w = layer.parameters["W"][cell[0]].astype(np.float64)
    return (
        "This number went to every unit, each time by a weight. Its gradient is the sum of what "
        "comes back from all of them, by the same weights.",
        rf"\frac{{∂L}}{{∂x_d}} = \sum_m \weight{{w}}_{{d,m}} · {_G}_m",
        _sum(w * g),
        float((w * g).sum()),
        (),
    )


def _correlated(layer: Conv2D, stage: Stage, g: Array, cell: Cell) -> Parts:
    """The full convolution with the kernels: every patch that the number was in sends some back."""
    row, column, map_ = cell
    k = layer.kernel_size
    shift = (k - 1) // 2 if layer.padding == "same" else 0
    wide = np.pad(g, ((k - 1, k - 1), (k - 1, k - 1), (0, 0)))
    patch = wide[row + shift : row + shift + k, column + shift : column + shift + k]
    W = layer.parameters["W"][::-1, ::-1, map_].astype(np.float64)  # turned by half a turn
    parts = (patch * W).sum(axis=(0, 1))
    best = int(np.abs(parts).argmax())
    plus = f" + {shift}" if shift else ""
    return (
        f"This number was in up to {k * k} patches of every kernel. From each comes that place's "
        f"gradient times the weight it met there. So the kernels, turned by half a turn, go over "
        f"the gradient. Kernel {best} sends most back:",
        r"\frac{∂L}{∂x_{i,j,c}} = \sum_f \sum_{u,v} "
        rf"{_G}_{{i{plus} − u,j{plus} − v,f}} · \weight{{w}}_{{u,v,c,f}}",
        _sum(parts),
        float(parts.sum()),
        (
            Grid(f"gradient of map {best}", patch[..., best]),
            Grid(f"kernel {best}, turned", W[..., best], "·"),
            Grid("products", patch[..., best] * W[..., best], "="),
        ),
    )


def _sum(parts: Array) -> str:
    order = np.argsort(-np.abs(parts), kind="stable")
    text = summed([float(part) for part in parts[order[:_NAMED]]])
    rest = order[_NAMED:]
    if not len(rest):
        return text
    return rf"{text} + (\text{{{len(rest)} others: }}{number(float(parts[rest].sum()))})"


def _same(layer: Any, stage: Stage, g: Array, cell: Cell) -> Parts:
    total = float(g.reshape(stage.x.shape)[cell])
    return (
        f"{stage.title} passes every number on as it is, and so it does with the gradient.",
        rf"\frac{{∂L}}{{∂x}} = {_G}",
        number(total),
        total,
        (),
    )


_BY_KIND: dict[str, Callable[[Any, Stage, Array, Cell], Parts]] = {
    "Conv2D": _correlated,
    "MaxPool2D": _pooled,
    "Dense": _weighed,
    "ReLU": _bend,
    "Activation": _bend,
    "BatchNorm": _normed,
}
