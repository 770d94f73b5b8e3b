"""The way back: how the loss of one image would change with every number that led to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from digitpad.inside.explanation import Explanation, Grid, number
from digitpad.inside.trace import Trace
from digitpad.nn import Array, CategoricalCrossEntropy, Conv2D, Network


@dataclass(frozen=True)
class WayBack:
    """The cross-entropy ``loss`` (nats) of a traced image that should be ``target``.

    ``at`` has the gradient of the loss with respect to what each stage makes, number 0 the image;
    ``gradients`` those of each stage's parameters.  Both are of the network as it reads: dropout
    passes everything on, batch norm uses its running statistics.
    """

    target: int
    loss: float
    p: Array
    wanted: Array
    at: Sequence[Array]
    gradients: Sequence[Mapping[str, Array]]

    @property
    def at_logits(self) -> Array:
        """The gradient p - y with respect to the numbers before the softmax, (classes,)."""
        return self.at[-2]


def way_back(trace: Trace, target: int) -> WayBack:
    """Go back through a traced network.  Raises: ValueError, it does not end with a softmax."""
    if trace.stages[-1].kind != "Softmax":
        raise ValueError(f"the way back begins at a softmax, not at {trace.stages[-1].title}")
    loss, labels = CategoricalCrossEntropy(), np.array([target])
    p = trace.output
    value, dy = loss.from_logits(trace.stages[-1].x[np.newaxis], labels)
    _, dp = loss(p[np.newaxis], labels)
    at, gradients = [dp[0], dy[0]], [dict[str, Array]()]
    for number_ in range(len(trace.stages) - 2, 0, -1):
        dy, of_layer = trace.backwards[number_ - 1](dy)
        at.append(dy[0])
        names = trace.layer(number_).parameters
        gradients.append({name: np.asarray(of_layer[name]) for name in names})
    gradients.append({})
    wanted = np.zeros_like(p)
    wanted[target] = 1
    return WayBack(target, value, p, wanted, tuple(at[::-1]), tuple(gradients[::-1]))


def stepped(network: Network, way: WayBack, learning_rate: float) -> Network:
    """Return a frozen copy of ``network`` after one step of plain gradient descent."""
    copy = network.copy()
    for layer, gradients in zip(copy.layers, way.gradients[1:], strict=True):
        for name, gradient in gradients.items():
            layer.parameters[name] -= learning_rate * gradient
    return copy.snapshot()


def weight_gradient(trace: Trace, way: WayBack, stage: int, weight: tuple[int, ...]) -> Explanation:
    """Explain the gradient of one weight: (u, v, c, f) of a convolution, (d, m) of a dense layer.

    ``value`` is the engine's, ``total`` the sum of the products that are shown.
    Raises: ValueError, a layer without such weights.
    """
    layer = trace.layer(stage)
    x, dy = trace.stages[stage].x.astype(np.float64), way.at[stage].astype(np.float64)
    if "W" not in layer.parameters:
        raise ValueError(f"{trace.stages[stage].title} has no weights of connections")
    if isinstance(layer, Conv2D):
        words, symbols, sum_, total, grids = _of_kernel(layer, x, dy, weight)
    else:
        words, symbols, sum_, total, grids = _of_connection(x, dy, weight)
    value = float(way.gradients[stage]["W"][weight])
    direction = "smaller" if value > 0 else "larger"
    end = f" A {direction} weight makes the loss smaller." if value else ""
    numbers = rf"{_DW} = {sum_} = \result{{{number(total)}}}"
    return Explanation(words + end, symbols, numbers, value, total, weight, grids)


_DW = r"\frac{∂L}{∂\weight{w}}"
_Parts = tuple[str, str, str, float, tuple[Grid, ...]]


def _of_kernel(layer: Conv2D, x: Array, dy: Array, weight: tuple[int, ...]) -> _Parts:
    u, v, c, f = weight
    rows, columns, _ = layer.output_shape
    touched = layer.padded(x[np.newaxis])[0, u : u + rows, v : v + columns, c]
    products = touched * dy[..., f]
    total, count = float(products.sum()), np.count_nonzero(products)
    shift = (layer.kernel_size - 1) // 2 if layer.padding == "same" else 0
    minus = f" − {shift}" if shift else ""
    return (
        f"As kernel {f} moves over map {c}, its weight at row {u}, column {v} meets each of these "
        "numbers. Each counts as much as the loss depends on the place it helped to make.",
        rf"\frac{{∂L}}{{∂\weight{{w}}_{{u,v,c,f}}}} = \sum_{{i,j}} "
        rf"\input{{x}}_{{i + u{minus},j + v{minus},c}} · \frac{{∂L}}{{∂y_{{i,j,f}}}}",
        rf"\text{{sum of {count:,} {'product' if count == 1 else 'products'}}}",
        total,
        (
            Grid(f"numbers met in map {c}", touched),
            Grid(f"gradient of map {f}", dy[..., f], "·"),
            Grid("products", products, "="),
        ),
    )


def _of_connection(x: Array, dy: Array, weight: tuple[int, ...]) -> _Parts:
    d, m = weight
    product = x[d] * dy[m]
    return (
        f"The weight from number {d} to unit {m} was used once. Its gradient is the number that "
        "came in times how much the loss depends on the unit.",
        r"\frac{∂L}{∂\weight{w}_{d,m}} = \input{x}_d · \frac{∂L}{∂y_m}",
        rf"\input{{{number(float(x[d]))}}} · ({number(float(dy[m]))})",
        float(product),
        (
            Grid("number", np.array([[x[d]]])),
            Grid("gradient", np.array([[dy[m]]]), "·"),
            Grid("product", np.array([[product]]), "="),
        ),
    )
