"""A dense layer and the softmax, explained: the place that counts most, and the numbers."""

import numpy as np
import pytest

from digitpad.inside.explain import explain
from tests.inside.networks import traced


@pytest.mark.parametrize("unit", range(10))
def test_a_unit_points_at_the_number_whose_product_is_the_largest(unit: int) -> None:
    way = traced("every layer")
    stage = way.stages[16]
    products = stage.x * way.layer(16).parameters["W"][:, unit]
    (found,) = explain(way, 16, (unit,)).source
    assert abs(products[found]) == np.abs(products).max()


def test_the_products_that_are_not_written_out_are_told_as_one() -> None:
    assert r"\text{16 others: }" in explain(traced("every layer"), 16, (0,)).numbers


def test_the_softmax_shows_all_probabilities_and_marks_its_own() -> None:
    way = traced("every layer")
    *_, probabilities = explain(way, 17, (3,)).grids
    np.testing.assert_allclose(probabilities.values[:, 0], way.output, rtol=1e-5)
    assert probabilities.marked == (3, 0)
