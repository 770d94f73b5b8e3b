"""Layers and whole networks against JAX, which derives by itself, in float64."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from digitpad.nn import Array, LayerSpec, Network, loss_named

EXACT = {"rtol": 1e-10, "atol": 1e-11}
Parameters = list[dict[str, Array]]


def layer_in_jax(jax: ModuleType, spec: LayerSpec, own: dict[str, Any], x: Any) -> Any:
    """Return the layer's output while training (without dropout), as JAX works it out."""
    np_, lax = jax.numpy, jax.lax
    match spec["layer"]:
        case "Conv2D":
            dimensions = ("NHWC", "HWIO", "NHWC")
            padding = spec.get("padding", "valid").upper()
            return (
                lax.conv_general_dilated(x, own["W"], (1, 1), padding, dimension_numbers=dimensions)
                + own["b"]
            )
        case "Dense":
            return x @ own["W"] + own["b"]
        case "MaxPool2D":
            window = (1, spec["size"], spec["size"], 1)
            return lax.reduce_window(x, -np_.inf, lax.max, window, window, "VALID")
        case "BatchNorm":
            axes = tuple(range(x.ndim - 1))
            normal = (x - x.mean(axes)) / np_.sqrt(x.var(axes) + spec.get("epsilon", 1e-3))
            return normal * own["gamma"] + own["beta"]
        case "Flatten":
            return x.reshape(len(x), -1)
        case "Reshape":
            return x.reshape(len(x), *spec["shape"])
        case "Softmax":
            return jax.nn.softmax(x)
        case "ReLU":
            return jax.nn.relu(x)
        case "Activation":
            functions = {
                "relu": jax.nn.relu,
                "leaky_relu": jax.nn.leaky_relu,
                "sigmoid": jax.nn.sigmoid,
                "tanh": np_.tanh,
                "linear": lambda z: z,
            }
            return functions[spec["function"]](x)
    raise AssertionError(f"{spec} is not written in JAX")


def network_in_jax(jax: ModuleType, specs: list[LayerSpec]) -> Callable[[Parameters, Array], Any]:
    def forward(parameters: Parameters, x: Array) -> Any:
        for spec, own in zip(specs, parameters, strict=True):
            x = layer_in_jax(jax, spec, own, x)
        return x

    return forward


def forward_and_back_in_jax(
    jax: ModuleType, spec: LayerSpec, parameters: Parameters, x: Array, dy: Array
) -> Any:
    def both(parameters: Parameters, x: Array, dy: Array) -> Any:
        y, back = jax.vjp(network_in_jax(jax, [spec]), parameters, x)
        return y, *back(dy)

    return jax.jit(both)(parameters, x, dy)  # compiled once, which is faster than op by op


def make(specs: list[LayerSpec], shape: tuple[int, ...]) -> tuple[Network, Parameters]:
    rng = np.random.default_rng(1)
    network = Network(specs, input_shape=shape, rng=rng, dtype=np.float64)
    network.parameters += 0.2 * rng.standard_normal(network.parameters.shape)
    return network, [dict(layer.parameters) for layer in network.layers]


def assert_alike(got: Any, expected: Any, what: str) -> None:
    np.testing.assert_allclose(np.asarray(got), np.asarray(expected), **EXACT, err_msg=what)


LAYERS: list[tuple[LayerSpec, tuple[int, ...]]] = [
    *(
        (
            {"layer": "Conv2D", "filters": f, "kernel_size": k, "padding": p, "bias": b},
            (9, 8, channels),
        )
        for k, channels, f in ((1, 1, 2), (2, 3, 4), (3, 1, 5), (3, 8, 8), (4, 2, 3), (5, 3, 2))
        for p, b in (("valid", "channel"), ("same", "position"))
    ),
    ({"layer": "Dense", "units": 4}, (6,)),
    ({"layer": "MaxPool2D", "size": 2}, (7, 6, 3)),
    ({"layer": "MaxPool2D", "size": 3}, (7, 6, 3)),
    ({"layer": "BatchNorm"}, (5,)),
    ({"layer": "BatchNorm", "epsilon": 0.1}, (4, 3, 2)),
    ({"layer": "Softmax"}, (6,)),
    ({"layer": "Reshape", "shape": [3, 4]}, (2, 6)),
    ({"layer": "Flatten"}, (2, 3, 4)),
    ({"layer": "ReLU"}, (5,)),
    *(
        ({"layer": "Activation", "function": function}, (5,))
        for function in ("leaky_relu", "sigmoid", "tanh", "linear")
    ),
]


@pytest.mark.parametrize(("spec", "shape"), LAYERS, ids=lambda value: str(value)[:70])
def test_a_layer_forward_and_back_agrees_with_jax(
    jax: ModuleType, rng: np.random.Generator, spec: LayerSpec, shape: tuple[int, ...]
) -> None:
    network, parameters = make([spec], shape)
    x = rng.standard_normal((4, *shape))
    y, backward = network.layers[0].forward(x, training=True)
    dy = rng.standard_normal(y.shape)
    dx, gradients = backward(dy)
    right, [right_gradients], right_dx = forward_and_back_in_jax(jax, spec, parameters, x, dy)
    assert_alike(y, right, "y")
    assert_alike(dx, right_dx, "dx")
    for name, gradient in right_gradients.items():
        assert_alike(gradients[name], gradient, f"gradient of {name}")


def conv(filters: int, **settings: Any) -> LayerSpec:
    return {"layer": "Conv2D", "filters": filters, "kernel_size": 3, **settings}


RELU, POOL, NORM = {"layer": "ReLU"}, {"layer": "MaxPool2D", "size": 2}, {"layer": "BatchNorm"}
FLATTEN, SOFTMAX = {"layer": "Flatten"}, {"layer": "Softmax"}
TEN: LayerSpec = {"layer": "Dense", "units": 10}
NETWORKS: dict[str, list[LayerSpec]] = {
    "notebook": [conv(5, bias="position"), RELU, FLATTEN, {**TEN, "units": 20}, RELU, TEN, SOFTMAX],
    "convnet": [conv(8), POOL, RELU, conv(16), POOL, RELU, FLATTEN, TEN, SOFTMAX],
    "relu before the pooling": [conv(4), RELU, POOL, FLATTEN, TEN, SOFTMAX],
    "best": [
        *(conv(8, padding="same"), NORM, RELU, conv(8, padding="same"), NORM, RELU, POOL),
        *(conv(16, padding="same"), NORM, RELU, FLATTEN, TEN, RELU, TEN, SOFTMAX),
    ],
}


def loss_in_jax(jax: ModuleType, name: str, p: Any, y: Any) -> Any:
    if name == "cross_entropy":
        return -(y * jax.numpy.log(p)).sum() / len(p)
    return (0.5 if name == "notebook" else 1.0) * ((p - y) ** 2).mean()


@pytest.mark.parametrize(
    ("name", "loss"),
    [
        ("notebook", "notebook"),
        ("convnet", "cross_entropy"),
        ("convnet", "mean_squared_error"),
        ("relu before the pooling", "cross_entropy"),
        ("best", "cross_entropy"),
    ],
)
def test_a_network_s_loss_and_gradients_agree_with_jax(
    jax: ModuleType, rng: np.random.Generator, name: str, loss: str
) -> None:
    specs = NETWORKS[name]
    network, parameters = make(specs, (12, 11, 1))
    x, labels = rng.random((5, 12, 11, 1)), rng.integers(0, 10, 5)
    value, _, gradients = network.loss_and_gradients(loss_named(loss), x, labels)
    forward, y = network_in_jax(jax, specs), np.eye(10)[labels]
    right, right_gradients = jax.jit(
        jax.value_and_grad(lambda parameters: loss_in_jax(jax, loss, forward(parameters, x), y))
    )(parameters)
    assert value == pytest.approx(float(right), rel=1e-11)
    for number, (of_layer, expected) in enumerate(zip(gradients, right_gradients, strict=True), 1):
        for array, gradient in expected.items():
            assert_alike(of_layer[array], gradient, f"layer {number}, gradient of {array}")


def test_the_prediction_of_a_network_agrees_with_jax(
    jax: ModuleType, rng: np.random.Generator
) -> None:
    network, _ = make(NETWORKS["convnet"], (12, 11, 1))
    x = rng.random((70, 12, 11, 1))
    parameters = [dict(layer.parameters) for layer in network.layers]
    assert_alike(network.predict(x), network_in_jax(jax, NETWORKS["convnet"])(parameters, x), "p")
