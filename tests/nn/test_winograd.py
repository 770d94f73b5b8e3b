"""Winograd's F(2x2, 3x3): the transforms of the paper, and tiles that overlap."""

import numpy as np
import pytest

from digitpad.nn import Array, winograd


def planes_by_taps(x: Array, W: Array) -> Array:
    """Correlate x (2T+2, 2S+2, N, C) with W (3, 3, C, F) tap by tap -> (2, 2, T, S, N, F)."""
    height, width = x.shape[0] - 2, x.shape[1] - 2
    y = sum(x[i : i + height, j : j + width] @ W[i, j] for i, j in np.ndindex(3, 3))
    return np.stack([[y[i::2, j::2] for j in (0, 1)] for i in (0, 1)])


def test_one_line_of_a_tile_is_the_paper_s_formula(rng: np.random.Generator) -> None:
    """y = A' [(G g) * (B' d)]: two sums of three products from four multiplications."""
    A, B, G = (np.array(matrix) for matrix in (winograd.A, winograd.B, winograd.G))
    g, d = rng.standard_normal(3), rng.standard_normal(4)
    np.testing.assert_allclose(A @ ((G @ g) * (B @ d)), [d[:3] @ g, d[1:] @ g], atol=1e-14)


@pytest.mark.parametrize("tiles", [(1, 1), (1, 4), (3, 2)])
def test_the_planes_are_the_plain_sums(tiles: tuple[int, int], rng: np.random.Generator) -> None:
    rows, columns = tiles
    x = rng.standard_normal((2 * rows + 2, 2 * columns + 2, 3, 4))
    W = rng.standard_normal((3, 3, 4, 5))
    planes = np.empty((2, 2, rows, columns, 3, 5))
    winograd.correlate(x, winograd.Kernels(W), planes)
    np.testing.assert_allclose(planes, planes_by_taps(x, W), atol=1e-12)


@pytest.mark.parametrize("tiles", [(1, 1), (1, 4), (3, 2)])
def test_the_way_back_is_the_transpose_in_the_input_and_in_the_kernels(
    tiles: tuple[int, int], rng: np.random.Generator
) -> None:
    """The planes are linear in both, so <planes, dplanes> = <x, dx> = <W, dW>."""
    rows, columns = tiles
    x = rng.standard_normal((2 * rows + 2, 2 * columns + 2, 3, 4))
    W = rng.standard_normal((3, 3, 4, 5))
    planes = np.empty((2, 2, rows, columns, 3, 5))
    backward = winograd.correlate(x, winograd.Kernels(W), planes)
    dplanes = rng.standard_normal(planes.shape)
    dx, dW = backward(dplanes)
    assert (dx.shape, dW.shape) == (x.shape, W.shape)
    assert (x * dx).sum() == pytest.approx((planes * dplanes).sum())
    assert (W * dW).sum() == pytest.approx((planes * dplanes).sum())
    nothing, same = backward(dplanes, wants_dx=False)
    assert nothing.size == 0
    np.testing.assert_array_equal(same, dW)


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
