"""What the strip of layers shows: for each layer its maps as levels of colour."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digitpad.gui.inside.signed_colours import Levels, Values, levels_of
from digitpad.inside.explanation import plain_number
from digitpad.inside.trace import Stage, largest, maps_of

_NAMES = {  # by kind: above a column, and in the glossary
    "Image": ("image", "pixel"),
    "Conv2D": ("conv", "convolution"),
    "MaxPool2D": ("pool", "pooling"),
    "Dense": ("dense", "dense layer"),
    "ReLU": ("ReLU", "relu"),
    "BatchNorm": ("norm", "batch normalization"),
    "Dropout": ("drop", "dropout"),
    "Flatten": ("flat", "flatten"),
    "Reshape": ("shape", "flatten"),
    "Softmax": ("softmax", "softmax"),
}


@dataclass(frozen=True)
class StripColumn:
    """One layer: its title and shape as text, and its maps as levels (count, height, width).

    ``term``: what it is, in the glossary.  ``order``: which map comes first, second and so on.
    ``limit``: the number at the end of the colours.  ``texts``: of a short column of numbers each
    one's name and value, else empty.
    """

    title: str
    term: str
    shape: tuple[int, ...]
    levels: Levels
    order: tuple[int, ...]
    limit: float
    texts: tuple[tuple[str, str], ...] = ()

    @property
    def shape_lines(self) -> tuple[str, str]:
        """The shape in two short lines: ``26×26``, ``× 48``."""
        if len(self.shape) == 3:
            return f"{self.shape[0]}×{self.shape[1]}", f"× {self.shape[2]}"
        return "×".join(map(str, self.shape)), ""


def strip_columns(
    stages: Sequence[Stage],
    values: Sequence[Values],
    classes: Sequence[str],
    *,
    strongest_first: bool,
) -> tuple[StripColumn, ...]:
    """Return a column for each stage, of ``values`` shaped as what it makes."""
    orders = _orders(stages, values) if strongest_first else {}
    return tuple(
        _column(stage, value, classes, orders.get(stage.number))
        for stage, value in zip(stages, values, strict=True)
    )


def _column(
    stage: Stage, values: Values, classes: Sequence[str], order: tuple[int, ...] | None
) -> StripColumn:
    maps, limit = maps_of(values), largest(values)
    texts: tuple[tuple[str, str], ...] = ()
    if maps.shape[2] == 1 and len(maps) == 1:
        names = classes if len(classes) == maps.shape[1] else range(maps.shape[1])
        flat = values.ravel().tolist()
        texts = tuple((str(name), plain_number(v)) for name, v in zip(names, flat, strict=True))
    title, term = _NAMES.get(stage.kind, (stage.title.split()[0].lower(), "activation"))
    return StripColumn(
        title,
        term,
        values.shape,
        levels_of(maps, limit),
        order or tuple(range(len(maps))),
        limit,
        texts,
    )


def _orders(stages: Sequence[Stage], values: Sequence[Values]) -> dict[int, tuple[int, ...]]:
    """Return the order of maps of each stage that has some.

    Maps on the same line belong together: layers that keep the maps take the order of the last of
    them, which is what the next convolution gets.
    """
    orders: dict[int, tuple[int, ...]] = {}
    order: tuple[int, ...] | None = None
    for stage, value in zip(reversed(stages), reversed(values), strict=True):
        if value.ndim != 3:
            order = None
            continue
        if order is None or len(order) != value.shape[2]:
            strength = np.abs(value).mean(axis=(0, 1))
            order = tuple(np.argsort(-strength, kind="stable").tolist())
        orders[stage.number] = order
        if stage.kind == "Conv2D":
            order = None
    return orders
