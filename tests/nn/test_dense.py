import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.nn import Dense
from digitpad.nn.gradient_check import assert_gradients_match

SIZES = st.integers(1, 7)


def dense(d: int, m: int, **settings: Any) -> Dense:
    return Dense((d,), m, rng=np.random.default_rng(1), **{"dtype": np.float64, **settings})


@settings(max_examples=30)
@given(n=SIZES, d=SIZES, m=SIZES, seed=st.integers(0, 2**32 - 1))
def test_forward_is_the_sum_of_products_plus_the_bias(n: int, d: int, m: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    layer, x = dense(d, m), rng.standard_normal((n, d))
    layer.parameters["b"][:] = rng.standard_normal(m)
    W, b = layer.parameters["W"], layer.parameters["b"]
    expected = [
        [sum(x[i, k] * W[k, j] for k in range(d)) + b[j] for j in range(m)] for i in range(n)
    ]
    np.testing.assert_allclose(layer.forward(x)[0], expected, rtol=1e-12, atol=1e-12)


@settings(max_examples=30)
@given(n=SIZES, d=SIZES, m=SIZES, seed=st.integers(0, 2**32 - 1))
def test_the_backward_pass_matches_central_differences(n: int, d: int, m: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    assert_gradients_match(dense(d, m), rng.standard_normal((n, d)), rng=rng)


def test_the_gradients_of_one_image_are_an_outer_product(rng: np.random.Generator) -> None:
    layer, x, dy = dense(4, 3), rng.standard_normal((1, 4)), rng.standard_normal((1, 3))
    dx, gradients = layer.forward(x)[1](dy)
    np.testing.assert_allclose(gradients["W"], np.outer(x, dy), rtol=1e-14)
    np.testing.assert_allclose(gradients["b"], dy[0], rtol=1e-14)
    np.testing.assert_allclose(dx, dy @ layer.parameters["W"].T, rtol=1e-14)


def test_the_bias_begins_at_zero_and_the_weights_do_not() -> None:
    layer = dense(50, 20)
    assert not layer.parameters["b"].any()
    assert (layer.parameters["W"] != 0).all()


def test_only_the_weights_decay() -> None:
    assert list(Dense.decayed) == ["W"]


@pytest.mark.parametrize("units", [0, -1, 2.5, "10", None])
def test_units_that_are_no_number_of_units_are_refused(units: Any) -> None:
    with pytest.raises(ValueError, match=re.escape(f"Dense: units is {units!r}")):
        dense(4, units)


def test_an_input_that_is_not_flat_says_what_to_put_before() -> None:
    message = "Dense: needs a flat input, got (28, 28, 1); put a Flatten before"
    with pytest.raises(ValueError, match=re.escape(message)):
        Dense((28, 28, 1), 10, rng=np.random.default_rng(0))


@pytest.mark.parametrize("shape", [(64, 28, 28), (3, 785), (784,)])
def test_a_wrong_shape_names_the_layer_and_both_shapes(shape: tuple[int, ...]) -> None:
    message = f"Dense input x: expected (N, 784), got {shape}"
    with pytest.raises(ValueError, match=re.escape(message)):
        dense(784, 10).forward(np.zeros(shape))
