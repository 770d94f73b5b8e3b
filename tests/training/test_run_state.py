"""A run that is taken up again ends as if it had never been interrupted."""

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from digitpad.data import Splits
from digitpad.nn import archive
from digitpad.training import (
    EpochEnded,
    RunEnded,
    RunState,
    RunStateError,
    TrainConfig,
    TrainingRun,
)

EVERYTHING = {
    "epochs": 3,
    "optimizer": "adam",
    "augment": "strong",
    "averaging": 0.9,
    "weight_decay": 0.01,
    "schedule": "one_cycle",
}
RunOf = Callable[..., TrainingRun]


def state_after(run: TrainingRun, epochs: int) -> RunState:
    """Train for so many epochs and a little more; return the state after them."""
    events = run.events()
    for event in events:
        if isinstance(event, EpochEnded) and event.epoch + 1 == epochs:
            state = run.state()
            break
    next(events, None)
    next(events, None)
    events.close()
    return state


@pytest.mark.parametrize("epochs", [1, 2])
@pytest.mark.parametrize(
    "settings",
    [
        EVERYTHING,
        {"epochs": 3, "optimizer": "sgd", "momentum": 0.9},
        {"epochs": 3, "batch_size": 1},
    ],
    ids=["everything", "momentum", "one by one"],
)
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


def test_a_finished_run_is_finished_when_taken_up_again(
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
def test_a_run_with_other_settings_is_not_gone_on_with(
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


def run_of_state(run_of: RunOf, state: RunState) -> TrainingRun:
    plain = run_of()
    return TrainingRun(plain.config, plain.splits, state=state)
