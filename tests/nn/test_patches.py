"""Cross-correlation as one product over patches, and its two transposes."""

import numpy as np
import pytest

from digitpad.nn.layout import new_maps
from digitpad.nn.patches import correlate, patches_of, sum_of_patches


@pytest.mark.parametrize("k", [1, 2, 3])
def test_a_column_is_the_patch_of_one_place(k: int, rng: np.random.Generator) -> None:
    x = rng.standard_normal((2, 5, 4, 3))
    columns = patches_of(x, k)
    places = list(np.ndindex(2, 5 - k + 1, 4 - k + 1))
    assert columns.shape == (k * k * 3, len(places))
    for column, (n, i, j) in zip(columns.T, places, strict=True):
        np.testing.assert_array_equal(column, x[n, i : i + k, j : j + k].ravel())


def test_images_in_another_order_of_memory_have_the_same_patches(rng: np.random.Generator) -> None:
    x = rng.standard_normal((3, 5, 6, 2))
    ordered = new_maps(3, 5, 6, 2, np.float64)
    ordered[...] = x
    np.testing.assert_array_equal(patches_of(ordered, 3), patches_of(x, 3))


def test_patches_are_added_up_where_they_overlap() -> None:
    shape = (2, 4, 5, 3)
    counts = sum_of_patches(np.ones((3 * 3 * 3, 2 * 2 * 3)), shape, 3)
    expected = np.outer([1, 2, 2, 1], [1, 2, 3, 2, 1])
    np.testing.assert_array_equal(counts, np.broadcast_to(expected[..., np.newaxis], shape))


@pytest.mark.parametrize("k", [1, 2, 4])
def test_summing_patches_is_the_transpose_of_taking_them(k: int, rng: np.random.Generator) -> None:
    """So <patches of x, p> = <x, sum of p> for any x and p."""
    x = rng.standard_normal((2, 6, 5, 3))
    columns = patches_of(x, k)
    p = rng.standard_normal(columns.shape)
    assert (columns * p).sum() == pytest.approx((x * sum_of_patches(p, x.shape, k)).sum())


def test_the_gradient_of_an_input_that_nobody_wants_is_not_computed(
    rng: np.random.Generator,
) -> None:
    x, W = rng.standard_normal((2, 6, 5, 3)), rng.standard_normal((3, 3, 3, 4))
    y, backward = correlate(x, W)
    dy = rng.standard_normal(y.shape)
    dx, dW = backward(dy)
    nothing, same = backward(dy, wants_dx=False)
    assert dx.shape == x.shape
    assert nothing.size == 0
    np.testing.assert_array_equal(same, dW)
