"""Explains what comes from a whole row of numbers: a dense layer, the softmax."""

import numpy as np

from digitpad.inside.explanation import Explanation, Grid, number, role, summed
from digitpad.inside.trace import Cell, Stage, maps_of
from digitpad.nn import Array, Dense, Softmax

_NAMED = 4  # products that are written on their own; the others are added up


def dense(layer: Dense, stage: Stage, cell: Cell) -> Explanation:
    """Every number times its weight, and the bias."""
    (unit,) = cell
    x = stage.x.astype(np.float64)
    w = layer.parameters["W"][:, unit].astype(np.float64)
    bias = float(layer.parameters["b"][unit])
    products = x * w
    total = bias + float(products.sum())
    return Explanation(
        f"Unit {unit} weighs all {len(x):,} numbers before it. Each is multiplied by the weight of "
        "its connection; all products and the bias are added up.",
        r"\result{y}_m = \weight{b}_m + \sum_d \input{x}_d · \weight{w}_{d,m}",
        rf"\result{{y}}_{{{unit}}} = {role('weight', bias)} + {_largest(x, w)} "
        rf"= \result{{{number(total)}}}",
        float(stage.y[cell]),
        total,
        (int(np.abs(products).argmax()),),
        (
            Grid("numbers", maps_of(x)[0]),
            Grid(f"weights of unit {unit}", maps_of(w)[0], "·"),
            Grid("products", maps_of(products)[0], "="),
        ),
    )


def _largest(x: Array, w: Array) -> str:
    """Write the largest products one by one and the others as one."""
    products = x * w
    order = np.argsort(-np.abs(products), kind="stable")
    terms: list[str | float] = [
        f"{role('input', float(x[d]))}·{role('weight', float(w[d]))}" for d in order[:_NAMED]
    ]
    rest = order[_NAMED:]
    if len(rest):
        others = number(float(products[rest].sum()))
        terms.append(rf"(\text{{{len(rest):,} others: }}{others})")
    return summed(terms)


def softmax(layer: Softmax, stage: Stage, cell: Cell) -> Explanation:
    """Numbers become probabilities."""
    (class_,) = cell
    x = stage.x.astype(np.float64)
    largest = float(x.max())
    powers = np.exp(x - largest)
    total = float(powers[class_] / powers.sum())
    rows = tuple(map(str, range(len(x))))
    exponent = summed([float(x[class_]), -largest])
    return Explanation(
        "Each number becomes a power of e, which is above zero, and is divided by the sum of all "
        "of them: these are probabilities, and add up to 1. The largest number m is taken away "
        "first, so that no power is too large; it changes nothing.",
        r"\result{p}_i = \frac{e^{\input{x}_i − m}}{\sum_j e^{\input{x}_j − m}}",
        rf"\result{{p}}_{{{class_}}} = \frac{{e^{{{exponent}}}}}{{{number(float(powers.sum()))}}} "
        rf"= \frac{{{number(float(powers[class_]))}}}{{{number(float(powers.sum()))}}} "
        rf"= \result{{{number(total)}}}",
        float(stage.y[cell]),
        total,
        cell,
        (
            Grid("numbers", x[:, np.newaxis], "", (class_, 0), rows),
            Grid("powers", powers[:, np.newaxis], "→", (class_, 0)),
            Grid("probabilities", powers[:, np.newaxis] / powers.sum(), "→", (class_, 0)),
        ),
    )
