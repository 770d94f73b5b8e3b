import numpy as np

from digitpad.gui.desk.rubbing import rub
from digitpad.gui.desk.stroke import Stroke


def line(x0: float, x1: float, y: float = 100.0, width: float = 20.0, points: int = 2) -> Stroke:
    xs = np.linspace(x0, x1, points)
    return Stroke(np.column_stack([xs, np.full(points, y)]), np.full(points, width))


def test_a_stroke_that_is_not_touched_stays_the_same_object() -> None:
    stroke = line(20.0, 200.0)
    assert rub([stroke], 100.0, 200.0, 120.0, 220.0, 10.0) == [stroke]


def test_a_stroke_that_only_passes_near_stays_the_same_object() -> None:
    slanted = Stroke(np.array([[0.0, 0.0], [100.0, 100.0]]), np.array([4.0, 4.0]))
    (left,) = rub([slanted], 90.0, 10.0, 90.0, 10.0, 8.0)
    assert left is slanted


def test_the_middle_is_rubbed_out_of_a_line_of_two_points() -> None:
    left, right = rub([line(20.0, 220.0)], 120.0, 100.0, 120.0, 100.0, 10.0)
    # A hole as wide as the eraser between the round ends of the ink.
    assert abs(left.points[-1, 0] - 100.0) < 2.0
    assert abs(right.points[0, 0] - 140.0) < 2.0
    assert left.points[0, 0] == 20.0
    assert right.points[-1, 0] == 220.0


def test_a_fast_eraser_leaves_no_gaps_in_its_way() -> None:
    strokes = [line(20.0, 200.0, y=y) for y in (50.0, 100.0, 150.0)]
    left = rub(strokes, 110.0, 0.0, 110.0, 250.0, 10.0)
    assert len(left) == 6
    for piece in left:
        assert not ((piece.points[:, 0] > 95.0) & (piece.points[:, 0] < 125.0)).any()


def test_a_stroke_under_the_eraser_is_gone() -> None:
    assert rub([line(100.0, 105.0)], 102.0, 100.0, 102.0, 100.0, 10.0) == []


def test_no_speck_is_left_where_only_the_tips_are_out_of_reach() -> None:
    assert rub([line(0.0, 10.0, width=2.0)], 5.0, 100.0, 5.0, 100.0, 3.0) == []


def test_a_dot_is_rubbed_out() -> None:
    dot = Stroke(np.array([[50.0, 50.0]]), np.array([20.0]))
    assert rub([dot], 40.0, 40.0, 60.0, 60.0, 5.0) == []
    assert rub([dot], 150.0, 40.0, 160.0, 60.0, 5.0) == [dot]


def test_widths_stay_with_their_points() -> None:
    stroke = Stroke(np.array([[0.0, 100.0], [200.0, 100.0]]), np.array([4.0, 24.0]))
    for piece in rub([stroke], 100.0, 100.0, 100.0, 100.0, 10.0):
        assert np.allclose(piece.widths, 4.0 + piece.points[:, 0] / 10.0)
