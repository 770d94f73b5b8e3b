import re

import numpy as np
import pytest
from numpy.typing import ArrayLike

from digitpad.data.points import as_points


@pytest.mark.parametrize("stroke", [[], np.empty((0, 2)), np.empty(0)])
def test_a_stroke_may_have_no_points(stroke: ArrayLike) -> None:
    assert as_points(stroke).shape == (0, 2)


@pytest.mark.parametrize("kind", [np.uint8, np.int64, np.float32, np.float64])
def test_points_of_any_kind_of_number_become_float64(kind: type[np.generic]) -> None:
    points = as_points(np.array([[0, 1], [2, 3]], kind))
    assert points.dtype == np.float64
    assert points.tolist() == [[0, 1], [2, 3]]


def test_an_array_that_is_right_is_not_copied() -> None:
    stroke = np.ones((3, 2))
    assert as_points(stroke) is stroke


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300])
def test_a_point_that_is_no_number_is_refused_with_its_value(bad: float) -> None:
    why = rf"^a point is \[{re.escape(str(bad))}, 1.0\]; x and y must be numbers up to 1e\+100$"
    with pytest.raises(ValueError, match=why):
        as_points([[0.0, 0.0], [bad, 1.0]])


@pytest.mark.parametrize(
    ("stroke", "quote"),
    [
        (5, "5"),
        ([1, 2, 3], "[1, 2, 3]"),
        ([[1, 2], [3]], "[[1, 2], [3]]"),
        (np.ones((1, 3)), "array([[1., 1., 1.]])"),
        ([["a", "b"]], "[['a', 'b']]"),
        ([[None, 1]], "[[None, 1]]"),
        ([[[1, 2]]] * 100, "[[[1, 2]], [[1, 2]], [[1, 2]], [[1, 2]],"),
        ({}, "{}"),
    ],
)
def test_what_is_no_list_of_points_is_refused_and_quoted(stroke: ArrayLike, quote: str) -> None:
    with pytest.raises(ValueError, match=r"^a stroke must be a list of points") as caught:
        as_points(stroke)
    assert str(caught.value) == f"a stroke must be a list of points [x, y], not {quote}"
