import numpy as np
import pytest

from digitpad.gui.desk.stroke import SHEET, StrokeBuilder, clip_to_sheet


def build(points: list[tuple[float, float]]) -> StrokeBuilder:
    builder = StrokeBuilder(*points[0], 20.0)
    for x, y in points[1:]:
        builder.extend(x, y, 20.0)
    return builder


def test_a_pen_that_never_moved_leaves_one_point() -> None:
    assert build([(30.0, 40.0)]).finish().points.tolist() == [[30.0, 40.0]]


def test_a_stroke_begins_and_ends_where_the_pen_did() -> None:
    points = build([(10.0, 10.0), (100.0, 50.0), (40.0, 200.0)]).finish().points
    assert points[0].tolist() == [10.0, 10.0]
    assert points[-1].tolist() == [40.0, 200.0]


def test_a_fast_pen_leaves_a_dense_curve() -> None:
    points = build([(0.0, 0.0), (250.0, 0.0), (250.0, 250.0), (0.0, 250.0)]).finish().points
    steps = np.hypot(*np.diff(points[:-1], axis=0).T)
    assert steps.max() <= 4.0  # twice the mean step, at most


def test_a_curve_turns_without_corners() -> None:
    points = build([(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)]).finish().points[:-1]
    directions = np.unwrap(np.arctan2(*np.diff(points, axis=0).T[::-1]))
    assert np.abs(np.diff(directions)).max() < 0.2  # radians from one point to the next


def test_points_are_kept_beyond_the_first_capacity() -> None:
    builder = StrokeBuilder(0.0, 0.0, 20.0)
    for step in range(1, 2000):
        builder.extend(float(step % 280), float(step % 97), 20.0)
    assert np.isfinite(builder.finish().points).all()
    assert builder.settled > 2000


def test_settled_points_never_change() -> None:
    builder = build([(0.0, 0.0), (50.0, 5.0), (90.0, 40.0)])
    before = builder.part(0).points[: builder.settled].copy()
    for x in range(100, 280, 7):
        builder.extend(float(x), 60.0, 20.0)
    assert np.array_equal(builder.part(0).points[: len(before)], before)


def test_a_finished_stroke_owns_its_points() -> None:
    builder = build([(0.0, 0.0), (50.0, 5.0)])
    stroke = builder.finish()
    last = stroke.points[-1].copy()
    builder.extend(200.0, 200.0, 20.0)
    assert np.array_equal(stroke.points[-1], last)


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ((10.0, 10.0, 20.0, 20.0), (10.0, 10.0, 20.0, 20.0)),
        ((-100.0, 140.0, 100.0, 140.0), (0.0, 140.0, 100.0, 140.0)),
        ((140.0, 140.0, 140.0, 420.0), (140.0, 140.0, 140.0, SHEET)),
        ((-10.0, 140.0, 290.0, 140.0), (0.0, 140.0, SHEET, 140.0)),
    ],
)
def test_a_line_is_clipped_to_the_sheet(line: tuple[float, ...], part: tuple[float, ...]) -> None:
    assert clip_to_sheet(*line) == pytest.approx(part)


def test_a_line_beside_the_sheet_has_no_part_on_it() -> None:
    assert clip_to_sheet(-10.0, 20.0, -5.0, 200.0) is None
    assert clip_to_sheet(-30.0, 10.0, 10.0, -30.0) is None
