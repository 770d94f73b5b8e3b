import numpy as np
import pytest

from digitpad.gui.axis_limits import highest_loss, last_epoch, lowest_accuracy, round_up

NOTHING = np.empty(0)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(0.003, 0.003), (0.0031, 0.005), (0.7, 1.0), (1.0, 1.0), (2.2, 3.0), (31.0, 50.0), (0.0, 1.0)],
)
def test_limits_are_round(value: float, rounded: float) -> None:
    assert round_up(value) == pytest.approx(rounded)


def test_before_a_run_there_are_axes_too() -> None:
    assert highest_loss(NOTHING, NOTHING) == 3.0
    assert lowest_accuracy(NOTHING, NOTHING) == 0.0


def test_a_first_peak_does_not_flatten_the_rest_of_the_loss() -> None:
    x = np.linspace(0.01, 4.0, 400)
    y = np.where(x < 0.5, 2.3, 0.08)
    assert highest_loss(x, y) == pytest.approx(0.1)


def test_a_loss_that_is_no_number_leaves_the_axis_alone() -> None:
    x = np.arange(1.0, 6.0)
    assert highest_loss(x, np.array([1.0, 2.0, 2.0, np.nan, np.inf])) == 2.0


def test_high_accuracies_are_seen_from_near() -> None:
    x = np.linspace(0.0, 4.0, 400)
    assert lowest_accuracy(x, np.where(x < 0.8, 0.3, 0.985)) == 0.98
    assert lowest_accuracy(x, np.full(400, 0.3)) == 0.0


@pytest.mark.parametrize(
    ("now", "epochs", "end"), [(0.0, 4, 4.0), (3.0, 100, 10.0), (11.0, 100, 20.0), (99.0, 80, 80.0)]
)
def test_a_long_run_has_an_axis_that_grows(now: float, epochs: int, end: float) -> None:
    assert last_epoch(now, epochs) == end
