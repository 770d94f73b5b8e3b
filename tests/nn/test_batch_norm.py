import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.nn import BatchNorm, Layer
from digitpad.nn.gradient_check import assert_gradients_match


def norm(*shape: int, epsilon: float = 1e-3) -> BatchNorm:
    return BatchNorm(shape, epsilon=epsilon, dtype=np.float64)


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("shape", [(4,), (5, 3, 2)])
def test_the_backward_pass_matches_central_differences(
    training: bool,
    shape: tuple[int, ...],
    layer_of: Callable[..., Layer],
    rng: np.random.Generator,
) -> None:
    layer = layer_of({"layer": "BatchNorm"}, shape)
    x = 2 + rng.standard_normal((6, *shape))
    assert_gradients_match(layer, x, rng=rng, training=training)


@settings(max_examples=30)
@given(
    n=st.integers(2, 8),
    height=st.integers(1, 4),
    channels=st.integers(1, 5),
    seed=st.integers(0, 2**32 - 1),
)
def test_while_training_each_channel_comes_out_with_mean_0_and_variance_1(
    n: int, height: int, channels: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    x = 5 + 3 * rng.standard_normal((n, height, 2, channels))
    y, _ = norm(height, 2, channels, epsilon=1e-12).forward(x, training=True)
    np.testing.assert_allclose(y.mean(axis=(0, 1, 2)), 0, atol=1e-9)
    np.testing.assert_allclose(y.var(axis=(0, 1, 2)), 1, rtol=1e-6)


def test_the_batch_s_mean_and_variance_come_back_beside_the_gradients(
    rng: np.random.Generator,
) -> None:
    x = 5 + 3 * rng.standard_normal((6, 4, 4, 2))
    layer = norm(4, 4, 2)
    y, backward = layer.forward(x, training=True)
    _, gradients = backward(np.ones_like(y))
    np.testing.assert_allclose(np.asarray(gradients["mean"]), x.mean(axis=(0, 1, 2)), rtol=1e-12)
    np.testing.assert_allclose(np.asarray(gradients["variance"]), x.var(axis=(0, 1, 2)), rtol=1e-12)


def test_forward_never_moves_the_running_statistics(rng: np.random.Generator) -> None:
    layer = norm(3)
    for training in (True, False):
        y, backward = layer.forward(rng.standard_normal((8, 3)), training=training)
        backward(y)
    np.testing.assert_array_equal(layer.statistics["mean"], np.zeros(3))
    np.testing.assert_array_equal(layer.statistics["variance"], np.ones(3))


def test_prediction_uses_the_running_statistics_and_not_the_batch_s(
    layer_of: Callable[..., Layer], rng: np.random.Generator
) -> None:
    layer = layer_of({"layer": "BatchNorm", "epsilon": 0.01}, (2, 3))
    x = rng.standard_normal((5, 2, 3))
    y, _ = layer.forward(x)
    mean, variance = layer.statistics["mean"], layer.statistics["variance"]
    expected = (x - mean) / np.sqrt(variance + 0.01)
    expected = expected * layer.parameters["gamma"] + layer.parameters["beta"]
    np.testing.assert_allclose(y, expected, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(layer.forward(x[:1])[0], y[:1], rtol=1e-12)


def test_outside_training_the_running_statistics_come_back_unmoved(
    layer_of: Callable[..., Layer], rng: np.random.Generator
) -> None:
    layer = layer_of({"layer": "BatchNorm"}, (3,))
    y, backward = layer.forward(rng.standard_normal((5, 3)))
    _, gradients = backward(np.ones_like(y))
    for name in ("mean", "variance"):
        np.testing.assert_array_equal(np.asarray(gradients[name]), layer.statistics[name])


def test_gamma_and_beta_scale_and_shift(rng: np.random.Generator) -> None:
    x, layer = rng.standard_normal((50, 2)), norm(2, epsilon=1e-9)
    layer.parameters["gamma"][:], layer.parameters["beta"][:] = (2, 3), (-1, 4)
    y, _ = layer.forward(x, training=True)
    np.testing.assert_allclose(y.mean(axis=0), [-1, 4], atol=1e-9)
    np.testing.assert_allclose(y.std(axis=0), [2, 3], rtol=1e-6)


def test_a_constant_channel_gives_beta_and_no_warning() -> None:
    layer = norm(2)
    layer.parameters["beta"][:] = 0.5
    y, backward = layer.forward(np.full((4, 2), 7.0), training=True)
    dx, gradients = backward(np.ones_like(y))
    np.testing.assert_allclose(y, 0.5, atol=1e-12)
    assert np.isfinite(dx).all()
    assert np.isfinite(np.asarray(gradients["gamma"])).all()


def test_a_large_offset_costs_no_digits_in_float32(rng: np.random.Generator) -> None:
    x = (1000 + rng.standard_normal((64, 7, 7, 4))).astype(np.float32)
    y, _ = BatchNorm((7, 7, 4)).forward(x, training=True)
    exact = x.astype(np.float64)
    exact = (exact - exact.mean(axis=(0, 1, 2))) / np.sqrt(exact.var(axis=(0, 1, 2)) + 1e-3)
    assert y.dtype == np.float32
    np.testing.assert_allclose(y, exact, atol=2e-3)


def test_gamma_beta_and_statistics_do_not_decay() -> None:
    assert list(BatchNorm.decayed) == []


@pytest.mark.parametrize("epsilon", [0, -1e-3, float("nan")])
def test_an_epsilon_that_allows_a_division_by_zero_is_refused(epsilon: float) -> None:
    with pytest.raises(ValueError, match=f"BatchNorm: epsilon is {epsilon}; it must be above 0"):
        norm(3, epsilon=epsilon)


def test_a_wrong_shape_names_the_layer_and_both_shapes() -> None:
    message = "BatchNorm input x: expected (N, 4, 3), got (2, 3, 4)"
    with pytest.raises(ValueError, match=re.escape(message)):
        norm(4, 3).forward(np.zeros((2, 3, 4)))
