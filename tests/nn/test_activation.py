import re
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.nn import Activation, Array, ReLU
from digitpad.nn.gradient_check import assert_gradients_match

CLOSED_FORMS: dict[str, Callable[[float], float]] = {
    "relu": lambda x: x if x > 0 else 0.0,
    "leaky_relu": lambda x: x if x > 0 else 0.01 * x,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "tanh": lambda x: (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)),
    "linear": lambda x: x,
}
NUMBERS = st.floats(-30, 30)


@pytest.mark.parametrize("function", CLOSED_FORMS)
@settings(max_examples=50)
@given(numbers=st.lists(NUMBERS, min_size=1, max_size=20))
def test_each_number_goes_through_the_function_on_its_own(
    function: str, numbers: list[float]
) -> None:
    x = np.array([numbers])
    y, _ = Activation(x.shape[1:], function).forward(x)
    expected = [CLOSED_FORMS[function](number) for number in numbers]
    np.testing.assert_allclose(y[0], expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("function", CLOSED_FORMS)
@pytest.mark.parametrize("shape", [(5,), (3, 4, 2)])
def test_the_backward_pass_matches_central_differences(
    function: str, shape: tuple[int, ...], spread: Callable[..., Array], rng: np.random.Generator
) -> None:
    assert_gradients_match(Activation(shape, function), spread(3, *shape), rng=rng)


@pytest.mark.parametrize("function", ["sigmoid", "tanh"])
def test_large_numbers_neither_overflow_nor_give_nan(function: str) -> None:
    x = np.array([[-1e4, -800.0, 800.0, 1e4]])
    y, backward = Activation((4,), function).forward(x)
    dx, _ = backward(np.ones_like(y))
    assert np.isfinite(y).all()
    np.testing.assert_allclose(dx, 0, atol=1e-300)


def test_relu_s_gradient_at_zero_is_zero() -> None:
    x = np.array([[-1.0, 0.0, -0.0, 2.0]])
    y, backward = ReLU((4,)).forward(x)
    np.testing.assert_array_equal(y, [[0, 0, 0, 2]])
    np.testing.assert_array_equal(backward(np.full((1, 4), 5.0))[0], [[0, 0, 0, 5]])


def test_relu_lets_a_nan_through_so_that_training_can_notice_it() -> None:
    assert np.isnan(ReLU((1,)).forward(np.array([[np.nan]]))[0]).all()


def test_relu_s_input_is_left_as_it_was(rng: np.random.Generator) -> None:
    x = rng.standard_normal((3, 4))
    before = x.copy()
    ReLU((4,)).forward(x)[1](np.ones((3, 4)))
    np.testing.assert_array_equal(x, before)


def test_an_unknown_function_is_one_sentence_with_those_there_are() -> None:
    message = "Activation: function is 'swish'; choose one of relu, leaky_relu, sigmoid, tanh"
    with pytest.raises(ValueError, match=re.escape(message)):
        Activation((3,), "swish")


def test_a_wrong_shape_names_the_layer_and_both_shapes() -> None:
    message = "ReLU input x: expected (N, 3, 2), got (5, 2, 3)"
    with pytest.raises(ValueError, match=re.escape(message)):
        ReLU((3, 2)).forward(np.zeros((5, 2, 3)))
