import re
from collections.abc import Sequence

import numpy as np
import pytest

from digitpad.nn import Flatten, Reshape


def test_flatten_keeps_the_order_row_by_row() -> None:
    x = np.arange(24.0).reshape(2, 3, 2, 2)
    y, _ = Flatten((3, 2, 2)).forward(x)
    np.testing.assert_array_equal(y, np.arange(24.0).reshape(2, 12))


def test_the_backward_pass_restores_the_shape_and_order(rng: np.random.Generator) -> None:
    x = rng.standard_normal((5, 4, 3))
    y, backward = Reshape((4, 3), (2, 6)).forward(x)
    dx, gradients = backward(y)
    assert y.shape == (5, 2, 6)
    np.testing.assert_array_equal(dx, x)
    assert gradients == {}


def test_an_empty_batch_is_reshaped_too() -> None:
    assert Reshape((4, 3), (2, 6)).forward(np.empty((0, 4, 3)))[0].shape == (0, 2, 6)
    assert Flatten((4, 3)).forward(np.empty((0, 4, 3)))[0].shape == (0, 12)


def test_output_shape_tells_what_comes_out() -> None:
    assert Flatten((28, 28, 1)).output_shape == (784,)
    assert Reshape((784,), [28, 28, 1]).output_shape == (28, 28, 1)


@pytest.mark.parametrize("shape", [(5,), (2, 7), (-1,), (-3, -4), (0, 12), ()])
def test_another_count_of_numbers_is_refused(shape: Sequence[int]) -> None:
    message = f"Reshape: (4, 3) holds 12 numbers, which cannot be shaped {tuple(shape)}"
    with pytest.raises(ValueError, match=re.escape(message)):
        Reshape((4, 3), shape)


def test_a_wrong_shape_names_the_layer_and_both_shapes() -> None:
    with pytest.raises(ValueError, match=re.escape("Flatten input x: expected (N, 4, 3), got")):
        Flatten((4, 3)).forward(np.zeros((4, 3)))
