import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.data.figures import FIGURES, arc, line, polygon
from digitpad.data.unseen_figures import FIGURES as UNSEEN

COORDINATES = st.floats(-10, 10)
CORNERS = st.lists(st.tuples(COORDINATES, COORDINATES), min_size=2, max_size=6)


@given(CORNERS)
def test_a_line_goes_through_its_corners_in_equal_steps(corners: list[tuple[float, float]]) -> None:
    points = line(*corners)
    assert points.shape == (8 * (len(corners) - 1) + 1, 2)
    np.testing.assert_allclose(points[::8], corners, atol=1e-9)
    steps = np.diff(points, axis=0).reshape(-1, 8, 2)
    np.testing.assert_allclose(steps, steps[:, :1].repeat(8, axis=1), atol=1e-9)


def test_an_arc_begins_at_the_right_and_turns_towards_the_bottom() -> None:
    quarter = arc(1, 2, 3, 4, turn=0.25)
    np.testing.assert_allclose(quarter[[0, -1]], [(4, 2), (1, 6)], atol=1e-9)


@given(st.floats(-1, 1), st.floats(0.1, 1))
def test_every_point_of_an_arc_lies_on_its_ellipse(start: float, turn: float) -> None:
    x, y = (arc(1, 2, 3, 4, start, turn) - (1, 2)).T
    np.testing.assert_allclose((x / 3) ** 2 + (y / 4) ** 2, 1)


@pytest.mark.parametrize(("corners", "every"), [(3, 1), (6, 1), (5, 2)])
def test_a_polygon_is_closed_and_has_equal_sides(corners: int, every: int) -> None:
    ends = polygon(corners, every=every, radius=2.0)[::8]
    assert len(ends) == corners + 1
    np.testing.assert_allclose(ends[0], ends[-1], atol=1e-9)
    sides = np.hypot(*np.diff(ends, axis=0).T)
    np.testing.assert_allclose(sides, 4 * np.sin(np.pi * every / corners))


@pytest.mark.parametrize("name", sorted({**FIGURES, **UNSEEN}))
def test_a_figure_is_about_2_in_size_and_not_always_the_same(name: str) -> None:
    figure = {**FIGURES, **UNSEEN}[name]
    rng = np.random.default_rng(3)
    drawn = [np.concatenate(figure(rng)) for _ in range(20)]
    sides = [float(np.ptp(points, axis=0).max()) for points in drawn]
    assert min(sides) > 0.9
    assert max(sides) < 3.5
    assert len({points.tobytes() for points in drawn}) > 1
