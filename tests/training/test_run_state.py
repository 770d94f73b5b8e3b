"""A resumed run ends as if it had never been interrupted."""

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from digitpad.data import Splits
from digitpad.nn import archive
from digitpad.training import (
    BatchEnded,
    EpochEnded,
    Event,
    RunEnded,
    RunState,
    RunStateError,
    TrainConfig,
)
from digitpad.training.run import TrainingRun

EVERYTHING = {
    "epochs": 3,
    "optimizer": "adam",
    "augment": "strong",
    "averaging": 0.9,
    "weight_decay": 0.01,
    "schedule": "one_cycle",
}
RunOf = Callable[..., TrainingRun]


def state_when(run: TrainingRun, is_there: Callable[[Event], bool]) -> RunState:
    """Train until ``is_there`` says so of an event, and a little more; return the state there."""
    events = run.events()
    for event in events:
        if is_there(event):
            state = run.state()
            break
    next(events, None)
    next(events, None)
    events.close()
    return state


def state_after(run: TrainingRun, epochs: int) -> RunState:
    return state_when(run, lambda e: isinstance(e, EpochEnded) and e.epoch + 1 == epochs)


def state_after_batches(run: TrainingRun, batches: int) -> RunState:
    return state_when(run, lambda e: isinstance(e, BatchEnded) and e.step == batches)


settings_of_runs = pytest.mark.parametrize(
    "settings",
    [
        EVERYTHING,
        {"epochs": 3, "optimizer": "sgd", "momentum": 0.9},
        {"epochs": 3, "batch_size": 1},
    ],
    ids=["everything", "momentum", "one by one"],
)


@pytest.mark.parametrize("epochs", [1, 2])
@settings_of_runs
def test_a_resumed_run_is_bit_identical_to_one_never_interrupted(
    run_of: RunOf,
    config_of: Callable[..., TrainConfig],
    splits: Splits,
    settings: dict[str, Any],
    epochs: int,
) -> None:
    whole = run_of(**settings)
    expected = [event for event in whole.events() if isinstance(event, EpochEnded)]
    state = RunState.loads(state_after(run_of(**settings), epochs).dumps())
    resumed = TrainingRun(config_of(**{**settings, "threads": 2}), splits, state=state)
    events = list(resumed.events())
    np.testing.assert_array_equal(resumed.network.parameters, whole.network.parameters)
    np.testing.assert_array_equal(resumed.network.statistics, whole.network.statistics)
    np.testing.assert_array_equal(resumed.snapshot().parameters, whole.snapshot().parameters)
    told = [event for event in events if isinstance(event, EpochEnded)]
    figures = [(e.epoch, e.step, e.loss, e.accuracy, e.validation_loss) for e in told]
    assert figures == [
        (e.epoch, e.step, e.loss, e.accuracy, e.validation_loss) for e in expected[epochs:]
    ]
    assert isinstance(events[-1], RunEnded)
    assert events[-1].reason == "finished"


@pytest.mark.parametrize("batches", [1, 8, 10])  # five of 64 images make an epoch
@settings_of_runs
def test_a_run_resumed_within_an_epoch_is_bit_identical_too(
    run_of: RunOf,
    config_of: Callable[..., TrainConfig],
    splits: Splits,
    settings: dict[str, Any],
    batches: int,
) -> None:
    whole = run_of(**settings)
    expected = list(whole.events())
    state = RunState.loads(state_after_batches(run_of(**settings), batches).dumps())
    resumed = TrainingRun(config_of(**settings), splits, state=state)
    events = list(resumed.events())
    np.testing.assert_array_equal(resumed.network.parameters, whole.network.parameters)
    np.testing.assert_array_equal(resumed.snapshot().parameters, whole.snapshot().parameters)
    ends = [index for index, event in enumerate(expected) if isinstance(event, BatchEnded)]
    later = expected[ends[batches - 1] + 1 :]
    assert list(map(_without_times, events[1:])) == list(map(_without_times, later))


def _without_times(event: Event) -> Event:
    times = {field.name for field in dataclasses.fields(event)} & {"seconds", "images_per_second"}
    return dataclasses.replace(event, **dict.fromkeys(times, 0.0))


def test_a_stopped_run_goes_on_from_the_batch_it_was_stopped_at(
    run_of: RunOf, config_of: Callable[..., TrainConfig], splits: Splits
) -> None:
    whole, stopped = run_of(), run_of()
    list(whole.events())
    for event in stopped.events():
        if isinstance(event, BatchEnded) and event.step == 7:
            stopped.stop()
    resumed = TrainingRun(config_of(), splits, state=stopped.state())
    list(resumed.events())
    np.testing.assert_array_equal(resumed.network.parameters, whole.network.parameters)


def test_divergence_after_going_on_within_an_epoch_brings_back_the_weights_before_it(
    run_of: RunOf, config_of: Callable[..., TrainConfig], splits: Splits
) -> None:
    good = state_after(run_of(), 1).arrays["average_parameters"]
    resumed = TrainingRun(config_of(), splits, state=state_after_batches(run_of(), 8))
    resumed.set_learning_rate(1e6)
    events = list(resumed.events())
    assert isinstance(events[-1], RunEnded)
    assert events[-1].reason == "diverged"
    np.testing.assert_array_equal(resumed.snapshot().parameters, good)


def test_a_finished_run_is_still_finished_when_resumed(
    run_of: RunOf, config_of: Callable[..., TrainConfig], splits: Splits
) -> None:
    state = state_after(run_of(), 2)
    events = list(TrainingRun(config_of(), splits, state=state).events())
    assert [type(event).__name__ for event in events] == ["RunStarted", "RunEnded"]
    assert events[-1].validation_accuracy is not None


def test_a_state_is_a_copy_that_training_does_not_reach(run_of: RunOf) -> None:
    run = run_of()
    events = run.events()
    while not isinstance(next(events), EpochEnded):
        pass
    state = run.state()
    before = state.arrays["parameters"].copy()
    list(events)
    np.testing.assert_array_equal(state.arrays["parameters"], before)
    assert (run.network.parameters != before).any()


@pytest.mark.parametrize(
    "changed", [{"learning_rate": 0.5}, {"batch_size": 32}, {"optimizer": "sgd"}, {"seed": 2}]
)
def test_a_run_with_other_settings_is_not_resumed(
    run_of: RunOf,
    config_of: Callable[..., TrainConfig],
    splits: Splits,
    changed: dict[str, Any],
) -> None:
    state = state_after(run_of(), 1)
    with pytest.raises(RunStateError, match="other settings"):
        TrainingRun(config_of(**changed), splits, state=state)


def test_damaged_and_strange_files_are_refused_in_one_sentence(run_of: RunOf) -> None:
    state = state_after(run_of(), 1)
    content = state.dumps()
    for end in range(0, len(content) - 1, 997):
        with pytest.raises(RunStateError):
            RunState.loads(content[:end])
    with pytest.raises(RunStateError, match="format 9 and this Digitpad reads 1"):
        RunState.loads(archive.pack({"format": 9}, {}))
    nan = dataclasses.replace(
        state, arrays={**state.arrays, "parameters": state.arrays["parameters"] * np.nan}
    )
    with pytest.raises(RunStateError, match="parameters is"):
        run_of_state(run_of, nan)
    within = state_after_batches(run_of(), 3)
    for name, wrong, match in (
        ("epoch_losses", np.zeros(2), "batches of the epoch"),
        ("good_parameters", np.zeros(2, np.float32), "good_parameters is"),
    ):
        damaged = dataclasses.replace(within, arrays={**within.arrays, name: wrong})
        with pytest.raises(RunStateError, match=match):
            run_of_state(run_of, damaged)


@pytest.mark.parametrize(
    ("numbers", "match"),
    [
        ({"more": 1}, "numbers are not all there"),
        ({"step": "7"}, "step is '7'"),
        ({"step": 1.5}, "step is 1.5"),
        ({"epochs_done": -1}, "epochs done is -1"),
        ({"optimizer_steps": True}, "optimizer steps is True"),
        ({"learning_rate": float("nan")}, "learning rate is nan"),
        ({"seconds": None}, "seconds is None"),
        ({"validation_accuracy": 1.5}, "validation accuracy is 1.5"),
    ],
)
def test_numbers_that_no_run_can_have_are_refused(
    run_of: RunOf, numbers: dict[str, Any], match: str
) -> None:
    state = state_after(run_of(), 1)
    forged = dataclasses.replace(state, numbers={**state.numbers, **numbers})
    with pytest.raises(RunStateError, match=f"the file is damaged: .*{match}"):
        run_of_state(run_of, RunState.loads(forged.dumps()))


@pytest.mark.parametrize("generator", [{}, {"bit_generator": "MT19937"}, 7, "x", None])
def test_states_of_no_random_stream_are_refused(run_of: RunOf, generator: Any) -> None:
    state = state_after(run_of(), 1)
    forged = dataclasses.replace(state, generators=[generator] * len(state.generators))
    with pytest.raises(RunStateError, match="the file is damaged: a random stream's"):
        run_of_state(run_of, RunState.loads(forged.dumps()))


def run_of_state(run_of: RunOf, state: RunState) -> TrainingRun:
    plain = run_of()
    return TrainingRun(plain.config, plain.splits, state=state)
