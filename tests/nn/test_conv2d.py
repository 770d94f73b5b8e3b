"""Conv2D against plain sums, against scipy.signal in the notebook's formulas, and its errors."""

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import convolve2d, correlate2d

from digitpad.nn import Array, Conv2D
from digitpad.nn.gradient_check import assert_gradients_match

PADDINGS, BIASES = ("valid", "same"), ("channel", "position")
EXACT = {"rtol": 1e-11, "atol": 1e-11}


def conv(shape: tuple[int, int, int], filters: int, k: int, **settings: Any) -> Conv2D:
    rng = np.random.default_rng(5)
    layer = Conv2D(shape, filters, k, rng=rng, **{"dtype": np.float64, **settings})
    layer.parameters["b"][...] = rng.standard_normal(layer.parameters["b"].shape)
    return layer


def padded(x: Array, k: int, padding: str) -> Array:
    if padding == "valid":
        return x
    return np.pad(x, ((0, 0), ((k - 1) // 2, k // 2), ((k - 1) // 2, k // 2), (0, 0)))


def plain_sums(layer: Conv2D, x: Array, dy: Array) -> tuple[Array, Array, Array, Array]:
    """Return y, dx, dW, db by the definition: one product after the other."""
    W, b, k = layer.parameters["W"], layer.parameters["b"], layer.kernel_size
    xp = padded(x, k, layer.padding)
    y, dxp, dW, db = np.zeros_like(dy), np.zeros_like(xp), np.zeros_like(W), np.zeros_like(b)
    for n, i, j in np.ndindex(dy.shape[:3]):
        for f in range(layer.filters):
            window = (n, slice(i, i + k), slice(j, j + k))
            at = f if layer.bias == "channel" else (i, j, f)
            y[n, i, j, f] = (xp[window] * W[..., f]).sum() + b[at]
            dxp[window] += W[..., f] * dy[n, i, j, f]
            dW[..., f] += xp[window] * dy[n, i, j, f]
            db[at] += dy[n, i, j, f]
    top = 0 if layer.padding == "valid" else (k - 1) // 2
    return y, dxp[:, top : top + x.shape[1], top : top + x.shape[2]], dW, db


def assert_agrees_with_the_definition(layer: Conv2D, n: int, rng: np.random.Generator) -> None:
    """Compare y, dx, dW and db for n random images with the plain sums; dW also without dx."""
    x = rng.standard_normal((n, *layer.input_shape))
    y, backward = layer.forward(x, training=True)
    dy = rng.standard_normal(y.shape)
    dx, gradients = backward(dy)
    got = (y, dx, gradients["W"], gradients["b"])
    for what, part, right in zip(
        ("y", "dx", "dW", "db"), got, plain_sums(layer, x, dy), strict=True
    ):
        np.testing.assert_allclose(np.asarray(part), right, **EXACT, err_msg=what)
    only_weights = backward(dy, wants_dx=False)[1]
    np.testing.assert_array_equal(np.asarray(only_weights["W"]), np.asarray(gradients["W"]))


@pytest.mark.parametrize("padding", PADDINGS)
@pytest.mark.parametrize("bias", BIASES)
@pytest.mark.parametrize("k", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("channels", [1, 3])
def test_forward_and_the_full_backward_are_the_sums_of_the_definition(
    padding: str, bias: str, k: int, channels: int, rng: np.random.Generator
) -> None:
    layer = conv((6, 7, channels), 4, k, padding=padding, bias=bias)
    assert_agrees_with_the_definition(layer, 3, rng)


@pytest.mark.parametrize("padding", PADDINGS)
@pytest.mark.parametrize("bias", BIASES)
@pytest.mark.parametrize("k", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("channels", [1, 3])
def test_the_backward_pass_matches_central_differences(
    padding: str, bias: str, k: int, channels: int, rng: np.random.Generator
) -> None:
    layer = conv((7, 6, channels), 4, k, padding=padding, bias=bias)
    assert_gradients_match(layer, rng.standard_normal((3, 7, 6, channels)), rng=rng)


@settings(max_examples=60)
@given(
    n=st.integers(1, 3),
    height=st.integers(3, 9),
    width=st.integers(3, 9),
    channels=st.sampled_from([1, 2, 8, 9]),
    filters=st.sampled_from([1, 2, 8, 11]),
    k=st.integers(1, 3),
    padding=st.sampled_from(PADDINGS),
    bias=st.sampled_from(BIASES),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_shape_agrees_with_the_definition(
    n: int,
    height: int,
    width: int,
    channels: int,
    filters: int,
    k: int,
    padding: str,
    bias: str,
    seed: int,
) -> None:
    layer = conv((height, width, channels), filters, k, padding=padding, bias=bias)
    assert_agrees_with_the_definition(layer, n, np.random.default_rng(seed))


@pytest.mark.parametrize("k", [2, 3])
@pytest.mark.parametrize(("channels", "filters"), [(1, 5), (3, 4), (8, 8)])
def test_the_notebook_s_formulas_with_scipy_give_the_same(
    k: int, channels: int, filters: int, rng: np.random.Generator
) -> None:
    """Forward: valid correlation.  Back: valid correlation with dy, full convolution with W."""
    layer = conv((8, 7, channels), filters, k, bias="position")
    W, b = layer.parameters["W"], layer.parameters["b"]
    x = rng.standard_normal((2, 8, 7, channels))
    y, backward = layer.forward(x)
    dy = rng.standard_normal(y.shape)
    dx, gradients = backward(dy)
    right_y, right_dx, right_dW = np.zeros_like(y), np.zeros_like(x), np.zeros_like(W)
    right_y += b
    for n, c, f in np.ndindex(2, channels, filters):
        image, kernel, gradient = x[n, :, :, c], W[:, :, c, f], dy[n, :, :, f]
        right_y[n, :, :, f] += correlate2d(image, kernel, "valid")
        right_dW[:, :, c, f] += correlate2d(image, gradient, "valid")
        right_dx[n, :, :, c] += convolve2d(gradient, kernel, "full")
    np.testing.assert_allclose(y, right_y, **EXACT)
    np.testing.assert_allclose(np.asarray(gradients["W"]), right_dW, **EXACT)
    np.testing.assert_allclose(dx, right_dx, **EXACT)
    np.testing.assert_allclose(np.asarray(gradients["b"]), dy.sum(axis=0), **EXACT)


def test_the_notebook_s_worked_example_4x4_by_2x2_gives_3x3() -> None:
    layer = conv((4, 4, 1), 1, 2)
    layer.parameters["W"][...] = np.array([[1.0, 0], [0, -1]]).reshape(2, 2, 1, 1)
    layer.parameters["b"][...] = 0.5
    y, _ = layer.forward(np.arange(16.0).reshape(1, 4, 4, 1))
    np.testing.assert_array_equal(y[0, :, :, 0], np.full((3, 3), -4.5))


@pytest.mark.parametrize("channels", [1, 16])
def test_float32_is_wrong_by_a_hundred_thousandth_at_most(
    channels: int, rng: np.random.Generator
) -> None:
    exact = conv((14, 14, channels), 16, 3)
    single = conv((14, 14, channels), 16, 3, dtype=np.float32)
    x, dy = rng.standard_normal((4, 14, 14, channels)), rng.standard_normal((4, 12, 12, 16))
    for layer in (exact, single):
        layer.parameters["W"][...] = np.float32(exact.parameters["W"])
        layer.parameters["b"][...] = 0
    x32, dy32 = x.astype(np.float32), dy.astype(np.float32)
    y, backward = exact.forward(x32.astype(np.float64))
    y32, backward32 = single.forward(x32)
    right = (y, backward(dy32.astype(np.float64))[0], backward(dy32.astype(np.float64))[1]["W"])
    got = (y32, backward32(dy32)[0], backward32(dy32)[1]["W"])
    for part, of_double in zip(map(np.asarray, got), map(np.asarray, right), strict=True):
        assert np.abs(part - of_double).max() < 1e-5 * np.abs(of_double).max()


def test_the_backward_pass_may_run_twice_and_leaves_its_input_alone(
    rng: np.random.Generator,
) -> None:
    layer = conv((8, 8, 8), 8, 3, padding="same")
    x, dy = rng.standard_normal((2, 8, 8, 8)), rng.standard_normal((2, 8, 8, 8))
    copies = x.copy(), dy.copy()
    _, backward = layer.forward(x)
    first, second = backward(dy), backward(dy)
    np.testing.assert_array_equal(first[0], second[0])
    np.testing.assert_array_equal(np.asarray(first[1]["W"]), np.asarray(second[1]["W"]))
    np.testing.assert_array_equal(x, copies[0])
    np.testing.assert_array_equal(dy, copies[1])


@pytest.mark.parametrize(("filters", "k"), [(3, 2), (8, 3)])
def test_an_empty_batch_goes_through(filters: int, k: int) -> None:
    y, _ = conv((6, 6, 8), filters, k).forward(np.empty((0, 6, 6, 8)))
    assert y.shape == (0, 7 - k, 7 - k, filters)


def test_parameters_and_output_have_the_documented_shapes() -> None:
    layer = conv((28, 28, 3), 5, 4, bias="position")
    assert layer.parameters["W"].shape == (4, 4, 3, 5)
    assert layer.parameters["b"].shape == layer.output_shape == (25, 25, 5)
    assert conv((28, 28, 3), 5, 4).parameters["b"].shape == (5,)
    assert conv((28, 28, 3), 5, 4, padding="same").output_shape == (28, 28, 5)


def test_biases_begin_at_zero_unless_the_notebook_s_initializer_draws_them_too() -> None:
    for init, drawn in (("he_normal", False), ("glorot_uniform", False), ("standard_normal", True)):
        rng = np.random.default_rng(0)
        b = Conv2D((9, 9, 1), 5, 3, bias="position", init=init, rng=rng).parameters["b"]
        assert bool(b.any()) is drawn, init
        assert not drawn or 0.8 < b.std() < 1.2


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"k": 8}, "a kernel of 8x8 does not fit an input of 9x7; use a smaller kernel or"),
        ({"k": 0}, "Conv2D: kernel_size is 0; it must be a whole number of 1 or more"),
        ({"k": 2.5}, "Conv2D: kernel_size is 2.5"),
        ({"filters": -1}, "Conv2D: filters is -1; it must be a whole number of 1 or more"),
        ({"padding": "full"}, "Conv2D: padding is 'full'; choose one of valid, same"),
        ({"bias": "none"}, "Conv2D: bias is 'none'; choose one of channel, position"),
        ({"init": "zeros"}, "Conv2D: init is 'zeros'; choose one of he_normal, glorot_uniform"),
        ({"shape": (63,)}, "Conv2D: needs an input (H, W, C), got (63,)"),
    ],
)
def test_an_impossible_setting_is_one_sentence_with_the_value(
    settings: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        conv(**{"shape": (9, 7, 1), "filters": 2, "k": 3, **settings})


@pytest.mark.parametrize("shape", [(2, 7, 9, 1), (2, 9, 7), (2, 9, 7, 2), (9, 7, 1)])
def test_a_wrong_shape_names_the_layer_and_both_shapes(shape: tuple[int, ...]) -> None:
    message = f"Conv2D input x: expected (N, 9, 7, 1), got {shape}"
    with pytest.raises(ValueError, match=re.escape(message)):
        conv((9, 7, 1), 2, 3).forward(np.zeros(shape))
