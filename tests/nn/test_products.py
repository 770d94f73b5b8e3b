"""Products in pieces."""

import numpy as np
import pytest

from digitpad.nn import products
from digitpad.nn.products import DEPTH, multiply, multiply_two


@pytest.mark.parametrize(
    ("height", "depth", "width"),
    [
        (3, 4, 5),
        (32, 1568, 64),  # pieces of the sums
        (64, 800, 96),  # and of the rows
        (96, 288, 160),  # only of the rows
        (9, 43_264, 5),
        (3380, 64, 100),
        (64, 3380, 100),  # halves of two lengths
        (16, 9, 25_600),  # pieces of the columns
        (1009, 40, 100),  # a prime number of rows
    ],
)
def test_a_product_in_pieces_is_the_product(height, depth, width, rng):
    a, b = rng.standard_normal((2, height, depth)), rng.standard_normal((2, depth, width))
    np.testing.assert_allclose(multiply(a, b), np.matmul(a, b), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(multiply_two(a[0], b[0]), a[0] @ b[0], rtol=1e-9, atol=1e-9)


def test_one_matrix_may_be_the_second_factor_of_all(rng):
    a, b = rng.standard_normal((4, 9000, 9)), rng.standard_normal((1, 9, 32))
    np.testing.assert_allclose(multiply(a, b), a @ b[0], rtol=1e-9, atol=1e-12)


def test_transposed_factors_and_a_given_place_for_the_result_do(rng):
    a, b, out = (
        rng.standard_normal((64, 3380)),
        rng.standard_normal((64, 100)),
        np.empty((3380, 100)),
    )
    assert multiply_two(a.T, b, out=out).base is out
    np.testing.assert_allclose(out, a.T @ b, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("depth", [1, DEPTH, DEPTH + 1, 2 * DEPTH - 1, 2 * DEPTH, 1568, 10_816])
def test_the_parts_of_a_sum_make_up_the_whole_and_none_is_too_long(depth):
    runs = products._runs(depth)
    assert sum(many * size for many, size in runs) == depth
    assert all(many > 0 and 0 < size <= DEPTH for many, size in runs)


def test_pieces_are_as_small_as_blas_multiplies_fastest():
    rows, columns, ((_, size),) = products._cut(64, 800, 96)
    assert columns == 1
    assert 64 // rows * size * 96 <= products.SMALL
