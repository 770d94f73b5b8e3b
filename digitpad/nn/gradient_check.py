"""Checks that a layer's backward pass is the derivative of its forward pass."""

from collections.abc import Callable

import numpy as np

from digitpad.nn.layer import Array, Layer
from digitpad.nn.losses import Loss, Targets
from digitpad.nn.network import Network


def assert_gradients_match(
    layer: Layer,
    x: Array,
    *,
    rng: np.random.Generator,
    training: bool = True,
    tolerance: float = 1e-7,
) -> None:
    """Compare each gradient of ``layer`` at x (float64) with central differences.

    The output is weighted with a random direction, so that every output counts; the derivative
    is taken along a random direction of x and of each parameter.  A layer that draws at random is
    given the same numbers each time.  Raises: AssertionError with both values.
    """
    seed = int(rng.integers(2**32))

    def forward() -> Array:
        return layer.forward(x, training=training, rng=np.random.default_rng(seed))[0]

    y, backward = layer.forward(x, training=training, rng=np.random.default_rng(seed))
    dy = rng.standard_normal(y.shape)
    dx, gradients = backward(dy)
    for name, array, gradient in [
        ("x", x, dx),
        *((name, layer.parameters[name], gradients[name]) for name in layer.parameters),
    ]:
        what = f"{type(layer).__name__}, gradient of {name}"
        _compare(
            what,
            lambda: float((forward() * dy).sum()),
            array,
            np.asarray(gradient),
            rng,
            tolerance,
        )


def assert_network_gradients_match(
    network: Network,
    loss: Loss,
    x: Array,
    targets: Targets,
    *,
    rng: np.random.Generator,
    tolerance: float = 1e-7,
) -> None:
    """Compare a whole network's gradient of ``loss``, layer by layer, with central differences.

    Raises: AssertionError with the layer's number and both values.
    """
    seed = int(rng.integers(2**32))

    def value() -> float:
        return network.loss_and_gradients(loss, x, targets, rng=np.random.default_rng(seed))[0]

    rng_of_run = np.random.default_rng(seed)
    _, _, gradients = network.loss_and_gradients(loss, x, targets, rng=rng_of_run)
    for number, (layer, of_layer) in enumerate(zip(network.layers, gradients, strict=True), 1):
        for name, array in layer.parameters.items():
            what = f"layer {number}, {type(layer).__name__}, gradient of {name}"
            _compare(what, value, array, np.asarray(of_layer[name]), rng, tolerance)


def _compare(
    what: str,
    f: Callable[[], float],
    array: Array,
    gradient: Array,
    rng: np.random.Generator,
    tolerance: float,
    step: float = 1e-5,
) -> None:
    """Compare df along one random direction of ``array``, which is put back as it was."""
    if gradient.shape != array.shape:
        raise AssertionError(f"{what}: expected shape {array.shape}, got {gradient.shape}")
    direction = rng.standard_normal(array.shape)
    direction /= np.linalg.norm(direction)
    before = array.copy()
    values = []
    for sign in (1, -1):
        array += sign * step * direction
        values.append(f())
        array[...] = before
    numeric = (values[0] - values[1]) / (2 * step)
    analytic = float((gradient * direction).sum())
    # The scale is that of the whole gradient: one direction alone may be near 0 by chance.
    # And a gradient that is 0 (a bias before a BatchNorm) is known to the rounding of f only.
    scale = max(abs(analytic), abs(numeric), float(np.linalg.norm(gradient)), 1e-3 * abs(values[0]))
    error = abs(analytic - numeric) / scale
    if not error <= tolerance:
        raise AssertionError(
            f"{what}: analytic {analytic:.12g}, numeric {numeric:.12g}, "
            f"relative error {error:.2g} (allowed {tolerance:.2g})"
        )
