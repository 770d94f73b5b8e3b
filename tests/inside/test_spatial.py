"""A convolution and a pooling, explained: the patch, and the place in it that counts most."""

import numpy as np
import pytest

from digitpad.inside.explain import explain
from digitpad.inside.spatial import patch_of
from digitpad.inside.trace import trace
from digitpad.nn import Network
from tests.inside.networks import image, traced


@pytest.mark.parametrize("cell", [(0, 0, 0), (3, 5, 1), (7, 7, 3)])
def test_a_kernel_points_at_the_number_whose_product_is_the_largest(
    cell: tuple[int, int, int],
) -> None:
    way = traced("every layer")
    stage, layer = way.stages[4], way.layer(4)  # "same": one row of zeros below and to the right
    kernel = layer.parameters["W"][..., cell[2]]
    products = patch_of(layer, stage.x, *cell[:2]) * kernel
    row, column, map_ = explain(way, 4, cell).source
    assert map_ == np.abs(products.sum(axis=(0, 1))).argmax()
    found = stage.x[row, column, map_] * kernel[row - cell[0], column - cell[1], map_]
    assert abs(found) == pytest.approx(np.abs(products[..., map_]).max())


def test_with_zeros_around_the_image_the_place_is_still_that_in_the_image() -> None:
    conv = {"layer": "Conv2D", "filters": 2, "kernel_size": 3, "padding": "same"}
    end = [{"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"}]
    way = trace(Network([conv, *end], rng=np.random.default_rng(3)).snapshot(), image())
    products = (
        patch_of(way.layer(1), way.stages[1].x, 10, 12) * way.layer(1).parameters["W"][..., 1]
    )
    row, column, _ = explain(way, 1, (10, 12, 1)).source
    assert abs(products[row - 9, column - 11, 0]) == np.abs(products).max()


def test_beyond_the_edge_the_patch_is_zero() -> None:
    way = traced("every layer")
    patch = patch_of(way.layer(4), way.stages[4].x, 7, 7)
    np.testing.assert_array_equal(patch[0, 0], way.stages[4].x[7, 7])
    assert not patch[1].any()
    assert not patch[:, 1].any()


def test_a_pooling_points_at_the_largest_number_of_its_window() -> None:
    way = traced("every layer")
    stage = way.stages[3]
    source = explain(way, 3, (2, 4, 1)).source
    assert stage.x[source] == stage.x[6:9, 12:15, 1].max() == stage.y[2, 4, 1]
