"""What comes from one number, explained."""

import numpy as np
import pytest

from digitpad.inside.explain import explain
from tests.inside.networks import traced


@pytest.mark.parametrize(
    ("stage", "formula"),
    [
        (2, r"\result{y} = \max(\input{x}, 0.01 · \input{x})"),
        (6, r"\result{y} = \text{tanh}(\input{x})"),
        (10, r"\result{y} = \max(0, \input{x})"),
        (14, r"\result{y} = \frac{1}{1 + e^{−\input{x}}}"),
        (15, r"\result{y} = \input{x}"),
    ],
)
def test_each_activation_has_its_formula(stage: int, formula: str) -> None:
    way = traced("every layer")
    cell = (0,) * way.stages[stage].y.ndim
    assert explain(way, stage, cell).symbols == formula


def test_a_number_that_is_only_moved_is_found_where_it_was() -> None:
    way = traced("every layer")
    for stage in (9, 11, 12):
        x, y = way.stages[stage].x, way.stages[stage].y
        for cell in np.ndindex(y.shape):
            assert x[explain(way, stage, cell).source] == y[cell]


def test_a_dropout_says_its_share_and_that_it_does_nothing_now() -> None:
    explanation = explain(traced("every layer"), 8, (0, 0, 0))
    assert "Only while training, 25 % of them" in explanation.words
    assert explanation.total == explanation.value
