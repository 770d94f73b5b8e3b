import numpy as np
import pytest

from digitpad.gui.train.smoothing import exponential_mean, smoothed, thinned


def one_by_one(y: np.ndarray, weight: float) -> np.ndarray:
    mean, total, result = 0.0, 0.0, []
    for value in y:
        mean = (1 - weight) * mean + weight * value
        total = (1 - weight) * total + weight
        result.append(mean / total)
    return np.array(result)


@pytest.mark.parametrize("count", [1, 63, 64, 65, 200])
@pytest.mark.parametrize("weight", [1.0, 0.5, 0.01])
def test_the_mean_is_what_adding_one_by_one_gives(count: int, weight: float) -> None:
    y = np.random.default_rng(1).random(count)
    assert exponential_mean(y, weight) == pytest.approx(one_by_one(y, weight))


def test_a_curve_is_averaged_over_a_span_of_its_axis() -> None:
    x = np.linspace(0.0, 10.0, 1001)
    y = np.tile([0.0, 1.0], 501)[:1001]
    _, narrow = smoothed(x, y, 0.1)
    _, wide = smoothed(x, y, 2.0)
    assert np.ptp(wide[500:]) < np.ptp(narrow[500:]) < 1.0
    assert wide[-1] == pytest.approx(0.5, abs=0.01)


def test_without_a_span_a_curve_stays_as_it_is() -> None:
    x, y = np.arange(3.0), np.array([1.0, 5.0, 2.0])
    assert smoothed(x, y, 0.0)[1].tolist() == y.tolist()


def test_what_is_no_number_does_not_spoil_the_mean() -> None:
    x, y = np.arange(4.0), np.array([1.0, np.nan, 1.0, np.inf])
    places, mean = smoothed(x, y, 10.0)
    assert places.tolist() == [0.0, 2.0]
    assert mean == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize("count", [0, 1, 10, 11, 999, 1000])
def test_few_points_are_left_and_the_last_is_among_them(count: int) -> None:
    x = np.arange(float(count))
    few, same = thinned(x, x, 10)
    assert len(few) <= 10
    assert few.tolist() == same.tolist()
    assert few[-1:].tolist() == x[-1:].tolist()
