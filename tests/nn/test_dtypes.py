"""A float32 network stays float32 on every way, a float64 one float64."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.nn import (
    LAYERS,
    LOSSES,
    SGD,
    Adam,
    Layer,
    LayerSpec,
    Network,
    loss_named,
)
from digitpad.nn.engine import Engine, Workers, random_streams

IMAGE, ROW = (8, 8, 8), (9,)
CASES: list[tuple[LayerSpec, tuple[int, ...]]] = [
    *(
        ({"layer": "Conv2D", "filters": 8, "kernel_size": k, "padding": p, "bias": b}, IMAGE)
        for k in (2, 3)
        for p in ("valid", "same")
        for b in ("channel", "position")
    ),
    ({"layer": "MaxPool2D", "size": 2}, IMAGE),
    ({"layer": "BatchNorm"}, IMAGE),
    ({"layer": "Flatten"}, IMAGE),
    ({"layer": "Reshape", "shape": [64, 8]}, IMAGE),
    ({"layer": "ReLU"}, IMAGE),
    ({"layer": "Dropout", "rate": 0.3}, IMAGE),
    ({"layer": "Dense", "units": 5}, ROW),
    ({"layer": "BatchNorm"}, ROW),
    ({"layer": "Softmax"}, ROW),
    *(
        ({"layer": "Activation", "function": function}, ROW)
        for function in ("relu", "leaky_relu", "sigmoid", "tanh", "linear")
    ),
]


def test_every_kind_of_layer_is_among_the_cases() -> None:
    assert {spec["layer"] for spec, _ in CASES} == set(LAYERS)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@settings(max_examples=80)
@given(
    case=st.sampled_from(CASES),
    n=st.integers(1, 4),
    training=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_forward_and_backward_keep_the_type(
    layer_of: Callable[..., Layer],
    dtype: Any,
    case: tuple[LayerSpec, tuple[int, ...]],
    n: int,
    training: bool,
    seed: int,
) -> None:
    spec, shape = case
    layer, rng = layer_of(spec, shape, dtype), np.random.default_rng(seed)
    x = rng.standard_normal((n, *shape)).astype(dtype)
    y, backward = layer.forward(x, training=training, rng=rng)
    assert y.shape == (n, *layer.output_shape), spec
    assert y.dtype == dtype, spec
    for wants_dx in (True, False):
        dx, gradients = backward(rng.standard_normal(y.shape).astype(dtype), wants_dx=wants_dx)
        assert dx.dtype == dtype, spec
        assert not wants_dx or dx.shape == x.shape, spec
        assert set(gradients) == {*layer.parameters, *layer.statistics}, spec
        for name, gradient in gradients.items():
            array = np.asarray(gradient)
            assert array.dtype == dtype, f"{spec}, {name}"
            assert array.shape == {**layer.parameters, **layer.statistics}[name].shape


def netof(dtype: Any) -> Network:
    specs = [
        {"layer": "Conv2D", "filters": 8, "kernel_size": 3},
        {"layer": "BatchNorm"},
        {"layer": "MaxPool2D"},
        {"layer": "ReLU"},
        {"layer": "Flatten"},
        {"layer": "Dropout", "rate": 0.2},
        {"layer": "Dense", "units": 4},
        {"layer": "Softmax"},
    ]
    return Network(specs, input_shape=(10, 10, 8), rng=np.random.default_rng(0), dtype=dtype)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("given_dtype", [np.float32, np.float64, np.uint8])
@pytest.mark.parametrize("loss", LOSSES)
def test_a_nets_own_type_holds_whatever_it_is_given(
    dtype: Any, given_dtype: Any, loss: str, rng: np.random.Generator
) -> None:
    network = netof(dtype)
    x = (9 * rng.random((3, 10, 10, 8))).astype(given_dtype)
    _, output, gradients = network.loss_and_gradients(
        loss_named(loss), x, np.array([0, 1, 3], np.uint8), rng=rng
    )
    assert output.dtype == network.predict(x).dtype == dtype
    assert {np.asarray(g).dtype for of_layer in gradients for g in of_layer.values()} == {
        np.dtype(dtype)
    }


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("images", [1, 20])
@pytest.mark.parametrize("optimizer", [SGD, Adam])
def test_a_whole_training_step_keeps_the_type_of_weights_and_state(
    dtype: Any, images: int, optimizer: Any, rng: np.random.Generator
) -> None:
    network = netof(dtype)
    x, labels = rng.random((images, 10, 10, 8)), rng.integers(0, 4, images)
    stepper = optimizer(network.parameters, weight_decay=0.1, decay=network.decay)
    with Workers(1) as workers:
        net, size = network, images
        streams = random_streams(net, size, rng)
        engine = Engine(net, loss_named("cross_entropy"), size, workers, streams=streams)
        result = engine.batch_gradient(lambda cut, _: (x[cut], labels[cut]), images)
    assert result.gradient.vector().dtype == result.statistics.dtype == dtype
    before = network.parameters.copy()
    stepper.step(result.gradient, 0.01)
    assert (network.parameters != before).any()
    assert network.parameters.dtype == network.decay.dtype == dtype
    assert all(state.dtype == dtype for state in stepper.state.values())
