"""How a run can be repeated, stopped and steered, and what becomes of it when it diverges."""

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from digitpad import data
from digitpad.nn import Network
from digitpad.nn.model_file import dumps, loads
from digitpad.training import (
    BatchEnded,
    EpochEnded,
    Event,
    LearningRateChanged,
    RunEnded,
    RunStarted,
    TrainConfig,
)
from digitpad.training.run import TrainingRun

Finished = Callable[..., tuple[TrainingRun, list[Event]]]
RunOf = Callable[..., TrainingRun]
LAST = ({"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"})
# Without a layer that keeps numbers small, these weights grow until they overflow.
FRAGILE = (
    {"layer": "Flatten"},
    *4 * ({"layer": "Dense", "units": 20},),
    {"layer": "Dense", "units": 10},
    {"layer": "Softmax"},
)


def figures(events: list[Event]) -> list[Any]:
    return [(e.loss, e.accuracy) for e in events if isinstance(e, BatchEnded | EpochEnded)]


def assert_same_weights(a: Network, b: Network) -> None:
    np.testing.assert_array_equal(a.parameters, b.parameters)
    np.testing.assert_array_equal(a.statistics, b.statistics)


@pytest.mark.parametrize("augment", ["none", "strong"])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_one_seed_gives_bit_identical_weights_for_any_number_of_threads(
    finished: Finished, augment: str, optimizer: str
) -> None:
    settings = {"augment": augment, "optimizer": optimizer, "averaging": 0.9, "seed": 5}
    first, events = finished(threads=1, **settings)
    for threads in (1, 2, 3):
        other, other_events = finished(threads=threads, **settings)
        assert figures(other_events) == figures(events), threads
        assert_same_weights(other.network, first.network)
        assert_same_weights(other.snapshot(), first.snapshot())


def test_another_seed_gives_other_weights(finished: Finished) -> None:
    a, b = finished(seed=1, epochs=1)[0], finished(seed=2, epochs=1)[0]
    assert (a.network.parameters != b.network.parameters).any()


def test_augmentation_changes_what_is_learnt(finished: Finished) -> None:
    weights = [finished(augment=a, epochs=1)[0].network.parameters for a in ("none", "light")]
    assert (weights[0] != weights[1]).any()


def test_a_network_that_is_given_is_trained_in_place(
    config_of: Callable[..., TrainConfig], splits: data.Splits
) -> None:
    config = config_of(epochs=1)
    network = config.new_network(np.random.default_rng(77))
    before = network.parameters.copy()
    run = TrainingRun(config, splits, network=network)
    list(run.events())
    assert run.network is network
    assert (network.parameters != before).any()


def test_the_running_statistics_move_a_tenth_towards_the_batch_s(run_of: RunOf) -> None:
    run = run_of(batch_size=300, epochs=1, layers=({"layer": "BatchNorm"}, *FRAGILE))
    list(run.events())
    images = run.splits.train.images / 255
    mean, variance = run.network.statistics
    assert mean == pytest.approx(0.1 * images.mean(), rel=1e-4)
    assert variance == pytest.approx(0.9 + 0.1 * images.var(), rel=0.02)


def test_a_snapshot_is_frozen_while_training_goes_on(run_of: RunOf) -> None:
    run, kept = run_of(), []
    for event in run.events():
        if isinstance(event, BatchEnded):
            snapshot = run.snapshot()
            kept.append((snapshot, snapshot.parameters.copy()))
    assert len({parameters.tobytes() for _, parameters in kept}) == len(kept)
    for snapshot, parameters in kept:
        np.testing.assert_array_equal(snapshot.parameters, parameters)
        assert not snapshot.parameters.flags.writeable


def test_averaging_changes_the_snapshot_and_never_the_training(finished: Finished) -> None:
    plain, averaged = finished()[0], finished(averaging=0.9)[0]
    assert_same_weights(plain.network, averaged.network)
    assert_same_weights(plain.snapshot(), plain.network)
    assert (averaged.snapshot().parameters != averaged.network.parameters).any()


def test_the_average_follows_the_weights_once_a_step(run_of: RunOf) -> None:
    run = run_of(averaging=0.5)
    expected, steps = run.network.parameters.astype(np.float64), 0
    for event in run.events():
        if isinstance(event, BatchEnded):
            steps += 1
            decay = min(0.5, (1 + steps) / (10 + steps))
            expected = decay * expected + (1 - decay) * run.network.parameters
    np.testing.assert_allclose(run.snapshot().parameters, expected, atol=1e-5)


def test_a_step_is_as_long_as_the_schedule_says(run_of: RunOf) -> None:
    changes = []
    for schedule in ("constant", "one_cycle"):
        run = run_of(schedule=schedule, optimizer="sgd", learning_rate=0.1)
        before = run.network.parameters.copy()
        events = run.events()
        assert isinstance([next(events), next(events)][1], BatchEnded)
        changes.append(run.network.parameters - before)
        events.close()
    np.testing.assert_allclose(changes[1], 0.04 * changes[0], atol=1e-7)


def test_weight_decay_shrinks_the_weights(finished: Finished) -> None:
    norms = [
        np.linalg.norm(finished(weight_decay=decay, learning_rate=0.01)[0].network.parameters)
        for decay in (0, 1)
    ]
    assert norms[1] < 0.99 * norms[0]


@pytest.mark.parametrize("step", [1, 3, 5, 7])
def test_stop_ends_the_run_after_the_current_batch(run_of: RunOf, step: int) -> None:
    run, events = run_of(), []
    for event in run.events():
        events.append(event)
        if isinstance(event, BatchEnded) and event.step == step:
            run.stop()
            kept = run.network.parameters.copy()
    ended = events[-1]
    assert isinstance(ended, RunEnded)
    assert (ended.reason, ended.step) == ("stopped", step)
    assert ended.sentence.startswith(f"Training was stopped in epoch {1 + (step - 1) // 5}.")
    assert events[-2] == next(e for e in events if isinstance(e, BatchEnded) and e.step == step)
    np.testing.assert_array_equal(run.network.parameters, kept)


def test_stop_before_the_start_ends_the_run_with_no_step(run_of: RunOf) -> None:
    run = run_of()
    run.stop()
    started, ended = run.events()
    assert isinstance(started, RunStarted)
    assert (ended.reason, ended.step, ended.validation_accuracy) == ("stopped", 0, None)


def test_stop_from_another_thread_ends_the_run(run_of: RunOf) -> None:
    run = run_of(epochs=100_000)
    threading.Timer(0.05, run.stop).start()
    assert list(run.events())[-1].reason == "stopped"


@pytest.mark.parametrize("threads", [1, 3])
def test_no_thread_is_left_by_a_run_that_ended_or_was_abandoned(
    run_of: RunOf, threads: int
) -> None:
    before = set(threading.enumerate())
    list(run_of(threads=threads, epochs=1).events())
    abandoned = run_of(threads=threads).events()
    for _ in range(3):
        next(abandoned)
    abandoned.close()
    assert set(threading.enumerate()) == before


def test_a_changed_learning_rate_is_told_before_the_batch_that_it_holds_for(run_of: RunOf) -> None:
    run, events = run_of(learning_rate=0.01), []
    for event in run.events():
        events.append(event)
        if isinstance(event, BatchEnded) and event.step == 3:
            run.set_learning_rate(0.5)
            run.set_learning_rate(0.002)
    [changed] = [event for event in events if isinstance(event, LearningRateChanged)]
    assert changed == LearningRateChanged(3, 0.01, 0.002)
    place = events.index(changed)
    assert (events[place - 1].step, events[place + 1].step) == (3, 4)
    rates = [event.learning_rate for event in events if isinstance(event, BatchEnded)]
    assert rates == [0.01] * 3 + [0.002] * 7


def test_a_changed_learning_rate_keeps_the_schedule_s_shape(
    finished: Finished, run_of: RunOf
) -> None:
    settings = {"schedule": "cosine", "learning_rate": 0.01}
    plain = [e.learning_rate for e in finished(**settings)[1] if isinstance(e, BatchEnded)]
    run = run_of(**settings)
    run.set_learning_rate(0.03)
    changed = [e.learning_rate for e in run.events() if isinstance(e, BatchEnded)]
    assert changed == pytest.approx([3 * rate for rate in plain])


def test_setting_the_same_learning_rate_changes_nothing(finished: Finished, run_of: RunOf) -> None:
    undisturbed, events = finished(learning_rate=0.01)
    run, seen = run_of(learning_rate=0.01), []
    for event in run.events():
        run.set_learning_rate(0.01)
        seen.append(event)
    assert [type(event) for event in seen] == [type(event) for event in events]
    assert_same_weights(run.network, undisturbed.network)


@pytest.mark.parametrize("value", [0, -1, 1.1e6, float("nan"), float("inf")])
def test_a_learning_rate_out_of_range_is_refused_and_the_old_one_kept(
    run_of: RunOf, value: float
) -> None:
    run = run_of(learning_rate=0.01, epochs=1)
    with pytest.raises(ValueError, match=f"The learning rate is {value}; choose more than 0"):
        run.set_learning_rate(value)
    rates = {event.learning_rate for event in run.events() if isinstance(event, BatchEnded)}
    assert rates == {0.01}


@pytest.mark.parametrize("averaging", [0, 0.9])
def test_a_run_that_diverges_brings_the_last_good_weights_back_and_says_what_to_try(
    run_of: RunOf, averaging: float
) -> None:
    run = run_of(layers=FRAGILE, optimizer="sgd", learning_rate=1e-3, epochs=5, averaging=averaging)
    good, events = run.snapshot(), []
    for event in run.events():
        events.append(event)
        if isinstance(event, EpochEnded) and event.epoch == 1:
            good = run.snapshot()
            run.set_learning_rate(1e6)
    ended = events[-1]
    assert isinstance(ended, RunEnded)
    assert (ended.reason, ended.epoch) == ("diverged", 2)
    assert ended.sentence == (
        "Training diverged in epoch 3 and the last good weights are back; "
        "try a learning rate below 1e+06."
    )
    assert not events[-2].loss < 1e3
    assert_same_weights(run.snapshot(), good)
    assert_same_weights(run.network, good)


def test_a_run_that_diverges_from_the_first_step_brings_the_first_weights_back(
    run_of: RunOf,
) -> None:
    run = run_of(layers=FRAGILE, optimizer="sgd", learning_rate=1e6)
    before = run.network.copy()
    assert list(run.events())[-1].reason == "diverged"
    assert_same_weights(run.network, before)


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize("rate", [10, 1e3, 1e6])
def test_whatever_the_learning_rate_the_weights_kept_can_be_saved_and_read_again(
    run_of: RunOf, optimizer: str, rate: float
) -> None:
    """BatchNorm can hide an overflow from the loss: its variance is infinite, its output 0."""
    conv = {"layer": "Conv2D", "filters": 8, "kernel_size": 3}
    norm, relu = {"layer": "BatchNorm"}, {"layer": "ReLU"}
    layers = (conv, norm, relu, conv, norm, relu, *LAST)
    run = run_of(layers=layers, optimizer=optimizer, learning_rate=rate, batch_size=32, epochs=3)
    list(run.events())
    assert np.isfinite(run.network.statistics).all()
    assert_same_weights(loads(dumps(run.snapshot(), {}))[0], run.network)
