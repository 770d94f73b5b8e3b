"""Winograd's way: the formula of the paper, and tiles that overlap, forward and back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.nn import Array, patches, winograd


def plain(x: Array, W: Array, margin: int) -> tuple[Array, patches.CorrelationBackward]:
    """Correlate x (N, H, W, C) as one product over patches, with ``margin`` zeros all around."""
    frame = (margin, margin)
    y, padded_back = patches.correlate(np.pad(x, ((0, 0), frame, frame, (0, 0))), W)

    def backward(dy: Array, *, wants_dx: bool = True) -> tuple[Array, Array]:
        dx, dW = padded_back(dy)
        return dx[:, margin : margin + x.shape[1], margin : margin + x.shape[2]], dW

    return y, backward


@pytest.mark.parametrize("m", winograd.SIZES)
def test_one_line_of_a_tile_is_the_paper_s_formula(m: int, rng: np.random.Generator) -> None:
    """y = A [(G g) * (B d)]: m sums of three products from m + 2 multiplications."""
    A, B, G = winograd.transforms(m)
    g, d = rng.standard_normal(3), rng.standard_normal(m + 2)
    expected = [d[place : place + 3] @ g for place in range(m)]
    np.testing.assert_allclose(A @ ((G @ g) * (B @ d)), expected, atol=1e-12)


@settings(max_examples=60)
@given(
    size=st.tuples(st.integers(3, 15), st.integers(3, 15)),
    left_out=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    n=st.integers(1, 3),
    margin=st.sampled_from([0, 1]),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_first_rows_and_columns_are_the_plain_sums_and_so_is_the_way_back(
    size: tuple[int, int], left_out: tuple[int, int], n: int, margin: int, seed: int
) -> None:
    """Nothing comes back from outputs that are left out."""
    rng = np.random.default_rng(seed)
    x, W = rng.standard_normal((n, *size, 4)), rng.standard_normal((3, 3, 4, 5))
    plain_y, plain_back = plain(x, W, margin)
    rows, columns = (
        max(whole - without, 1) for whole, without in zip(plain_y.shape[1:3], left_out, strict=True)
    )
    y, backward = winograd.correlate(x, winograd.Kernels(W), (rows, columns), margin)
    np.testing.assert_allclose(y, plain_y[:, :rows, :columns], atol=1e-10)
    dy = np.zeros_like(plain_y)
    dy[:, :rows, :columns] = rng.standard_normal(y.shape)
    dx, dW = backward(dy[:, :rows, :columns])
    expected_dx, expected_dW = plain_back(dy)
    np.testing.assert_allclose(dx, expected_dx, atol=1e-10)
    np.testing.assert_allclose(dW, expected_dW, atol=1e-10)
    nothing, same = backward(dy[:, :rows, :columns], wants_dx=False)
    assert nothing.size == 0
    np.testing.assert_array_equal(same, dW)


@pytest.mark.parametrize("m", winograd.SIZES)
def test_in_single_precision_each_size_is_wrong_by_two_hundred_thousandths_at_most(m: int) -> None:
    rng = np.random.default_rng(1)
    x = np.maximum(rng.standard_normal((50, m + 2, m + 2, 32)), 0)
    W = rng.standard_normal((3, 3, 32, 64)) / 12
    dy = rng.standard_normal((50, m, m, 64))
    results = []
    for dtype in (np.float32, np.float64):
        kernels = winograd.Kernels(W.astype(dtype))
        y, backward = winograd.correlate(x.astype(dtype), kernels, (m, m), 0)
        results.append([y, *backward(dy.astype(dtype))])
    for single, exact in zip(*results, strict=True):
        assert single.dtype == np.float32
        assert abs(single - exact).max() < 2e-5 * abs(exact).max()


@pytest.mark.parametrize(("outputs", "m"), [(10, 5), (13, 5), (5, 5), (3, 3), (26, 6), (1, 2)])
def test_the_size_of_a_tile_takes_least_multiplications(outputs: int, m: int) -> None:
    assert winograd.best_size(outputs, outputs) == m


def test_kernels_are_transformed_once_for_each_size(rng: np.random.Generator) -> None:
    W = rng.standard_normal((3, 3, 8, 9))
    kernels = winograd.Kernels(W)
    U, U_back = kernels.transformed(3)
    assert kernels.transformed(3)[0] is U
    G = winograd.transforms(3)[2]
    np.testing.assert_allclose(U[:, 2, 5], (G @ W[:, :, 2, 5] @ G.T).ravel(), atol=1e-12)
    np.testing.assert_array_equal(U_back, U.swapaxes(1, 2))
    assert kernels.transformed(4)[0].shape == (36, 8, 9)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((3, 3, 8, 8), True),
        ((3, 3, 7, 64), False),  # few channels
        ((3, 3, 64, 7), False),  # few kernels
        ((5, 5, 64, 64), False),
        ((1, 1, 64, 64), False),
    ],
)
def test_it_pays_for_many_kernels_of_three_by_three_on_many_channels(
    shape: tuple[int, ...], expected: bool
) -> None:
    assert winograd.pays(np.zeros(shape)) is expected
