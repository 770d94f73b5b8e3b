"""The way through a network, layer by layer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad import data
from digitpad.inside.trace import cell_at, largest, maps_of, place_of, shape_text, trace
from digitpad.recognizer import Recognizer
from tests.inside.networks import STACKS, image, network, traced


@pytest.mark.parametrize("name", STACKS)
def test_it_ends_with_what_the_network_predicts(name: str) -> None:
    made = network(name, 3)
    for seed in range(3):
        way = trace(made, image(seed))
        predicted = made.predict(data.as_input(image(seed)[np.newaxis]))[0]
        np.testing.assert_allclose(way.output, predicted, atol=2e-5)


def test_the_network_on_board_answers_the_same_by_its_folded_prediction() -> None:
    recognizer = Recognizer.shipped()
    splits = data.load("mnist", limit=128)
    for digit in splits.test.images[:20]:
        way = trace(recognizer.network, digit)
        read = recognizer.from_image(digit).probabilities
        np.testing.assert_allclose(way.output, read, atol=1e-4)


@pytest.mark.parametrize("name", STACKS)
def test_what_comes_out_of_a_layer_goes_into_the_next(name: str) -> None:
    way = traced(name)
    assert way.stages[0].y.shape == (28, 28, 1)
    for before, after in zip(way.stages, way.stages[1:], strict=False):
        np.testing.assert_array_equal(before.y, after.x)
        layer = way.layer(after.number)
        np.testing.assert_array_equal(layer.forward(after.x[np.newaxis])[0][0], after.y)


def test_layers_have_a_title() -> None:
    titles = [stage.title for stage in traced("every layer").stages]
    assert titles[:5] == ["Image", "Conv 5×5", "Leaky ReLU", "Max pool 3×3", "Conv 2×2"]
    assert "Sigmoid" in titles
    assert shape_text((26, 26, 48)) == "26 × 26 × 48"


@given(shape=st.sampled_from([(5, 4, 3), (1, 1, 1), (1,), (10,), (16,), (17,), (100,), (1728,)]))
def test_every_number_has_one_place_in_the_maps(shape: tuple[int, ...]) -> None:
    values = np.arange(float(np.prod(shape))).reshape(shape)
    maps = maps_of(values)
    count, height, width = maps.shape
    seen = []
    for map_ in range(count):
        for row in range(height):
            for column in range(width):
                cell = cell_at(shape, map_, row, column)
                if cell is None:
                    assert np.isnan(maps[map_, row, column])
                else:
                    assert maps[map_, row, column] == values[cell]
                    assert place_of(shape, cell) == (map_, row, column)
                    seen.append(cell)
    assert len(set(seen)) == values.size


def test_the_largest_value_is_that_of_the_finite_ones() -> None:
    assert largest(np.array([1.0, -3.0, np.nan, np.inf])) == 3.0
    assert largest(np.array([np.nan])) == 0.0
