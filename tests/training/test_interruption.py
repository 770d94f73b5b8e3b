"""A run can be looked at, paused and stopped within a long batch and within an evaluation."""

import threading
from collections.abc import Callable
from time import perf_counter, sleep
from typing import Any

import numpy as np
import pytest

from digitpad import data
from digitpad.nn.micro_batch import Batch
from digitpad.training import (
    BatchEnded,
    EpochEnded,
    ImagesMeasured,
    RunEnded,
    RunStarted,
    TrainConfig,
    evaluation,
)
from digitpad.training.run import TrainingRun

RunOf = Callable[..., TrainingRun]
ConfigOf = Callable[..., TrainConfig]


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "_part_size", lambda workers: 50)


def test_an_evaluation_is_told_in_parts(small_parts: None, run_of: RunOf) -> None:
    events = list(run_of(epochs=1).events())
    measured = [event for event in events if isinstance(event, ImagesMeasured)]
    assert [event.done for event in measured] == [50, 100, 130, 180, 230, 240]
    assert {(event.epoch, event.total) for event in measured} == {(0, 240)}
    kinds = [type(event) for event in events]
    assert kinds[-8:] == [*6 * [ImagesMeasured], EpochEnded, RunEnded]


def test_parts_do_not_change_what_is_measured(
    run_of: RunOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def accuracies() -> list[float]:
        ended = [e for e in run_of(epochs=1).events() if isinstance(e, EpochEnded)]
        return [ended[0].validation_accuracy, ended[0].drawn_accuracy or 0.0]

    whole = accuracies()
    monkeypatch.setattr(evaluation, "_part_size", lambda workers: 50)
    assert accuracies() == whole


def test_stop_within_an_evaluation_ends_the_run(small_parts: None, run_of: RunOf) -> None:
    run, events = run_of(), []
    for event in run.events():
        events.append(event)
        if isinstance(event, ImagesMeasured):
            run.stop()
    assert [type(event) for event in events[-2:]] == [ImagesMeasured, RunEnded]
    assert events[-1].reason == "stopped"
    assert events[-1].step == 5


class StopsWithin:
    """Sets the stop of a run when its second batch has loaded some micro-batches."""

    def __init__(self, run: TrainingRun) -> None:
        self._run, self._loads, self._loader = run, 0, run._images.loader
        self._lock = threading.Lock()

    def loader(self, indices: np.ndarray) -> Batch:
        batch = self._loader(indices)

        def counted(indices: np.ndarray, rng: np.random.Generator) -> Any:
            with self._lock:
                self._loads += 1
                if self._loads == self.micro_batches + 2:
                    self._run.stop()
            return batch.source(indices, rng)

        self.micro_batches = len(self._run._streams)
        return Batch(counted, indices)


@pytest.fixture
def many(splits: data.Splits) -> data.Splits:
    """Three long batches of images."""
    train = splits.train
    places = np.arange(900) % len(train)
    images = data.ImageSet("many", train.images[places], train.labels[places])
    return data.Splits("many", images, splits.validation, splits.test, splits.drawn)


@pytest.mark.parametrize("threads", [1, 2])
def test_stop_within_a_long_batch_drops_it_and_leaves_no_trace(
    many: data.Splits,
    config_of: Callable[..., TrainConfig],
    monkeypatch: pytest.MonkeyPatch,
    threads: int,
) -> None:
    config = config_of(batch_size=300, epochs=1, threads=threads)
    run = TrainingRun(config, many)
    monkeypatch.setattr(run._images, "loader", StopsWithin(run).loader)
    events = list(run.events())
    assert sum(isinstance(event, BatchEnded) for event in events) == 1
    assert events[-1].reason == "stopped"

    whole, resumed = TrainingRun(config, many), TrainingRun(config, many, state=run.state())
    assert [list(of.events())[-1].reason for of in (whole, resumed)] == 2 * ["finished"]
    assert (resumed.network.parameters == whole.network.parameters).all()


def test_a_pause_within_a_batch_and_before_an_epoch_changes_nothing_and_counts_as_no_time(
    splits: data.Splits, config_of: ConfigOf
) -> None:
    config = config_of(batch_size=128, epochs=1, augment="light", threads=2)
    whole = TrainingRun(config, splits)
    list(whole.events())
    holds: list[float] = []

    def hold() -> None:
        holds.append(0.02)
        sleep(0.02)

    began = perf_counter()
    held = TrainingRun(config, splits, hold=hold)
    ended = list(held.events())[-1]
    assert len(holds) > 2
    assert (held.network.parameters == whole.network.parameters).all()
    assert isinstance(ended, RunEnded)
    assert ended.seconds < perf_counter() - began - sum(holds) / 3


@pytest.mark.parametrize("batches", [0, 1])
def test_stop_while_the_drawings_are_redrawn_leaves_no_trace(
    splits: data.Splits, config_of: ConfigOf, batches: int
) -> None:
    """At the beginning of an epoch, or of one that was interrupted after some batches."""
    config = config_of(batch_size=128, epochs=2, augment="light")
    first = TrainingRun(config, splits)
    events = first.events()
    trained = sum(isinstance(next(events), BatchEnded) for _ in range(1 + batches))
    assert trained == batches
    state = first.state() if batches else None

    calls: list[None] = []

    def hold() -> None:
        calls.append(None)
        run.stop()

    run = TrainingRun(config, splits, state=state, hold=hold)
    told = list(run.events())
    assert [type(event) for event in told] == [RunStarted, RunEnded]
    assert len(calls) == 1

    whole, resumed = TrainingRun(config, splits), TrainingRun(config, splits, state=run.state())
    assert [list(of.events())[-1].reason for of in (whole, resumed)] == 2 * ["finished"]
    assert (resumed.network.parameters == whole.network.parameters).all()
