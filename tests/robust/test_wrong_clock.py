"""A clock that is wrong, or leaps, spoils no run: neither in training nor among those kept."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from digitpad.data import Splits
from digitpad.training import PRESETS, BatchEnded, RunRecord, days_of_grace, run_keeper, run_store
from digitpad.training.run import TrainingRun
from digitpad.training.run_keeper import RunKeeper
from digitpad.training.run_store import RunStore

YEAR_S = 365 * 24 * 3600
SetClock = Callable[[Callable[[], float]], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Let the clock show what a function returns, in seconds since 1970."""

    def set_clock(shown: Callable[[], float]) -> None:
        class Shown(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> "Shown":
                moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=shown())
                return cls.fromisoformat(moment.isoformat())

        monkeypatch.setattr(time, "time", shown)
        monkeypatch.setattr(days_of_grace, "time", shown)
        monkeypatch.setattr(run_keeper, "datetime", Shown)
        monkeypatch.setattr(run_store, "datetime", Shown)

    return set_clock


def leaping() -> Callable[[], float]:
    """Return a clock that leaps by years at each look, forward and back."""
    years: Iterator[int] = iter(range(10**9))
    return lambda: (next(years) * 7919 % 8000) * YEAR_S + 0.25


def train(store: RunStore, splits: Splits) -> tuple[RunRecord, list[BatchEnded]]:
    """Keep a run; return its record as it was kept, and its batches."""
    config = PRESETS["Quick"]
    keeper, told = RunKeeper(store, on_problem=pytest.fail), []
    keeper.begin()
    run = TrainingRun(config, splits)
    for event in run.events():
        keeper.take(event, run)
        told.append(event)
    keeper.close()
    keeper.wait()
    return store.record(keeper.id), [event for event in told if isinstance(event, BatchEnded)]


def test_a_run_that_trains_while_the_clock_leaps_is_kept_as_any_other(
    few_images: Splits, set_clock: SetClock
) -> None:
    store = RunStore()
    began = time.perf_counter()
    set_clock(leaping())
    record, batches = train(store, few_images)
    assert record.status == "finished"
    assert 0 < record.seconds < time.perf_counter() - began
    seconds = [batch.seconds for batch in batches]
    assert seconds == sorted(seconds)
    assert store.history(record).columns("batches")["seconds"].tolist() == seconds


def test_runs_of_any_time_are_listed_and_have_names_of_their_own(
    few_images: Splits, set_clock: SetClock
) -> None:
    store = RunStore()
    for seconds in (56 * YEAR_S, 0, 8_000 * YEAR_S, 56 * YEAR_S):
        set_clock(lambda seconds=seconds: float(seconds))
        train(store, few_images)
    runs = store.runs()
    names = [run.name for run in runs if isinstance(run, RunRecord)]
    assert sorted(names) == ["Quick", "Quick 2", "Quick 3", "Quick 4"]
    assert (names[0], names[-1]) == (
        "Quick 2",
        "Quick 3",
    )  # the oldest and the newest, by the clock
    for run in runs:
        store.delete([run.id])
    store.sweep_deleted()
    set_clock(lambda: 56.0 * YEAR_S)
    store.sweep_deleted()
    store.restore([run.id for run in runs])
    assert store.runs() == runs
