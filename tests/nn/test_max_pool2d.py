import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.nn import Array, MaxPool2D
from digitpad.nn.gradient_check import assert_gradients_match


def plain(x: Array, dy: Array, size: int) -> tuple[Array, Array]:
    """Return y and dx window by window; of equal values the first, row by row, is the maximum."""
    y, dx = np.empty_like(dy), np.zeros_like(x)
    for n, i, j, c in np.ndindex(dy.shape):
        window = x[n, i * size : (i + 1) * size, j * size : (j + 1) * size, c]
        row, column = divmod(int(window.argmax()), size)
        y[n, i, j, c] = window[row, column]
        dx[n, i * size + row, j * size + column, c] = dy[n, i, j, c]
    return y, dx


@settings(max_examples=60)
@given(
    n=st.integers(1, 3),
    height=st.integers(3, 9),
    width=st.integers(3, 9),
    channels=st.integers(1, 4),
    size=st.integers(1, 3),
    levels=st.sampled_from([1, 2, 5, 10**6]),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_shape_and_any_ties_agree_with_the_definition(
    n: int, height: int, width: int, channels: int, size: int, levels: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    x = rng.integers(-levels, levels, (n, height, width, channels)).astype(np.float64)
    layer = MaxPool2D((height, width, channels), size)
    y, backward = layer.forward(x)
    dy = rng.standard_normal((n, *layer.output_shape))
    expected_y, expected_dx = plain(x, dy, size)
    np.testing.assert_array_equal(y, expected_y)
    dx, gradients = backward(dy)
    np.testing.assert_array_equal(dx, expected_dx)
    assert gradients == {}


@pytest.mark.parametrize(("height", "width", "size"), [(4, 6, 2), (5, 7, 2), (7, 8, 3)])
def test_the_backward_pass_matches_central_differences(
    height: int,
    width: int,
    size: int,
    spread: Callable[..., Array],
    rng: np.random.Generator,
) -> None:
    layer = MaxPool2D((height, width, 3), size)
    assert_gradients_match(layer, spread(2, height, width, 3), rng=rng)


def test_of_equal_values_only_the_first_gets_the_gradient() -> None:
    x = np.zeros((1, 2, 4, 1))
    x[0, 0, 3] = x[0, 1, 2] = 7
    dx, _ = MaxPool2D((2, 4, 1)).forward(x)[1](np.array([2.0, 3.0]).reshape(1, 1, 2, 1))
    np.testing.assert_array_equal(dx[0, :, :, 0], [[2, 0, 0, 3], [0, 0, 0, 0]])


def test_rows_and_columns_that_fill_no_window_get_no_gradient() -> None:
    x = np.full((1, 5, 5, 1), 9.0)
    y, backward = MaxPool2D((5, 5, 1), 2).forward(x)
    dx, _ = backward(np.ones_like(y))
    assert y.shape == (1, 2, 2, 1)
    assert dx[0, 4].sum() == dx[0, :, 4].sum() == 0
    assert dx.sum() == 4


def test_the_maximum_of_negative_numbers_is_negative() -> None:
    y, _ = MaxPool2D((2, 2, 1)).forward(np.array([[-4.0, -2], [-3, -9]]).reshape(1, 2, 2, 1))
    assert y.item() == -2


def test_the_input_is_left_as_it_was(rng: np.random.Generator) -> None:
    x = rng.standard_normal((2, 5, 5, 3))
    before = x.copy()
    y, backward = MaxPool2D((5, 5, 3)).forward(x)
    backward(np.ones_like(y))
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize(
    ("shape", "size", "message"),
    [
        ((4, 1, 3), 2, "MaxPool2D: a window of 2x2 does not fit an input of 4x1"),
        ((4, 4, 3), 0, "MaxPool2D: size is 0; it must be a whole number of 1 or more"),
        ((4, 4, 3), 1.5, "MaxPool2D: size is 1.5"),
        ((48,), 2, "MaxPool2D: needs an input (H, W, C), got (48,)"),
    ],
)
def test_an_impossible_setting_is_one_sentence(
    shape: tuple[int, ...], size: Any, message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        MaxPool2D(shape, size)


def test_a_wrong_shape_names_the_layer_and_both_shapes() -> None:
    message = "MaxPool2D input x: expected (N, 4, 6, 3), got (2, 6, 4, 3)"
    with pytest.raises(ValueError, match=re.escape(message)):
        MaxPool2D((4, 6, 3)).forward(np.zeros((2, 6, 4, 3)))
