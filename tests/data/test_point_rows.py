import numpy as np
import pytest

from digitpad import data
from digitpad.data import point_rows
from digitpad.data.point_rows import PointRow

TWO = [
    [np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 2.0]]), np.array([[1.0, 1.0]])],
    [np.stack([np.zeros(41), np.linspace(0, 10, 41)], axis=1)],
]


def test_drawings_come_back_as_they_were() -> None:
    row = PointRow.of(TWO)
    assert (row.count, row.strokes, row.lengths.tolist()) == (2, 3, [3, 1, 41])
    assert row.owner.tolist() == [0] * 4 + [1] * 41
    for before, after in zip(TWO, row.drawings(), strict=True):
        assert len(before) == len(after)
        assert all((a == b).all() for a, b in zip(before, after, strict=True))


def test_strokes_without_points_are_left_out() -> None:
    row = PointRow.of([[np.empty((0, 2)), TWO[0][1]]])
    assert [len(stroke) for stroke in row.drawings()[0]] == [1]


def test_at_unit_size_the_longest_side_is_one_around_the_middle() -> None:
    first, second = (np.concatenate(one) for one in PointRow.of(TWO).at_unit_size().drawings())
    np.testing.assert_allclose([first.min(axis=0), first.max(axis=0)], [[-0.5, -0.25], [0.5, 0.25]])
    np.testing.assert_allclose(np.ptp(second, axis=0), [0, 1])


def test_thinned_keeps_about_so_many_points_evenly_and_all_ends() -> None:
    row = point_rows.thinned(PointRow.of(TWO), np.array([np.inf, 8.0]))
    first, second = row.drawings()
    assert [len(stroke) for stroke in first] == [3, 1]
    assert 8 <= len(second[0]) <= 9
    assert second[0][[0, -1], 1].tolist() == [0, 10]
    assert np.ptp(np.diff(second[0][:, 1])) <= 0.25 + 1e-9


@pytest.mark.parametrize(("start", "end"), [(0.5, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -2.0)])
def test_ends_move_along_the_stroke(start: float, end: float) -> None:
    amounts = np.zeros((2, 3))
    amounts[:, 2] = start, end
    (line,) = point_rows.ends_moved(PointRow.of(TWO), *amounts).drawings()[1]
    assert line[0, 1] == pytest.approx(-start)
    assert line[-1, 1] == pytest.approx(10 + end)


def test_a_stroke_is_never_cut_away_and_a_dot_stays() -> None:
    cut = point_rows.ends_moved(PointRow.of(TWO), np.full(3, -9.0), np.full(3, -9.0))
    for before, after in zip(TWO, cut.drawings(), strict=True):
        assert [len(stroke) for stroke in after] == [len(stroke) for stroke in before]


def test_real_drawings_go_through_whole(samples: tuple[data.StrokeSample, ...]) -> None:
    row = PointRow.of([sample.strokes for sample in samples])
    assert len(row.points) == sum(len(s) for sample in samples for s in sample.strokes)
    means = row.stroke_means(row.points)
    np.testing.assert_allclose(means[0], samples[0].strokes[0].mean(axis=0))
