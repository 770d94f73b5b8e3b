"""The curves of a run, on disk and told again."""

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from digitpad.nn import archive
from digitpad.training import (
    BatchEnded,
    EpochEnded,
    Event,
    ImagesMeasured,
    LearningRateChanged,
)
from digitpad.training.run import TrainingRun
from digitpad.training.run_history import RunHistory, RunHistoryError
from digitpad.training.thinned_table import CAPACITY

Finished = Callable[..., tuple[TrainingRun, list[Event]]]


def history_of(events: list[Event]) -> RunHistory:
    history = RunHistory(events[0])
    for event in events[1:]:
        history.add(event)
    return history


@pytest.fixture
def events(finished: Finished) -> list[Event]:
    _, everything = finished()
    told = [event for event in everything if not isinstance(event, ImagesMeasured)]
    batch = next(event for event in told if isinstance(event, BatchEnded) and event.step == 4)
    told.insert(told.index(batch) + 1, LearningRateChanged(4, 1e-3, 1e-2))
    return told


def test_a_history_tells_the_same_events_again(events: list[Event]) -> None:
    content = history_of(events).dumps()
    assert list(RunHistory.loads(content, events[0].config).events()) == events[:-1]


def test_the_part_up_to_a_step_leaves_out_what_came_later(events: list[Event]) -> None:
    history = history_of(events)
    part = list(history.until(5).events())
    assert part == [event for event in events[:-1] if getattr(event, "step", 0) <= 5]
    assert len(history.batches) == 10


def test_a_copy_does_not_grow_with_the_original(events: list[Event]) -> None:
    history = history_of(events[:-3])
    copy = history.copy()
    before = list(copy.events())
    for event in events[-3:]:
        history.add(event)
    assert list(copy.events()) == before


def test_a_long_history_has_a_bounded_size_and_keeps_a_single_peak(events: list[Event]) -> None:
    batch = next(event for event in events if isinstance(event, BatchEnded))
    history = RunHistory(dataclasses.replace(events[0], steps_total=10**6))
    for step in range(1, 100_001):
        loss = 99.0 if step == 43_210 else 0.5
        history.add(dataclasses.replace(batch, step=step, loss=loss))
    columns = history.columns("batches")
    assert len(columns["step"]) <= CAPACITY
    assert columns["highest_loss"].max() == 99.0
    peak = columns["step"][columns["highest_loss"].argmax()]
    assert 43_210 <= peak < 43_210 + history.batches.stride
    assert len(history.dumps()) < 300_000


def test_losses_that_are_no_numbers_are_kept(events: list[Event]) -> None:
    batch = next(event for event in events if isinstance(event, BatchEnded))
    history = RunHistory(events[0])
    history.add(dataclasses.replace(batch, loss=float("nan"), accuracy=None))
    again = RunHistory.loads(history.dumps(), events[0].config)
    assert np.isnan(again.columns("batches")["loss"]).all()
    *_, told = again.events()
    assert isinstance(told, BatchEnded)
    assert told.accuracy is None


def test_an_epoch_without_drawn_digits_is_kept(events: list[Event]) -> None:
    epoch = next(event for event in events if isinstance(event, EpochEnded))
    undrawn = dataclasses.replace(epoch, drawn_accuracy=None)
    history = history_of([events[0], undrawn])
    assert list(history.events()) == [events[0], undrawn]


def test_damaged_curves_are_refused_in_one_sentence(events: list[Event]) -> None:
    config = events[0].config
    content = history_of(events).dumps()
    for end in range(0, len(content) - 1, 97):
        with pytest.raises(RunHistoryError, match="cannot be read"):
            RunHistory.loads(content[:end], config)
    header, arrays = archive.unpack(content)
    counts = header["counts"]
    for wrong_header, wrong_arrays in (
        ({**header, "format": 9}, arrays),
        ({**header, "counts": {**counts, "images": -1}}, arrays),
        ({**header, "counts": {**counts, "batches_per_epoch": "5"}}, arrays),
        ({**header, "strides": {}}, arrays),
        (header, {**arrays, "batches": arrays["batches"][:-1]}),
        (header, {**arrays, "batches": arrays["batches"][::-1].copy()}),
        (header, {**arrays, "batches": np.tile(arrays["batches"], CAPACITY)}),
    ):
        forged = {name: value for name, value in wrong_header.items() if name != "sha256"}
        with pytest.raises(RunHistoryError, match="cannot be read"):
            RunHistory.loads(archive.pack(forged, wrong_arrays), config)
