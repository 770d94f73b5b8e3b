from collections.abc import Sequence

import numpy as np
import pytest

from digitpad.gui.train.axis_limits import highest_loss, last_epoch, lowest_accuracy, round_up
from digitpad.gui.train.curves import Curves


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(0.003, 0.003), (0.0031, 0.005), (0.7, 1.0), (1.0, 1.0), (2.2, 3.0), (31.0, 50.0), (0.0, 1.0)],
)
def test_limits_are_round(value: float, rounded: float) -> None:
    assert round_up(value) == pytest.approx(rounded)


def with_loss(batches: np.ndarray, validation: Sequence[float] = ()) -> Curves:
    curves = Curves()
    for x, y in zip(np.linspace(0.01, 4.0, len(batches)), batches, strict=True):
        curves.batch_loss.add(x, y)
    for epoch, value in enumerate(validation, start=1):
        curves.validation_loss.add(epoch, value)
    return curves


def with_accuracy(batches: np.ndarray, drawn: Sequence[float] = ()) -> Curves:
    curves = Curves()
    for x, y in zip(np.linspace(0.01, 4.0, len(batches)), batches, strict=True):
        curves.smooth_accuracy.add(x, y)
    for epoch, value in enumerate(drawn, start=1):
        curves.drawn_accuracy.add(epoch, value)
    return curves


def test_before_a_run_there_are_axes_too() -> None:
    assert highest_loss(Curves()) == 3.0
    assert lowest_accuracy(Curves()) == 0.0


def test_a_first_peak_does_not_flatten_the_rest_of_the_loss() -> None:
    peak = np.repeat([2.3, 0.08], [50, 350])
    assert highest_loss(with_loss(peak)) == pytest.approx(0.1)


def test_a_loss_that_is_no_number_leaves_the_axis_alone() -> None:
    curves = with_loss(np.array([1.0, 2.0, 2.0, np.nan, np.inf]), [np.nan])
    assert highest_loss(curves) == 2.0


def test_the_loss_on_validation_images_is_never_out_of_sight() -> None:
    curves = with_loss(np.full(400, 0.02), [0.4, 0.45])
    assert highest_loss(curves) == pytest.approx(0.5)


def test_high_accuracies_are_seen_from_near() -> None:
    assert lowest_accuracy(with_accuracy(np.repeat([0.3, 0.985], [80, 320]))) == 0.98
    assert lowest_accuracy(with_accuracy(np.full(400, 0.3))) == 0.0


def test_the_lowest_of_the_accuracies_is_never_out_of_sight() -> None:
    curves = with_accuracy(np.full(400, 0.985), [0.3, 0.84, 0.86])
    assert lowest_accuracy(curves) == 0.0
    curves = with_accuracy(np.full(400, 0.985), [0.84, 0.84, 0.86])
    assert lowest_accuracy(curves) == 0.8


@pytest.mark.parametrize(
    ("now", "epochs", "end"), [(0.0, 4, 4.0), (3.0, 100, 10.0), (11.0, 100, 20.0), (99.0, 80, 80.0)]
)
def test_a_long_run_has_an_axis_that_grows(now: float, epochs: int, end: float) -> None:
    assert last_epoch(now, epochs) == end
