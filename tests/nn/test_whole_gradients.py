"""Gradients of whole networks, as presets have them, against central differences."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.nn import Array, LayerSpec, Loss, Network, loss_named
from digitpad.nn.gradient_check import assert_network_gradients_match


def conv(filters: int, **settings: Any) -> LayerSpec:
    return {"layer": "Conv2D", "filters": filters, "kernel_size": 3, **settings}


def dense(units: int) -> LayerSpec:
    return {"layer": "Dense", "units": units}


RELU, POOL, NORM = {"layer": "ReLU"}, {"layer": "MaxPool2D"}, {"layer": "BatchNorm"}
FLATTEN, SOFTMAX = {"layer": "Flatten"}, {"layer": "Softmax"}
TANH, DROP = {"layer": "Activation", "function": "tanh"}, {"layer": "Dropout", "rate": 0.3}
NETWORKS: dict[str, list[LayerSpec]] = {
    "notebook": [conv(5, bias="position"), RELU, FLATTEN, dense(9), RELU, DROP, dense(4), SOFTMAX],
    "convnet": [conv(8), POOL, RELU, conv(9), POOL, RELU, FLATTEN, DROP, dense(4), SOFTMAX],
    "best": [
        *(conv(8, padding="same"), NORM, RELU, conv(8, padding="same"), NORM, RELU, POOL),
        *(conv(9, padding="same"), NORM, RELU, FLATTEN, DROP, dense(6), RELU, dense(4), SOFTMAX),
    ],
    "no softmax": [
        conv(3),
        TANH,
        FLATTEN,
        dense(4),
        {"layer": "Activation", "function": "sigmoid"},
    ],
    "softmax twice": [FLATTEN, dense(6), SOFTMAX, dense(4), SOFTMAX],
}
LOSSES = {
    "cross entropy": loss_named("cross_entropy"),
    "smoothed": loss_named("cross_entropy", smoothing=0.1),
    "squared": loss_named("mean_squared_error"),
    "notebook": loss_named("notebook"),
}


def check(network: Network, loss: Loss, n: int, rng: np.random.Generator) -> None:
    x = rng.standard_normal((n, *network.input_shape))
    targets = rng.integers(0, 4, n)
    assert_network_gradients_match(network, loss, x, targets, rng=rng)


def shaken(specs: list[LayerSpec], shape: tuple[int, ...], rng: np.random.Generator) -> Network:
    """Return a network whose biases, gammas and betas are not at their plain first values."""
    network = Network(specs, input_shape=shape, rng=rng, dtype=np.float64)
    network.parameters += 0.1 * rng.standard_normal(network.parameters.shape)
    return network


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_s_gradients_match_central_differences(
    name: str, loss: str, rng: np.random.Generator
) -> None:
    check(shaken(NETWORKS[name], (11, 10, 2), rng), LOSSES[loss], 4, rng)


def test_targets_may_be_distributions(rng: np.random.Generator) -> None:
    network = shaken(NETWORKS["convnet"], (10, 10, 1), rng)
    targets: Array = rng.dirichlet(np.ones(4), 3)
    x = rng.standard_normal((3, 10, 10, 1))
    for loss in LOSSES.values():
        assert_network_gradients_match(network, loss, x, targets, rng=rng)


MIDDLE = st.lists(
    st.one_of(
        st.builds(
            lambda filters, k, bias: conv(filters, kernel_size=k, bias=bias, padding="same"),
            st.sampled_from([1, 3, 8]),
            st.integers(1, 4),
            st.sampled_from(["channel", "position"]),
        ),
        st.sampled_from([RELU, NORM, TANH, DROP, {"layer": "MaxPool2D", "size": 2}]),
    ),
    max_size=5,
)


@settings(max_examples=40, derandomize=True)
@given(middle=MIDDLE, n=st.integers(3, 5), seed=st.integers(0, 1000))
def test_any_stack_of_layers_has_the_gradients_of_central_differences(
    middle: list[LayerSpec], n: int, seed: int
) -> None:
    pools = [i for i, spec in enumerate(middle) if spec["layer"] == "MaxPool2D"]
    kept = [spec for i, spec in enumerate(middle) if i not in pools[2:]]
    rng = np.random.default_rng(seed)
    network = shaken([*kept, FLATTEN, dense(4), SOFTMAX], (7, 6, 2), rng)
    check(network, LOSSES["cross entropy"], n, rng)
