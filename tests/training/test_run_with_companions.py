"""Runs that share their batches with other processes, which the short runs of tests do not."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from digitpad import data
from digitpad.nn import companions as companions_module
from digitpad.nn.companions import Companions
from digitpad.training import PRESETS, BatchEnded, TrainConfig
from digitpad.training.run import TrainingRun

SETTINGS: dict[str, Any] = {"augment": "strong", "light_share": 0.5, "averaging": 0.9}


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give every run companions, and let it wait for them; counts the batches that are shared."""
    can_share, shares, counted = Companions.can_share, Companions.shares, []

    def patient(companions: Companions, source: Any) -> bool:
        end = time.monotonic() + 60
        while companions._processes and not can_share(companions, source):
            assert time.monotonic() < end
            time.sleep(0.01)
        return bool(companions._processes)

    def counting(companions: Companions, batch: Any, cuts: Any, streams: Any) -> Any:
        counted.append(len(cuts))
        return shares(companions, batch, cuts, streams)

    monkeypatch.setattr(companions_module, "_WORTH_IT", 0)
    monkeypatch.setattr(Companions, "can_share", patient)
    monkeypatch.setattr(Companions, "shares", counting)
    return counted


def numbers_of(run: TrainingRun) -> tuple[bytes, bytes]:
    return run.snapshot().parameters.tobytes(), run.snapshot().statistics.tobytes()


def test_a_run_shared_with_a_process_ends_with_the_same_bits(
    finished: Callable[..., Any], shared: list[int]
) -> None:
    alone, events = finished(**SETTINGS, threads=1)
    assert not shared
    helped, others = finished(**SETTINGS, threads=2)
    assert len(shared) == sum(isinstance(event, BatchEnded) for event in events)
    assert numbers_of(helped) == numbers_of(alone)
    assert [replace(event, seconds=0) for event in others if isinstance(event, BatchEnded)] == [
        replace(event, seconds=0) for event in events if isinstance(event, BatchEnded)
    ]


def test_a_shared_run_that_is_stopped_and_resumed_ends_with_the_same_bits(
    finished: Callable[..., Any],
    run_of: Callable[..., TrainingRun],
    splits: data.Splits,
    shared: list[int],
) -> None:
    whole, _ = finished(**SETTINGS, threads=1)
    begun = run_of(**SETTINGS, threads=2)
    for event in begun.events():
        if isinstance(event, BatchEnded) and event.step == 7:
            begun.stop()
    resumed = TrainingRun(begun.config, splits, state=begun.state())
    list(resumed.events())
    assert shared
    assert numbers_of(resumed) == numbers_of(whole)


def test_only_a_run_that_takes_long_on_several_cores_starts_processes(
    config_of: Callable[..., TrainConfig], splits: data.Splits, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: list[int] = []

    class Counted(Companions):
        def __init__(self, network: Any, loss: Any, count: int, parts: int) -> None:
            super().__init__(network, loss, 0, parts)
            counts.append(count)

    def count(config: TrainConfig) -> int:
        next(events := TrainingRun(config, splits).events())
        next(events)
        events.close()
        return counts.pop()

    monkeypatch.setattr(companions_module, "Companions", Counted)
    long = config_of(epochs=10_000, threads=2)
    assert count(long) == 1
    assert count(replace(long, threads=64)) == 1  # two micro-batches: one here, one there
    assert count(replace(long, threads=1)) == 0
    assert count(replace(long, epochs=1)) == 0
    assert count(replace(long, batch_size=8)) == 0  # a batch that is not divided
    assert count(replace(long, batch_size=512)) == 1
    assert count(replace(long, batch_size=513)) == 0  # within which a pause could not hold them
    assert count(replace(PRESETS["Notebook"], epochs=10_000)) == 0
    many_weights = replace(PRESETS["Notebook"], batch_size=128, epochs=10_000, threads=2)
    assert count(many_weights) == 0
    assert count(replace(many_weights, batch_size=512)) == 1


def test_a_shared_batch_is_held_and_dropped_within_and_nothing_is_lost(
    finished: Callable[..., Any],
    config_of: Callable[..., TrainConfig],
    splits: data.Splits,
    shared: list[int],
) -> None:
    settings = {**SETTINGS, "batch_size": 128}
    whole, _ = finished(**settings, threads=1)
    calls: list[None] = []

    def stop_within_a_batch() -> None:
        calls.append(None)
        if shared and len(calls) > 4:
            begun.stop()

    config = config_of(**settings, threads=2)
    begun = TrainingRun(config, splits, hold=stop_within_a_batch)
    assert list(begun.events())[-1].reason == "stopped"
    resumed = TrainingRun(config, splits, state=begun.state())
    list(resumed.events())
    assert numbers_of(resumed) == numbers_of(whole)
