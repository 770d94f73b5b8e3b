"""The numbers shown are the engine's: for every kind of layer, at any place, they add up."""

import re

import numpy as np
import pytest
from hypothesis import given, settings

from digitpad.inside.explain import explain
from digitpad.inside.trace import Cell
from tests.inside.networks import places, traced


def close(shown: float, engine: float) -> bool:
    return bool(abs(shown - engine) <= 2e-4 * max(1.0, abs(engine)))


@settings(max_examples=400)
@given(place=places())
def test_what_is_shown_adds_up_to_the_layer_s_output(place: tuple[str, int, Cell]) -> None:
    name, stage, cell = place
    way = traced(name)
    explanation = explain(way, stage, cell)
    assert explanation.value == float(way.stages[stage].y[cell])
    assert close(explanation.total, explanation.value)
    assert explanation.words


@settings(max_examples=300)
@given(place=places())
def test_the_tables_follow_from_each_other(place: tuple[str, int, Cell]) -> None:
    name, stage, cell = place
    explanation = explain(traced(name), stage, cell)
    grids = explanation.grids
    if len(grids) == 3 and grids[1].sign == "·":
        np.testing.assert_allclose(grids[0].values * grids[1].values, grids[2].values)
    for grid in grids:
        assert grid.values.ndim == 2
        if grid.marked is not None and grid.title in ("window", "probabilities"):
            assert close(float(grid.values[grid.marked]), explanation.value)


@settings(max_examples=400)
@given(place=places())
def test_the_numbers_written_can_be_computed_by_hand(place: tuple[str, int, Cell]) -> None:
    """Evaluate the formula as it is written, with the few digits it is written with."""
    name, stage, cell = place
    way = traced(name)
    explanation = explain(way, stage, cell)
    left = explanation.numbers.split(" = ")[1]
    if "…" in left or "x}_" in left:
        return
    computed = eval(as_python(left), {"sqrt": np.sqrt, "max": max, "e": np.e, "tanh": np.tanh})
    tolerance = 0.02 * max(1.0, abs(explanation.value))
    assert computed == pytest.approx(explanation.value, abs=tolerance, rel=0.02)


def as_python(formula: str) -> str:
    """Return a formula as Python computes it."""
    text = re.sub(r"\\text\{([^}]*: )\}", "", formula)
    text = re.sub(r"\\text\{([^}]*)\}", r"\1", text)
    text = re.sub(r"\\(input|weight|result)(?=\{)", "", text).replace("\\max", "max")
    text = text.replace("\\sqrt", "sqrt").replace("\\frac", "")
    text = text.replace("}{", ")/(").replace("{", "(").replace("}", ")")
    return text.replace("−", "-").replace("·", "*").replace("^", "**")
