"""Explains what comes from a patch of maps: a convolution, a pooling."""

import numpy as np

from digitpad.inside.explanation import Explanation, Grid, number, plain_number, role, summed
from digitpad.inside.trace import Cell, Stage
from digitpad.nn import Array, Conv2D, MaxPool2D

_WRITTEN_OUT = 9  # products at most that are written one by one
_NAMED = 3  # maps whose part is written on its own; the others are added up


def convolution(layer: Conv2D, stage: Stage, cell: Cell) -> Explanation:
    """A patch times a kernel, map by map, and the bias."""
    row, column, filter_ = cell
    patch = patch_of(layer, stage.x, row, column).astype(np.float64)
    kernel = layer.parameters["W"][..., filter_].astype(np.float64)
    b = layer.parameters["b"]
    bias = float(b[filter_] if b.ndim == 1 else b[cell])
    products = patch * kernel
    parts = products.sum(axis=(0, 1))  # of each map
    total, channels = bias + float(parts.sum()), len(parts)
    best = int(np.abs(parts).argmax())
    k = layer.kernel_size
    value = float(stage.y[cell])
    if channels == 1:
        sum_ = _products(patch, kernel) if k * k <= _WRITTEN_OUT else number(float(parts[0]))
        name = ""
    else:
        sum_ = _parts(parts)
        name = f"map {best}"
    return Explanation(
        _words(layer, cell, channels, best, bias_at_place=b.ndim > 1),
        _symbols(layer, channels, bias_at_place=b.ndim > 1),
        rf"\result{{y}} = {role('weight', bias)} + {sum_} = \result{{{number(total)}}}",
        value,
        total,
        _within(layer, products[..., best], row, column, best),
        (
            Grid(f"patch {name}".strip(), patch[..., best]),
            Grid(f"kernel {filter_}", kernel[..., best], "·"),
            Grid(f"sum {plain_number(float(parts[best]))}", products[..., best], "="),
        ),
    )


def _within(layer: Conv2D, products: Array, row: int, column: int, map_: int) -> Cell:
    """Return which number of the input has the largest product; one beyond the edge has none."""
    shift = (layer.kernel_size - 1) // 2 if layer.padding == "same" else 0
    height, width, _ = layer.input_shape
    u, v = divmod(int(np.abs(products).argmax()), layer.kernel_size)
    return (
        min(max(row + u - shift, 0), height - 1),
        min(max(column + v - shift, 0), width - 1),
        map_,
    )


def patch_of(layer: Conv2D, x: Array, row: int, column: int) -> Array:
    """Return the part (k, k, C) of x (H, W, C) that the kernel lies on for this place of y."""
    k = layer.kernel_size
    return layer.padded(x[np.newaxis])[0, row : row + k, column : column + k]


def _words(layer: Conv2D, cell: Cell, channels: int, best: int, *, bias_at_place: bool) -> str:
    row, column, filter_ = cell
    k = layer.kernel_size
    maps = "" if channels == 1 else f" of each of the {channels} maps"
    text = (
        f"Kernel {filter_} lies on the {k} × {k} patch at row {row}, column {column}{maps}. "
        "Each number is multiplied by the kernel's number on it; all products and the bias"
        f"{' of this place' if bias_at_place else ''} are added up."
    )
    if layer.padding == "same":
        text += " Beyond the edge there are zeros."
    return text if channels == 1 else f"{text} Map {best} counts most here:"


def _symbols(layer: Conv2D, channels: int, *, bias_at_place: bool) -> str:
    shift = (layer.kernel_size - 1) // 2 if layer.padding == "same" else 0
    minus = f" − {shift}" if shift else ""
    bias = "i,j,f" if bias_at_place else "f"
    maps, of_map = ("", "") if channels == 1 else (r"\sum_c ", ",c")
    return (
        rf"\result{{y}}_{{i,j,f}} = \weight{{b}}_{{{bias}}} + {maps}\sum_{{u,v}} "
        rf"\input{{x}}_{{i + u{minus},j + v{minus}{of_map}}} · \weight{{w}}_{{u,v{of_map},f}}"
    )


def _products(patch: Array, kernel: Array) -> str:
    pairs = zip(patch.ravel().tolist(), kernel.ravel().tolist(), strict=True)
    return summed([f"{role('input', x)}·{role('weight', w)}" for x, w in pairs])


def _parts(parts: Array) -> str:
    """Write the largest parts one by one and the others as one."""
    order = np.argsort(-np.abs(parts), kind="stable")
    terms: list[str | float] = [float(parts[c]) for c in order[:_NAMED]]
    text = summed(terms)
    rest = order[_NAMED:]
    if not len(rest):
        return f"({text})"
    return rf"({text}) + (\text{{{len(rest)} other maps: }}{number(float(parts[rest].sum()))})"


def pooling(layer: MaxPool2D, stage: Stage, cell: Cell) -> Explanation:
    """The largest number of a window."""
    row, column, map_ = cell
    s = layer.size
    window = stage.x[row * s : (row + 1) * s, column * s : (column + 1) * s, map_]
    window = window.astype(np.float64)
    where = divmod(int(window.argmax()), s)
    value = float(window[where])
    listed = ", ".join(number(v) for v in window.ravel().tolist()) if s * s <= _WRITTEN_OUT else "…"
    return Explanation(
        f"Of each {s} × {s} window only the largest number goes on. The map gets smaller, and "
        "where exactly a feature was matters less.",
        rf"\result{{y}}_{{i,j,c}} = \max_{{u,v<{s}}} \input{{x}}_{{{s}i + u,{s}j + v,c}}",
        rf"\result{{y}} = \max({listed}) = \result{{{number(value)}}}",
        float(stage.y[cell]),
        value,
        (row * s + where[0], column * s + where[1], map_),
        (Grid("window", window, "", where),),
    )
