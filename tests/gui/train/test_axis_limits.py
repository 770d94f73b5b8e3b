from collections.abc import Sequence

import numpy as np
import pytest

from digitpad.gui.train.axis_limits import (
    Points,
    last_epoch,
    loss_limits,
    round_down,
    round_up,
    share_limits,
)

NOTHING = (np.empty(0), np.empty(0))


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(0.003, 0.003), (0.0031, 0.005), (0.7, 1.0), (1.0, 1.0), (2.2, 3.0), (31.0, 50.0), (0.0, 1.0)],
)
def test_upper_limits_are_round(value: float, rounded: float) -> None:
    assert round_up(value) == pytest.approx(rounded)


@pytest.mark.parametrize(
    ("value", "rounded"), [(0.003, 0.003), (0.0031, 0.003), (0.7, 0.5), (1.0, 1.0), (31.0, 30.0)]
)
def test_lower_limits_are_round(value: float, rounded: float) -> None:
    assert round_down(value) == pytest.approx(rounded)


def over_four_epochs(y: Sequence[float] | np.ndarray) -> Points:
    return np.linspace(0.01, 4.0, len(y)), np.asarray(y, float)


def by_epoch(*values: float) -> Points:
    return np.arange(1.0, len(values) + 1.0), np.array(values)


def highest(*curves: Points) -> float:
    return loss_limits(curves, None, logarithmic=False)[1]


def test_before_a_run_there_are_axes_too() -> None:
    assert loss_limits([NOTHING], None, logarithmic=False) == (0.0, 3.0)
    assert loss_limits([NOTHING], None, logarithmic=True) == (0.01, 3.0)
    assert share_limits([NOTHING], None) == (0.0, 1.0)


def test_a_first_peak_does_not_flatten_the_rest_of_the_loss() -> None:
    assert highest(over_four_epochs(np.repeat([2.3, 0.08], [50, 350]))) == pytest.approx(0.1)


def test_a_loss_that_is_no_number_leaves_the_axis_alone() -> None:
    assert highest(over_four_epochs([1.0, 2.0, 2.0, np.nan, np.inf]), by_epoch(np.nan)) == 2.0


def test_the_loss_on_validation_images_is_never_out_of_sight() -> None:
    assert highest(over_four_epochs(np.full(400, 0.02)), by_epoch(0.4, 0.45)) == pytest.approx(0.5)


def test_a_logarithmic_axis_holds_the_small_losses_too() -> None:
    low, high = loss_limits([over_four_epochs(np.geomspace(2, 0.004, 400))], None, logarithmic=True)
    assert 0.001 < low <= 0.005
    assert high >= 0.4


def test_a_logarithmic_axis_spans_a_power_of_ten_and_bears_zeros() -> None:
    low, high = loss_limits([by_epoch(0.5, 0.5, 0.0)], None, logarithmic=True)
    assert (low, high) == pytest.approx((0.05, 0.5))


def test_zooming_looks_at_what_is_seen() -> None:
    curve = over_four_epochs(np.repeat([2.3, 0.08], [200, 200]))
    assert loss_limits([curve], (0.0, 1.0), logarithmic=False)[1] == 3.0
    assert loss_limits([curve], (3.0, 4.0), logarithmic=False)[1] == pytest.approx(0.1)
    assert share_limits([over_four_epochs(np.repeat([0.3, 0.985], 200))], (3.0, 4.0))[0] == 0.98


def test_a_line_that_comes_in_from_beside_the_zoom_is_seen_too() -> None:
    assert loss_limits([by_epoch(2.0, 0.1, 0.1)], (1.5, 3.0), logarithmic=False)[1] == 2.0


def test_high_accuracies_are_seen_from_near() -> None:
    assert share_limits([over_four_epochs(np.repeat([0.3, 0.985], [80, 320]))], None)[0] == 0.98
    assert share_limits([over_four_epochs(np.full(400, 0.3))], None)[0] == 0.0


def test_the_lowest_of_the_accuracies_is_never_out_of_sight() -> None:
    batches = over_four_epochs(np.full(400, 0.985))
    assert share_limits([batches, by_epoch(0.3, 0.84, 0.86)], None)[0] == 0.0
    assert share_limits([batches, by_epoch(0.84, 0.84, 0.86)], None)[0] == 0.8


@pytest.mark.parametrize(
    ("now", "epochs", "end"), [(0.0, 4, 4.0), (3.0, 100, 10.0), (11.0, 100, 20.0), (99.0, 80, 80.0)]
)
def test_a_long_run_has_an_axis_that_grows(now: float, epochs: int, end: float) -> None:
    assert last_epoch(now, epochs) == end
