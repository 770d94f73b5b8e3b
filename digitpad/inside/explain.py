"""Explains any number that any layer makes."""

from collections.abc import Callable
from typing import Any

from digitpad.inside import flat, single, spatial
from digitpad.inside.explanation import Explanation, number
from digitpad.inside.trace import Cell, Stage, Trace

_BY_KIND: dict[str, Callable[[Any, Stage, Cell], Explanation]] = {
    "Conv2D": spatial.convolution,
    "MaxPool2D": spatial.pooling,
    "Dense": flat.dense,
    "Softmax": flat.softmax,
    "ReLU": single.activation,
    "Activation": single.activation,
    "BatchNorm": single.batch_norm,
    "Dropout": single.dropout,
    "Flatten": single.reshape,
    "Reshape": single.reshape,
}


def explain(trace: Trace, stage: int, cell: Cell) -> Explanation:
    """Return where the number at ``cell`` of stage ``stage`` comes from; 0 is the image itself."""
    here = trace.stages[stage]
    if stage == 0:
        value = float(here.y[cell])
        grey = f"\\input{{{255 * value:.0f}}}"
        return Explanation(
            "A pixel of the image: how much ink it has, between 0 for none and 1 for all.",
            r"\result{x} = \frac{\input{\text{ink}}}{255}",
            rf"\result{{x}} = \frac{{{grey}}}{{255}} = \result{{{number(value)}}}",
            value,
            value,
            cell,
        )
    return _BY_KIND[here.kind](trace.layer(stage), here, cell)
