import numpy as np
import pytest

from digitpad.gui.train.curves import Curves, RateChange, Series
from digitpad.training import PRESETS, BatchEnded, EpochEnded, LearningRateChanged, RunStarted


def batch(step: int, loss: float, accuracy: float) -> BatchEnded:
    return BatchEnded(step, 0, step - 1, step * 128, loss, accuracy, 0.001, step * 0.1)


def epoch(number: int, drawn: float | None) -> EpochEnded:
    return EpochEnded(number, 10, 0.5, 0.9, 0.4, 0.92, drawn, 0.001, 1.0, 1000.0)


@pytest.fixture
def curves() -> Curves:
    curves = Curves()
    curves.add(RunStarted(PRESETS["Quick"], 1280, 10, 40, 1000))
    return curves


def test_batches_are_placed_on_the_axis_of_epochs(curves: Curves) -> None:
    for step in range(1, 21):
        curves.add(batch(step, 1.0 / step, 0.5))
    assert curves.epochs == PRESETS["Quick"].epochs
    assert curves.batch_loss.x[[0, 9, 19]] == pytest.approx([0.1, 1.0, 2.0])
    assert curves.batch_loss.y[4] == pytest.approx(0.2)


def test_the_accuracy_and_the_rate_of_batches_are_curves_too(curves: Curves) -> None:
    for step in range(1, 5):
        curves.add(batch(step, 1.0, step / 10))
    assert curves.batch_accuracy.y == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert curves.learning_rate.y.tolist() == [0.001] * 4


def test_a_place_on_the_axis_has_words(curves: Curves) -> None:
    assert curves.place(0.1) == "epoch 1, batch 1"
    assert curves.place(1.0) == "epoch 1, batch 10"
    assert curves.place(1.12) == "epoch 2, batch 1"
    assert curves.place(99.0) == f"epoch {PRESETS['Quick'].epochs}, batch 10"


def test_epochs_give_validation_and_drawn_digits(curves: Curves) -> None:
    curves.add(epoch(0, None))
    curves.add(epoch(1, 0.8))
    assert curves.validation_accuracy.x.tolist() == [1.0, 2.0]
    assert curves.validation_loss.y.tolist() == [0.4, 0.4]
    assert curves.drawn_accuracy.x.tolist() == [2.0]


def test_a_change_of_the_learning_rate_is_marked(curves: Curves) -> None:
    curves.add(LearningRateChanged(15, 0.001, 0.01))
    assert curves.rate_changes == [RateChange(1.5, 0.01)]


def test_a_series_stays_small_and_keeps_its_course() -> None:
    series = Series(capacity=64)
    for step in range(100_000):
        series.add(step, 3.0 * step)
    assert 32 <= len(series) <= 64
    assert np.allclose(series.y, 3.0 * series.x)
    assert series.x[0] < 100_000 / 32
    assert series.x[-1] > 0.95 * 100_000
