"""What a run tells: which events, in which order, with which figures."""

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from digitpad import data
from digitpad.nn import schedule_factor
from digitpad.training import (
    BatchEnded,
    EpochEnded,
    Event,
    ImagesMeasured,
    RunEnded,
    RunStarted,
    TrainConfig,
)
from digitpad.training import run as run_module
from digitpad.training.evaluation import evaluate
from digitpad.training.run import TrainingRun

Finished = Callable[..., tuple[TrainingRun, list[Event]]]


_LINEAR = ({"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"})


def of_kind(events: list[Event], kind: type) -> list[Any]:
    return [event for event in events if isinstance(event, kind)]


def test_a_run_begins_with_its_start_and_ends_with_its_end(finished: Finished) -> None:
    run, events = finished()
    kinds = [type(event) for event in events if not isinstance(event, ImagesMeasured)]
    assert kinds == [RunStarted, *2 * [*5 * [BatchEnded], EpochEnded], RunEnded]
    assert events[0] == RunStarted(run.config, 300, 5, 10, run.network.parameter_count)


def test_an_event_cannot_be_changed(finished: Finished) -> None:
    for event in finished(epochs=1)[1]:
        with pytest.raises(dataclasses.FrozenInstanceError):
            event.epoch = 7


def test_steps_batches_epochs_and_images_are_counted_without_gaps(finished: Finished) -> None:
    batches = of_kind(finished(epochs=3)[1], BatchEnded)
    assert [event.step for event in batches] == list(range(1, 16))
    assert [event.epoch for event in batches] == [0] * 5 + [1] * 5 + [2] * 5
    assert [event.batch for event in batches] == 3 * [0, 1, 2, 3, 4]
    sizes = np.diff([0, *(event.images_seen for event in batches)])
    assert sizes.tolist() == 3 * [64, 64, 64, 64, 44]


def test_an_epoch_s_event_follows_its_last_batch(finished: Finished) -> None:
    _, events = finished()
    assert [(e.epoch, e.step) for e in of_kind(events, EpochEnded)] == [(0, 5), (1, 10)]
    ended = events[-1]
    assert isinstance(ended, RunEnded)
    assert (ended.reason, ended.epoch, ended.step) == ("finished", 1, 10)


def test_seconds_only_ever_grow(finished: Finished) -> None:
    _, events = finished()
    seconds = [event.seconds for event in events if hasattr(event, "seconds")]
    assert seconds[0] > 0
    assert seconds == sorted(seconds)


def test_pauses_are_left_out_of_the_seconds(
    run_of: Callable[..., TrainingRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0

    def clock() -> float:
        nonlocal now
        now += 1.0
        return now

    monkeypatch.setattr(run_module, "perf_counter", clock)
    events = []
    for event in run_of().events():
        events.append(event)
        now += 1e6
    assert events[-1].seconds < 1000
    assert all(event.images_per_second > 300 / 1000 for event in of_kind(events, EpochEnded))


def test_a_batch_s_loss_and_accuracy_are_those_before_its_step(
    finished: Finished, splits: data.Splits, config_of: Callable[..., TrainConfig]
) -> None:
    settings = {"layers": _LINEAR, "batch_size": 300, "epochs": 1}
    digits = dataclasses.replace(splits, train=splits.validation)
    run = TrainingRun(config_of(**settings), digits)
    before = evaluate(run.network, digits.train)
    [batch] = of_kind(list(run.events()), BatchEnded)
    assert batch.loss == pytest.approx(before.loss, rel=1e-4)
    assert batch.accuracy == pytest.approx(before.accuracy, abs=1e-9)


def test_accuracy_counts_the_digits_only(
    splits: data.Splits, config_of: Callable[..., TrainConfig]
) -> None:
    shown = splits.train.labels
    digits = shown != data.NO_DIGIT
    assert 0 < digits.sum() < len(shown)
    run = TrainingRun(config_of(layers=_LINEAR, batch_size=300, epochs=1), splits)
    plain = data.ImageSet("digits", splits.train.images[digits], shown[digits])
    before = evaluate(run.network, plain)
    [batch] = of_kind(list(run.events()), BatchEnded)
    assert batch.accuracy == pytest.approx(before.accuracy, abs=1e-9)


def test_a_batch_without_digits_has_no_accuracy(
    splits: data.Splits, config_of: Callable[..., TrainConfig]
) -> None:
    run = TrainingRun(config_of(batch_size=1, epochs=1), splits)
    batches = of_kind(list(run.events()), BatchEnded)
    none = sum(batch.accuracy is None for batch in batches)
    assert none == (splits.train.labels == data.NO_DIGIT).sum() > 0


def test_an_epoch_s_loss_and_accuracy_are_the_means_of_its_batches(finished: Finished) -> None:
    _, events = finished()
    for epoch in of_kind(events, EpochEnded):
        batches = [e for e in of_kind(events, BatchEnded) if e.epoch == epoch.epoch]
        assert epoch.loss == pytest.approx(np.mean([e.loss for e in batches]))
        assert epoch.accuracy == pytest.approx(np.mean([e.accuracy for e in batches]))
        assert epoch.learning_rate == batches[-1].learning_rate


@pytest.mark.parametrize("averaging", [0, 0.9])
def test_what_an_epoch_reports_is_what_its_snapshot_reads(
    run_of: Callable[..., TrainingRun], splits: data.Splits, averaging: float
) -> None:
    assert splits.drawn is not None
    run = run_of(averaging=averaging)
    for event in run.events():
        if isinstance(event, EpochEnded):
            validation = evaluate(run.snapshot(), splits.validation)
            assert event.validation_accuracy == validation.accuracy
            assert event.validation_loss == pytest.approx(validation.loss, rel=1e-6)
            assert event.drawn_accuracy == evaluate(run.snapshot(), splits.drawn).accuracy


def test_the_end_repeats_what_was_measured_last_and_says_so(finished: Finished) -> None:
    _, events = finished()
    last, ended = of_kind(events, EpochEnded)[-1], events[-1]
    assert isinstance(ended, RunEnded)
    assert ended.validation_accuracy == last.validation_accuracy
    assert ended.drawn_accuracy == last.drawn_accuracy
    assert ended.sentence.startswith("Training is complete: 2 epochs. It reads ")
    assert f"{100 * last.validation_accuracy:.2f} % of the validation images" in ended.sentence
    assert f"{100 * last.drawn_accuracy:.2f} % of the drawn digits." in ended.sentence


def test_without_drawn_digits_nothing_is_said_of_them(
    config_of: Callable[..., TrainConfig], splits: data.Splits
) -> None:
    plain = dataclasses.replace(splits, drawn=None)
    events = list(TrainingRun(config_of(epochs=1), plain).events())
    assert of_kind(events, EpochEnded)[0].drawn_accuracy is None
    assert events[-1].drawn_accuracy is None
    assert "drawn" not in events[-1].sentence


@pytest.mark.parametrize("schedule", ["constant", "cosine", "one_cycle"])
def test_the_learning_rate_follows_its_schedule_over_the_whole_run(
    finished: Finished, schedule: str
) -> None:
    _, events = finished(schedule=schedule, learning_rate=0.02, epochs=2)
    rates = [event.learning_rate for event in of_kind(events, BatchEnded)]
    assert rates == pytest.approx([0.02 * schedule_factor(schedule, i / 10) for i in range(10)])
    assert min(rates) > 0


@pytest.mark.parametrize(("images", "batch_size", "steps"), [(1, 64, 1), (5, 2, 3), (300, 300, 1)])
def test_any_number_of_images_and_any_batch_size_make_a_run(
    config_of: Callable[..., TrainConfig],
    splits: data.Splits,
    images: int,
    batch_size: int,
    steps: int,
) -> None:
    few = dataclasses.replace(splits, train=splits.train.first(images))
    events = list(TrainingRun(config_of(batch_size=batch_size, epochs=1), few).events())
    started = events[0]
    assert isinstance(started, RunStarted)
    assert (started.images, started.batches_per_epoch, started.steps_total) == (
        images,
        steps,
        steps,
    )
    assert len(of_kind(events, BatchEnded)) == steps
    assert events[-1].reason == "finished"


@pytest.mark.parametrize("loss", ["cross_entropy", "mean_squared_error", "notebook"])
@pytest.mark.parametrize(("optimizer", "rate"), [("sgd", 0.2), ("adam", 0.01)])
def test_a_few_batches_lower_the_loss_and_the_network_reads_better_than_by_chance(
    finished: Finished, loss: str, optimizer: str, rate: float
) -> None:
    _, events = finished(
        loss=loss, optimizer=optimizer, learning_rate=rate, momentum=0.5, batch_size=16, epochs=6
    )
    epochs = of_kind(events, EpochEnded)
    assert epochs[-1].loss < 0.8 * epochs[0].loss
    assert epochs[-1].validation_accuracy > 0.3
    assert epochs[-1].drawn_accuracy > 0.3


def test_both_losses_are_in_the_unit_that_the_loss_reports(finished: Finished) -> None:
    """The notebook's error is a tenth of the cross-entropy, on validation images as in training."""
    run, events = finished(loss="notebook", optimizer="sgd", learning_rate=0.1, epochs=2)
    told = of_kind(events, EpochEnded)[-1].validation_loss
    nats = evaluate(run.snapshot(), run.splits.validation).loss
    assert told == pytest.approx(nats / 10, rel=1e-5)
