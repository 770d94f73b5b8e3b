"""A convolution and the pooling after it, which a network may compute in one go."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.nn import Array, Network, winograd

FLATTEN = {"layer": "Flatten"}


def pair(shape: tuple[int, ...], size: int = 2, dtype: Any = np.float64, **conv: Any) -> Network:
    specs = [{"layer": "Conv2D", **conv}, {"layer": "MaxPool2D", "size": size}, FLATTEN]
    rng = np.random.default_rng(4)
    network = Network(specs, input_shape=shape, rng=rng, dtype=dtype)
    network.parameters += 0.3 * rng.standard_normal(network.parameters.shape).astype(dtype)
    return network


def one_by_one(network: Network, x: Array, dy: Array) -> tuple[Array, Array, list[Any]]:
    y, backwards, gradients = x, [], []
    for layer in network.layers:
        y, backward = layer.forward(y, training=True)
        backwards.append(backward)
    for backward in reversed(backwards):
        dy, of_layer = backward(dy)
        gradients.insert(0, of_layer)
    return y, dy, gradients


@settings(max_examples=100)
@given(
    n=st.integers(1, 3),
    height=st.integers(4, 10),
    width=st.integers(4, 10),
    channels=st.sampled_from([1, 2, 8, 9]),
    filters=st.sampled_from([1, 3, 8, 17]),
    k=st.sampled_from([1, 2, 3, 3, 3]),
    size=st.sampled_from([1, 2, 2, 2]),
    padding=st.sampled_from(["valid", "same"]),
    bias=st.sampled_from(["channel", "channel", "position"]),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_convolution_and_pooling_are_what_they_are_one_by_one(
    n: int,
    height: int,
    width: int,
    channels: int,
    filters: int,
    k: int,
    size: int,
    padding: str,
    bias: str,
    seed: int,
) -> None:
    conv = {"filters": filters, "kernel_size": k, "padding": padding, "bias": bias}
    network = pair((height, width, channels), size, **conv)
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, height, width, channels))
    y, backward = network.forward(x, training=True)
    dy = rng.standard_normal(y.shape)
    dx, gradients = backward(dy)
    expected_y, expected_dx, expected = one_by_one(network, x, dy)
    np.testing.assert_allclose(y, expected_y, atol=1e-11)
    np.testing.assert_allclose(dx, expected_dx, atol=1e-11)
    assert [set(of_layer) for of_layer in gradients] == [{"W", "b"}, set(), set()]
    for name in ("W", "b"):
        np.testing.assert_allclose(
            np.asarray(gradients[0][name]), np.asarray(expected[0][name]), atol=1e-11, err_msg=name
        )


@pytest.mark.parametrize("channels", [1, 8])
def test_empty_areas_full_of_equal_values_change_neither_output_nor_weights(
    channels: int, rng: np.random.Generator
) -> None:
    """In an image most windows hold nothing but equal values: each must count exactly once."""
    network = pair((12, 12, channels), filters=8, kernel_size=3)
    x = np.zeros((2, 12, 12, channels))
    x[:, 4:8, 4:8] = rng.random((2, 4, 4, channels))
    y, backward = network.forward(x, training=True)
    dy = rng.standard_normal(y.shape)
    gradients = backward(dy)[1][0]
    expected_y, _, [expected, *_] = one_by_one(network, x, dy)
    np.testing.assert_allclose(y, expected_y, atol=1e-12)
    np.testing.assert_allclose(np.asarray(gradients["b"]), dy.reshape(-1, 8).sum(0), atol=1e-11)
    np.testing.assert_allclose(np.asarray(gradients["W"]), np.asarray(expected["W"]), atol=1e-11)


@pytest.mark.parametrize("levels", [1, 2, 4])
@pytest.mark.parametrize("channels", [1, winograd.SMALLEST_DEPTH - 1])
def test_of_equal_outputs_the_first_of_a_window_gets_the_gradient(
    channels: int, levels: int, rng: np.random.Generator
) -> None:
    """With whole numbers every plain sum is exact, and so most windows hold equal values."""
    network = pair((9, 10, channels), filters=8, kernel_size=3)
    W = network.layers[0].parameters["W"]
    W[...] = 4 * rng.integers(-1, 2, W.shape)
    x = rng.integers(1, levels + 1, (2, 9, 10, channels)).astype(np.float64)
    y, backward = network.forward(x, training=True)
    dy = rng.integers(-3, 4, y.shape).astype(np.float64)
    dx, [gradients, *_] = backward(dy)
    _, expected_dx, [expected, *_] = one_by_one(network, x, dy)
    np.testing.assert_allclose(dx, expected_dx, atol=1e-11)
    np.testing.assert_allclose(np.asarray(gradients["W"]), np.asarray(expected["W"]), atol=1e-11)


@pytest.mark.parametrize("channels", [1, 16])
def test_float32_is_wrong_by_a_hundred_thousandth_at_most(
    channels: int, rng: np.random.Generator
) -> None:
    conv = {"filters": 16, "kernel_size": 3}
    single, double = (pair((14, 14, channels), dtype=t, **conv) for t in (np.float32, np.float64))
    double.parameters[:] = single.parameters
    x = rng.standard_normal((4, 14, 14, channels)).astype(np.float32)
    exact = double.forward(x)[0]
    assert np.abs(single.forward(x)[0] - exact).max() < 1e-5 * np.abs(exact).max()


def test_a_wrong_shape_names_the_convolution_and_both_shapes() -> None:
    with pytest.raises(ValueError, match=r"Conv2D input x: expected \(N, 9, 9, 2\), got \(1, 9"):
        pair((9, 9, 2), filters=3, kernel_size=3).forward(np.zeros((1, 9, 9, 3)))
