"""Explains what comes from one number: activations, batch norm, dropout, another shape."""

from collections.abc import Callable
from math import exp, sqrt, tanh

import numpy as np

from digitpad.inside.explanation import Explanation, number, role
from digitpad.inside.trace import Cell, Stage, shape_text
from digitpad.nn import Activation, BatchNorm, Dropout, Reshape

# function -> words, its formula for {x}, and what it does in float64
_FUNCTIONS: dict[str, tuple[str, str, Callable[[float], float]]] = {
    "relu": (
        "What is below zero becomes zero; all else stays. Without such a bend many layers could do "
        "no more than one.",
        r"\max(0, {x})",
        lambda x: max(0.0, x),
    ),
    "leaky_relu": (
        "What is below zero becomes a hundredth of it; all else stays.",
        r"\max({x}, 0.01 · {x})",
        lambda x: max(x, 0.01 * x),
    ),
    "sigmoid": (
        "Any number becomes one between 0 and 1: far below zero almost 0, far above almost 1.",
        r"\frac{{1}}{{1 + e^{{−{x}}}}}",
        lambda x: 1 / (1 + exp(-x)) if x > -700 else 0.0,
    ),
    "tanh": (
        "Any number becomes one between −1 and 1; around zero it hardly changes.",
        r"\text{{tanh}}({x})",
        tanh,
    ),
    "linear": ("Every number goes on as it is.", "{x}", lambda x: x),
}


def activation(layer: Activation, stage: Stage, cell: Cell) -> Explanation:
    """A function of one number."""
    x = float(stage.x[cell])
    words, formula, function = _FUNCTIONS[layer.function]
    total = function(x)
    filled = formula.format(x=role("input", x))
    return Explanation(
        words,
        r"\result{y} = " + formula.format(x=r"\input{x}"),
        rf"\result{{y}} = {filled} = \result{{{number(total)}}}",
        float(stage.y[cell]),
        total,
        cell,
    )


def batch_norm(layer: BatchNorm, stage: Stage, cell: Cell) -> Explanation:
    """Shifted and scaled as the images of the training asked for."""
    x, channel = float(stage.x[cell]), cell[-1]
    gamma, beta = (float(layer.parameters[name][channel]) for name in ("gamma", "beta"))
    mean, variance = (float(layer.statistics[name][channel]) for name in ("mean", "variance"))
    total = gamma * (x - mean) / sqrt(variance + layer.epsilon) + beta
    plus = f"− {number(-beta)}" if beta < 0 else f"+ {number(beta)}"
    minus = f"+ {number(-mean)}" if mean < 0 else f"− {number(mean)}"
    scale = role("weight", gamma)
    return Explanation(
        f"In training, the numbers of map {channel} had the mean μ and the variance σ². They are "
        "taken out, so that all maps are of like size; then each gets a scale γ and a shift β, "
        "which are learned. ε keeps the root above zero.",
        r"\result{y} = \weight{γ} · \frac{\input{x} − μ}{\sqrt{σ^2 + ε}} + \weight{β}",
        rf"\result{{y}} = {scale} · \frac{{\input{{{number(x)}}} {minus}}}"
        rf"{{\sqrt{{{number(variance)} + {number(layer.epsilon)}}}}} {plus} "
        rf"= \result{{{number(total)}}}",
        float(stage.y[cell]),
        total,
        cell,
    )


def dropout(layer: Dropout, stage: Stage, cell: Cell) -> Explanation:
    """Nothing, but while training."""
    x, share = float(stage.x[cell]), f"{100 * layer.rate:g} %"
    return Explanation(
        f"Now, as it reads, every number goes on as it is. Only while training, {share} of them, "
        "drawn anew for each image, become 0, so that no unit can rely on a single other one; the "
        "rest is divided by 1 − r, and the sum stays about the same.",
        r"\result{y} = \input{x} \text{ ;  in training } \result{y} = \frac{\input{x}}{1 − r} "
        r"\text{ or } 0",
        rf"\result{{y}} = \input{{{number(x)}}}",
        float(stage.y[cell]),
        x,
        cell,
    )


def reshape(layer: Reshape, stage: Stage, cell: Cell) -> Explanation:
    """The same number in another place."""
    source, place = stage.x, int(np.ravel_multi_index(cell, stage.y.shape))
    origin = tuple(int(index) for index in np.unravel_index(place, source.shape))
    x = float(source[origin])
    from_, to = (",".join(map(str, where)) for where in (origin, cell))
    return Explanation(
        f"The same numbers in another order of rows: {shape_text(source.shape)} become "
        f"{shape_text(stage.y.shape)}. Nothing is computed.",
        _symbols(source.shape, stage.y.shape),
        rf"\result{{y}}_{{{to}}} = \input{{x}}_{{{from_}}} = \result{{{number(x)}}}",
        float(stage.y[cell]),
        x,
        origin,
    )


def _symbols(before: tuple[int, ...], after: tuple[int, ...]) -> str:
    if len(before) == 3 and len(after) == 1:
        _, width, channels = before
        return (
            r"\result{y}_n = \input{x}_{i,j,c}"
            rf"\text{{  with }} n = (i · {width} + j) · {channels} + c"
        )
    return r"\result{y} = \input{x}"
