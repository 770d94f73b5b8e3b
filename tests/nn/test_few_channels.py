"""Convolution and pooling of images with few channels, for prediction."""

import numpy as np
import pytest

from digitpad.nn import Array, Conv2D, MaxPool2D, few_channels
from digitpad.nn.layout import by_image
from digitpad.nn.plan import Plan
from digitpad.nn.products import SMALL


def by_layers(x: Array, W: Array, b: Array) -> Array:
    """Return what the two layers make of x (N, H, W, C)."""
    conv = Conv2D(x.shape[1:], W.shape[3], 3, rng=None, dtype=x.dtype)
    conv.parameters = {"W": W, "b": b}
    return MaxPool2D(conv.output_shape).forward(conv.forward(x)[0])[0]


@pytest.mark.parametrize(
    ("n", "size", "channels", "filters"),
    [
        (1, (4, 4), 1, 1),
        (3, (9, 8), 2, 5),  # a row of outputs fills no window
        (2, (7, 11), 3, 4),
        (40, (28, 28), 2, 32),  # too large for one product a place
    ],
)
def test_the_pooled_maps_are_those_of_the_two_layers(
    n: int, size: tuple[int, int], channels: int, filters: int, rng: np.random.Generator
) -> None:
    x = rng.standard_normal((n, *size, channels))
    W, b = rng.standard_normal((3, 3, channels, filters)), rng.standard_normal(filters)
    expected = by_layers(x, W, b)
    rows, columns = expected.shape[1:3]
    plan = Plan(x.shape, x.dtype)
    y = few_channels.prepared(W, b, rows, columns)(plan, plan.places(plan.x))
    for images in (x, -x):  # the second time in memory that is used already
        plan.x[...] = images
        plan.run()
        np.testing.assert_allclose(by_image(y), by_layers(images, W, b), atol=1e-12)


def test_the_largest_case_above_is_not_one_product_a_place() -> None:
    assert SMALL < 40 * 13 * 13 * (9 * 2 + 1) * 32
