"""How a gradient is said to go back through a layer is how the engine takes it back."""

import numpy as np
from hypothesis import given, settings

from digitpad.inside.passing import passed_back
from digitpad.inside.trace import Cell
from digitpad.inside.way_back import way_back
from tests.inside.networks import STACKS, places, traced

_BACK = {name: way_back(traced(name), 3) for name in STACKS}


@settings(max_examples=400)
@given(place=places())
def test_what_is_shown_adds_up_to_the_engine_s_gradient(place: tuple[str, int, Cell]) -> None:
    name, stage, cell = place
    back = _BACK[name]
    explanation = passed_back(traced(name), back, stage, cell)
    assert explanation.value == float(back.at[stage][cell])
    limit = 1e-4 * float(np.abs(back.at[stage]).max()) + 1e-12
    assert abs(explanation.total - explanation.value) <= limit
    assert explanation.words
    if len(explanation.grids) == 3:
        gradient, kernel, products = (grid.values for grid in explanation.grids)
        np.testing.assert_allclose(gradient * kernel, products)
