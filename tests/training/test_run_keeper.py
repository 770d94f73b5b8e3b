"""A run is kept while it trains: whole after a crash, and never in the way of the training."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from time import sleep

import numpy as np
import pytest

from digitpad.data import Splits
from digitpad.recognizer import Recognizer
from digitpad.training import (
    EpochEnded,
    Event,
    ImagesMeasured,
    RunEnded,
    TrainConfig,
    run_keeper,
)
from digitpad.training.run import TrainingRun
from digitpad.training.run_keeper import RunKeeper
from digitpad.training.run_record import RunRecord
from digitpad.training.run_store import RECORD, RunStore

ConfigOf = Callable[..., TrainConfig]
Stop = Callable[[Event], bool]


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


@pytest.fixture(autouse=True)
def every_epoch_is_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_keeper, "_LEAST_S", 0.0)


def train(
    keeper: RunKeeper, config: TrainConfig, splits: Splits, stop: Stop = lambda event: False
) -> tuple[TrainingRun, list[Event]]:
    """Train as the window and the command line do, until ``stop`` says so of an event."""
    state = keeper.begin()
    run, told = TrainingRun(config, splits, state=state), []
    for event in run.events():
        keeper.take(event, run)
        told.append(event)
        if stop(event):
            run.stop()
    keeper.close()
    keeper.wait()
    return run, told


def step_is(number: int) -> Stop:
    return lambda event: getattr(event, "step", 0) == number


def test_a_finished_run_is_kept_with_all_that_is_known_of_it(
    store: RunStore, config_of: ConfigOf, splits: Splits
) -> None:
    keeper = RunKeeper(store)
    run, told = train(keeper, config_of(), splits)
    (record,) = store.runs()
    ended = told[-1]
    assert isinstance(record, RunRecord)
    assert isinstance(ended, RunEnded)
    assert record == keeper.record
    assert (record.name, record.status, record.config) == ("test", "finished", config_of())
    assert (record.epochs_done, record.step, record.steps_total) == (2, 10, 10)
    assert record.validation_accuracy == ended.validation_accuracy
    assert record.drawn_accuracy == ended.drawn_accuracy
    assert record.parameter_count == run.network.parameter_count
    kept = [event for event in told[:-1] if not isinstance(event, ImagesMeasured)]
    assert list(store.history(record).events()) == kept
    assert not store.can_resume(record)
    assert sorted(path.suffixes[0] for path in store.folder.iterdir()) == [
        ".curves",
        ".json",
        ".npz",
    ]


def test_the_network_of_a_run_is_a_model_file(
    store: RunStore, config_of: ConfigOf, splits: Splits
) -> None:
    run, _ = train(RunKeeper(store), config_of(), splits)
    (record,) = store.runs()
    recognizer = Recognizer.from_file(store.path(record.id, ".npz").read_bytes())
    np.testing.assert_array_equal(recognizer.network.parameters, run.snapshot().parameters)
    assert recognizer.metadata["validation_accuracy"] == record.validation_accuracy


def test_a_stopped_run_goes_on_and_ends_as_if_it_had_never_been_stopped(
    store: RunStore, config_of: ConfigOf, splits: Splits
) -> None:
    whole, expected = train(RunKeeper(store), config_of(augment="strong"), splits)
    _, before = train(RunKeeper(store), config_of(augment="strong"), splits, step_is(7))
    stopped = next(run for run in store.runs() if run.status == "stopped")
    assert isinstance(stopped, RunRecord)
    assert store.can_resume(stopped)
    assert store.interrupted() == []
    keeper = RunKeeper(RunStore(store.folder), stopped)
    resumed, after = train(keeper, stopped.config, splits)
    np.testing.assert_array_equal(resumed.network.parameters, whole.network.parameters)
    ended = store.record(stopped.id)
    assert (ended.status, ended.step, ended.name) == ("finished", 10, "test 2")
    losses = [event.loss for event in store.history(ended).events() if hasattr(event, "loss")]
    assert losses == [event.loss for event in expected if hasattr(event, "loss")]
    assert len(before) + len(after) == len(expected) + 2  # a beginning and an end more


def test_a_run_that_diverged_cannot_go_on(
    store: RunStore, config_of: ConfigOf, splits: Splits
) -> None:
    train(RunKeeper(store), config_of(learning_rate=1e6, optimizer="sgd", epochs=5), splits)
    (record,) = store.runs()
    assert record.status == "diverged"
    assert not store.can_resume(record)


def test_a_run_that_ends_with_its_program_is_offered_again(
    store: RunStore, config_of: ConfigOf, splits: Splits
) -> None:
    keeper = RunKeeper(store)

    def close(event: Event) -> bool:
        keeper.closing = True
        return step_is(3)(event)

    train(keeper, config_of(), splits, close)
    (record,) = store.interrupted()
    assert (record.status, record.step) == ("interrupted", 3)


def test_a_run_is_saved_within_a_long_epoch(
    store: RunStore, config_of: ConfigOf, splits: Splits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_keeper, "_MOST_S", 0.0)
    keeper = RunKeeper(store)
    run = TrainingRun(config_of(), splits)
    keeper.begin()
    events = run.events()
    for _ in range(4):
        keeper.take(next(events), run)
    keeper.close()
    keeper.wait()
    events.close()
    (record,) = store.interrupted()
    assert record.step == 3
    assert store.state(record.id).numbers["step"] == 3


def test_the_name_that_somebody_gives_meanwhile_stays(
    store: RunStore, config_of: ConfigOf, splits: Splits
) -> None:
    keeper = RunKeeper(store)

    def rename(event: Event) -> bool:
        if isinstance(event, EpochEnded) and event.epoch == 0:
            while not store.path(keeper.id, RECORD).exists():
                sleep(0.001)
            RunStore(store.folder).update(keeper.id, name="mine")
        return False

    train(keeper, config_of(), splits, rename)
    assert store.record(keeper.id).name == "mine"


def test_a_run_in_training_is_not_resumed_elsewhere(
    store: RunStore, config_of: ConfigOf, splits: Splits
) -> None:
    train(RunKeeper(store), config_of(), splits, step_is(3))
    (record,) = store.runs()
    assert isinstance(record, RunRecord)
    first, second = RunKeeper(store, record), RunKeeper(RunStore(store.folder), record)
    assert first.begin() is not None
    with pytest.raises(BlockingIOError, match="is training this run"):
        second.begin()
    for keeper in (second, first):
        keeper.close()
        keeper.wait()
    assert store.record(record.id) == record


def test_without_its_curves_a_run_goes_on_with_new_ones(
    store: RunStore, config_of: ConfigOf, splits: Splits
) -> None:
    train(RunKeeper(store), config_of(), splits, step_is(7))
    (record,) = store.runs()
    assert isinstance(record, RunRecord)
    store.path(record.id, ".curves.npz").write_bytes(b"nonsense")
    train(RunKeeper(store, record), record.config, splits)
    assert [*store.history(record).columns("batches")["step"]] == [8.0, 9.0, 10.0]


def test_an_unwritable_folder_is_one_sentence_and_training_goes_on(
    tmp_path: Path, config_of: ConfigOf, splits: Splits
) -> None:
    (tmp_path / "file").touch()
    told: list[str] = []
    keeper = RunKeeper(RunStore(tmp_path / "file" / "runs"), on_problem=told.append)
    _, events = train(keeper, config_of(), splits)
    assert isinstance(events[-1], RunEnded)
    assert events[-1].reason == "finished"
    assert told == ["The run cannot be saved: not a directory. Training goes on without saving."]
    assert keeper.record is not None
    assert keeper.record.status == "finished"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="file-size limits are POSIX")
def test_a_full_disk_keeps_the_last_whole_save(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: the second epoch's state is too large."""
    script = """
        import json, resource, signal, sys, time
        from pathlib import Path
        from digitpad import data
        from digitpad.training import PRESETS, run_keeper
        from digitpad.training.run import TrainingRun
        from digitpad.training.run_store import RunStore
        import dataclasses
        run_keeper._LEAST_S = 0.0
        config = dataclasses.replace(PRESETS["Quick"], limit=256, epochs=3, threads=1)
        told = []
        keeper = run_keeper.RunKeeper(RunStore(Path(sys.argv[1])), on_problem=told.append)
        keeper.begin()
        splits = data.load("mnist", limit=256)
        splits = data.Splits("few", splits.train, *(part.first(50) for part in
            (splits.validation, splits.test, splits.drawn)))
        run = TrainingRun(config, splits)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        for event in run.events():
            keeper.take(event, run)
            if type(event).__name__ == "EpochEnded" and event.epoch == 0:
                while not keeper._store.path(keeper.id, ".state.npz").exists():
                    time.sleep(0.001)
                resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))
        keeper.close()
        keeper.wait()
        print(json.dumps([event.reason, told]))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(tmp_path / "runs")],
        capture_output=True,
        text=True,
        check=True,
    )
    reason, told = json.loads(done.stdout)
    assert reason == "finished"
    assert told == ["The run cannot be saved: file too large. Training goes on without saving."]
    store = RunStore(tmp_path / "runs")
    (record,) = store.runs()
    assert isinstance(record, RunRecord)
    assert store.state(record.id).numbers["epochs_done"] == 1
    assert Recognizer.from_file(store.path(record.id, ".npz").read_bytes())
    assert not list(store.folder.glob(".digitpad-*"))


def test_what_was_measured_of_a_stopped_run_is_forgotten_when_it_goes_on(
    store: RunStore, config_of: ConfigOf, splits: Splits
) -> None:
    train(RunKeeper(store), config_of(), splits, step_is(7))
    (record,) = store.runs()
    assert isinstance(record, RunRecord)
    measured = store.update(record.id, test_accuracy=0.5)
    train(RunKeeper(store, measured), record.config, splits)
    assert store.record(record.id).test_accuracy is None
