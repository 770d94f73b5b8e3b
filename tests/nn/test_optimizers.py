"""Optimizers against their papers, written out number by number in float64."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.nn import SGD, Adam, Array, Optimizer
from digitpad.nn.gradient import VectorGradient

Make = Callable[..., Optimizer]
MAKERS: dict[str, Make] = {
    "sgd": SGD,
    "momentum": lambda p, **kw: SGD(p, momentum=0.9, **kw),
    "adam": Adam,
}
NO_DECAY = np.zeros(4)


def step(optimizer: Optimizer, gradient: Array, rate: float) -> None:
    optimizer.step(VectorGradient(gradient.copy(), optimizer.parameters), rate)


def sgd_by_hand(p: Array, gradients: Array, rate: float, momentum: float) -> Iterator[Array]:
    velocity = np.zeros_like(p)
    for gradient in gradients:
        velocity = momentum * velocity - rate * gradient
        p = p + velocity
        yield p


def adam_by_hand(p: Array, gradients: Array, rate: float, epsilon: float) -> Iterator[Array]:
    """Kingma & Ba, algorithm 1, with epsilon-hat as at the end of their section 2."""
    m, v = np.zeros_like(p), np.zeros_like(p)
    for t, gradient in enumerate(gradients, 1):
        m = 0.9 * m + 0.1 * gradient
        v = 0.999 * v + 0.001 * gradient**2
        rate_t = rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        p = p - rate_t * m / (np.sqrt(v) + epsilon)
        yield p


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_sgd_takes_the_steps_of_its_formula(
    momentum: float, dtype: Any, rng: np.random.Generator
) -> None:
    start, gradients = rng.standard_normal(4), rng.standard_normal((20, 4))
    p = start.astype(dtype)
    optimizer = SGD(p, momentum=momentum, decay=NO_DECAY.astype(dtype))
    tolerance = 1e-5 if dtype == np.float32 else 1e-13
    for gradient, expected in zip(
        gradients, sgd_by_hand(start, gradients, 0.1, momentum), strict=True
    ):
        step(optimizer, gradient.astype(dtype), 0.1)
        np.testing.assert_allclose(p, expected, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_adam_takes_the_steps_of_its_formula(dtype: Any, rng: np.random.Generator) -> None:
    start, gradients = rng.standard_normal(4), rng.standard_normal((30, 4))
    p = start.astype(dtype)
    optimizer = Adam(p, epsilon=1e-7, decay=NO_DECAY.astype(dtype))
    tolerance = 1e-5 if dtype == np.float32 else 1e-12
    for gradient, expected in zip(
        gradients, adam_by_hand(start, gradients, 0.01, 1e-7), strict=True
    ):
        step(optimizer, gradient.astype(dtype), 0.01)
        np.testing.assert_allclose(p, expected, rtol=tolerance, atol=tolerance)


@settings(max_examples=40)
@given(scale=st.floats(1e-3, 1e6), sign=st.sampled_from([-1, 1]))
def test_adam_s_first_step_is_the_learning_rate_whatever_the_gradient(
    scale: float, sign: int
) -> None:
    p = np.zeros(1)
    step(Adam(p, decay=np.zeros(1)), np.array([sign * scale]), 0.01)
    assert p[0] == pytest.approx(-sign * 0.01, rel=0.01)


def test_adam_with_a_gradient_of_zero_stands_still() -> None:
    p = np.ones(4, np.float32)
    step(Adam(p, decay=NO_DECAY.astype(np.float32)), np.zeros(4, np.float32), 0.01)
    np.testing.assert_array_equal(p, 1)


@pytest.mark.parametrize("name", MAKERS)
def test_a_quadratic_is_brought_to_its_minimum(name: str) -> None:
    p, minimum = np.array([3.0, -2.0, 0.5, 8.0]), np.array([1.0, -1.0, 0.0, 2.0])
    curvature = np.array([1.0, 0.5, 2.0, 0.2])
    optimizer = MAKERS[name](p, decay=NO_DECAY)
    for count in range(1500):
        step(optimizer, curvature * (p - minimum), 0.1 * (1 - count / 1500))
    np.testing.assert_allclose(p, minimum, atol=1e-3)


@pytest.mark.parametrize("name", MAKERS)
def test_weight_decay_is_decoupled_and_leaves_what_is_not_to_decay_alone(name: str) -> None:
    p = np.array([4.0, -4.0, 4.0, -4.0])
    optimizer = MAKERS[name](p, weight_decay=0.1, decay=np.array([1.0, 1.0, 0.0, 0.0]))
    for _ in range(3):
        step(optimizer, np.zeros(4), 0.5)
    shrunk = 4 * (1 - 0.5 * 0.1) ** 3
    np.testing.assert_allclose(p, [shrunk, -shrunk, 4, -4], rtol=1e-12)


@pytest.mark.parametrize("name", MAKERS)
def test_weight_decay_changes_nothing_else_in_the_step(name: str, rng: np.random.Generator) -> None:
    start, gradient = rng.standard_normal(4), rng.standard_normal(4)
    plain, decayed = start.copy(), start.copy()
    step(MAKERS[name](plain, decay=np.ones(4)), gradient, 0.1)
    step(MAKERS[name](decayed, weight_decay=0.2, decay=np.ones(4)), gradient, 0.1)
    np.testing.assert_allclose(decayed, plain - 0.1 * 0.2 * start, rtol=1e-12)


@pytest.mark.parametrize("name", MAKERS)
def test_the_parameters_are_changed_in_place_and_keep_their_type(name: str) -> None:
    p = np.ones(4, np.float32)
    view = p[:2]
    optimizer = MAKERS[name](p, weight_decay=0.1, decay=np.ones(4, np.float32))
    step(optimizer, np.ones(4, np.float32), 0.1)
    assert optimizer.parameters is p
    assert (view < 1).all()
    assert p.dtype == np.float32
    assert all(array.dtype == np.float32 for array in optimizer.state.values())


@pytest.mark.parametrize("name", MAKERS)
def test_state_and_step_count_are_all_that_is_needed_to_go_on(
    name: str, rng: np.random.Generator
) -> None:
    gradients = rng.standard_normal((6, 4))
    p, halfway = np.ones(4), np.ones(4)
    whole, first = MAKERS[name](p, decay=NO_DECAY), MAKERS[name](halfway, decay=NO_DECAY)
    for gradient in gradients:
        step(whole, gradient, 0.1)
    for gradient in gradients[:3]:
        step(first, gradient, 0.1)
    second = MAKERS[name](halfway.copy(), decay=NO_DECAY)
    second.steps = first.steps
    for key, array in first.state.items():
        second.state[key][...] = array
    for gradient in gradients[3:]:
        step(second, gradient, 0.1)
    np.testing.assert_array_equal(second.parameters, p)
    assert second.steps == whole.steps == 6


def test_settings_out_of_range_are_one_sentence_with_the_value() -> None:
    with pytest.raises(ValueError, match=re.escape("momentum is 1.0; it must be at least 0 and")):
        SGD(np.ones(4), momentum=1.0, decay=NO_DECAY)
    with pytest.raises(ValueError, match=re.escape("weight decay is -0.1; it must be 0 or more")):
        Adam(np.ones(4), weight_decay=-0.1, decay=NO_DECAY)
