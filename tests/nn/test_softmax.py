import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from digitpad.nn import Array, Softmax, entropy, log_softmax, softmax
from digitpad.nn.gradient_check import assert_gradients_match

LOGITS = arrays(
    np.float64, st.tuples(st.integers(1, 4), st.integers(1, 6)), elements=st.floats(-1e4, 1e4)
)


def jacobian(p: Array) -> Array:
    """Return the whole matrix dp_i/dx_j for one image: p (C,) -> (C, C)."""
    return np.diag(p) - np.outer(p, p)


@settings(max_examples=100)
@given(logits=LOGITS)
def test_probabilities_are_finite_and_sum_to_one(logits: np.ndarray) -> None:
    p = softmax(logits)
    assert ((p >= 0) & (p <= 1)).all()
    np.testing.assert_allclose(p.sum(axis=1), 1, rtol=1e-12)


@settings(max_examples=50)
@given(logits=LOGITS, shift=st.floats(-1e3, 1e3))
def test_the_same_number_added_to_a_row_changes_nothing(logits: np.ndarray, shift: float) -> None:
    np.testing.assert_allclose(softmax(logits + shift), softmax(logits), atol=1e-11)


@settings(max_examples=50)
@given(logits=LOGITS)
def test_log_softmax_is_the_logarithm_and_always_finite(logits: np.ndarray) -> None:
    log_p = log_softmax(logits)
    assert np.isfinite(log_p).all()
    np.testing.assert_allclose(np.exp(log_p), softmax(logits), atol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_logits_of_ten_thousand_neither_overflow_nor_give_nan(dtype: type) -> None:
    logits = np.array([[1e4, -1e4, 0], [-1e4, -1e4, -1e4]], dtype)
    p, backward = Softmax((3,)).forward(logits)
    dx, _ = backward(np.ones_like(p))
    np.testing.assert_allclose(p, [[1, 0, 0], [1 / 3, 1 / 3, 1 / 3]], rtol=1e-6)
    np.testing.assert_allclose(log_softmax(logits)[0], [0, -2e4, -1e4], rtol=1e-6)
    assert p.dtype == dx.dtype == dtype
    assert np.isfinite(dx).all()


def test_three_logits_by_hand() -> None:
    p = softmax(np.log([[1.0, 2.0, 5.0]]))
    np.testing.assert_allclose(p, [[0.125, 0.25, 0.625]], rtol=1e-14)


def test_the_input_is_left_as_it_was(rng: np.random.Generator) -> None:
    x = rng.standard_normal((3, 4))
    before = x.copy()
    softmax(x), log_softmax(x)
    np.testing.assert_array_equal(x, before)


def test_the_jacobian_is_that_of_central_differences(rng: np.random.Generator) -> None:
    x, step = rng.standard_normal(5), 1e-6
    numeric = [
        (softmax((x + step * unit)[None]) - softmax((x - step * unit)[None]))[0] / (2 * step)
        for unit in np.eye(5)
    ]
    np.testing.assert_allclose(jacobian(softmax(x[None])[0]), np.transpose(numeric), 1e-7)


def test_the_backward_pass_is_the_product_with_the_full_jacobian(rng: np.random.Generator) -> None:
    p, backward = Softmax((7,)).forward(rng.standard_normal((4, 7)))
    dy = rng.standard_normal((4, 7))
    expected = [jacobian(row) @ drow for row, drow in zip(p, dy, strict=True)]
    np.testing.assert_allclose(backward(dy)[0], expected, rtol=1e-12, atol=1e-15)


def test_the_backward_pass_matches_central_differences(rng: np.random.Generator) -> None:
    assert_gradients_match(Softmax((6,)), rng.standard_normal((4, 6)), rng=rng)


def test_an_input_that_is_not_flat_is_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("Softmax: needs a flat input, got (2, 3)")):
        Softmax((2, 3))


def test_a_wrong_shape_names_the_layer_and_both_shapes() -> None:
    with pytest.raises(ValueError, match=re.escape("Softmax input x: expected (N, 3), got (2, 4)")):
        Softmax((3,)).forward(np.ones((2, 4)))


def test_entropy_is_the_logarithm_of_how_many_classes_it_is_open_between() -> None:
    p = np.array([[1, 0, 0, 0], [0.5, 0.5, 0, 0], [0.25, 0.25, 0.25, 0.25]], np.float32)
    np.testing.assert_allclose(entropy(p), np.log([1, 2, 4]), atol=1e-6)
