import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.nn import Dropout
from digitpad.nn.gradient_check import assert_gradients_match


def test_prediction_lets_everything_through_unchanged(rng: np.random.Generator) -> None:
    x = rng.standard_normal((4, 6))
    y, backward = Dropout((6,), 0.9).forward(x)
    np.testing.assert_array_equal(y, x)
    np.testing.assert_array_equal(backward(x)[0], x)


@pytest.mark.parametrize("rate", [0.05, 0.3, 0.5, 0.9])
def test_training_drops_the_share_rate_and_keeps_the_mean(
    rate: float, rng: np.random.Generator
) -> None:
    count = 200_000
    y, _ = Dropout((count,), rate).forward(np.ones((1, count)), training=True, rng=rng)
    spread = np.sqrt(rate * (1 - rate) / count)
    assert (y == 0).mean() == pytest.approx(rate, abs=5 * spread)
    assert y.mean() == pytest.approx(1, abs=5 * spread / (1 - rate))
    np.testing.assert_allclose(y[y != 0], 1 / (1 - rate), rtol=1e-12)


@settings(max_examples=30)
@given(rate=st.floats(0, 0.95), seed=st.integers(0, 2**32 - 1))
def test_the_backward_pass_drops_what_forward_dropped(rate: float, seed: int) -> None:
    x = np.ones((5, 7))
    layer = Dropout((7,), rate)
    y, backward = layer.forward(x, training=True, rng=np.random.default_rng(seed))
    dx, gradients = backward(np.ones_like(y))
    np.testing.assert_array_equal(dx, y)
    assert gradients == {}


def test_the_backward_pass_matches_central_differences(rng: np.random.Generator) -> None:
    assert_gradients_match(Dropout((3, 4), 0.4), rng.standard_normal((5, 3, 4)), rng=rng)


def test_the_same_rng_gives_the_same_mask_and_another_one_another() -> None:
    layer, x = Dropout((500,), 0.5), np.ones((1, 500))
    masks = [
        layer.forward(x, training=True, rng=np.random.default_rng(seed))[0] for seed in (1, 1, 2)
    ]
    np.testing.assert_array_equal(masks[0], masks[1])
    assert (masks[0] != masks[2]).any()


def test_each_image_is_given_a_mask_of_its_own(rng: np.random.Generator) -> None:
    y, _ = Dropout((500,), 0.5).forward(np.ones((2, 500)), training=True, rng=rng)
    assert (y[0] != y[1]).any()


def test_float32_and_float64_drop_the_same_numbers() -> None:
    masks = [
        Dropout((300,), 0.3).forward(
            np.ones((2, 300), dtype), training=True, rng=np.random.default_rng(4)
        )[0]
        for dtype in (np.float32, np.float64)
    ]
    np.testing.assert_array_equal(masks[0] == 0, masks[1] == 0)


def test_a_rate_of_zero_needs_no_rng() -> None:
    x = np.ones((2, 3))
    np.testing.assert_array_equal(Dropout((3,), 0).forward(x, training=True)[0], x)


def test_training_without_an_rng_says_what_is_missing() -> None:
    with pytest.raises(ValueError, match="Dropout: training draws at random, so forward needs an"):
        Dropout((3,), 0.5).forward(np.ones((2, 3)), training=True)


@pytest.mark.parametrize("rate", [-0.1, 1, 1.5, float("nan")])
def test_a_rate_outside_its_range_is_refused_with_its_value(rate: float) -> None:
    message = f"Dropout: rate is {rate}; it must be at least 0 and below 1"
    with pytest.raises(ValueError, match=re.escape(message)):
        Dropout((3,), rate)


def test_a_wrong_shape_names_the_layer_and_both_shapes() -> None:
    with pytest.raises(ValueError, match=re.escape("Dropout input x: expected (N, 3), got (2, 4)")):
        Dropout((3,), 0.5).forward(np.ones((2, 4)))
