"""A run that has gone wrong is told so, even where every number is finite."""

import dataclasses

import numpy as np
import pytest

from digitpad import data
from digitpad.nn import loss_named, softmax
from digitpad.training import (
    OPTIMIZERS,
    PRESETS,
    TrainConfig,
)
from digitpad.training.divergence import DivergenceWatch
from digitpad.training.run import TrainingRun

DEEP = (
    {"layer": "Flatten"},
    *4 * ({"layer": "Dense", "units": 20},),
    {"layer": "Dense", "units": 10},
    {"layer": "Softmax"},
)


@pytest.fixture(scope="module")
def splits() -> data.Splits:
    some = data.load("mnist", limit=256)
    return dataclasses.replace(some, validation=some.validation.first(100), drawn=None)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("preset", PRESETS)
def test_a_learning_rate_of_a_million_is_told_as_divergence(
    preset: str, optimizer: str, splits: data.Splits
) -> None:
    config = dataclasses.replace(
        PRESETS[preset],
        learning_rate=1e6,
        epochs=2,
        schedule="constant",
        optimizer=optimizer,
        threads=1,
    )
    run = TrainingRun(config, splits)
    before = run.network.copy()
    assert list(run.events())[-1].reason == "diverged"
    np.testing.assert_array_equal(run.network.parameters, before.parameters)


@pytest.mark.parametrize("batch_size", [32, 64, 128, 256])
def test_weights_broken_by_the_last_step_of_an_epoch_give_no_warning(
    batch_size: int, splits: data.Splits
) -> None:
    config = TrainConfig(
        preset="Deep",
        layers=DEEP,
        optimizer="sgd",
        learning_rate=1e6,
        batch_size=batch_size,
        epochs=9,
        threads=1,
    )
    assert list(TrainingRun(config, splits).events())[-1].reason == "diverged"


@pytest.mark.parametrize("loss", ["cross_entropy", "mean_squared_error", "notebook"])
def test_losses_no_worse_than_at_the_beginning_are_no_divergence(loss: str) -> None:
    rng = np.random.default_rng(1)
    labels = rng.integers(0, 10, 64).astype(np.uint8)
    output = softmax(30 * rng.standard_normal((64, 10)))  # as sure of itself as it is wrong
    watched = loss_named(loss)
    beginning = watched.reported(watched(output, labels)[0], output, labels)
    watch = DivergenceWatch.over(watched, output, labels)
    assert not watch.batch_diverged(3 * beginning)
    assert not watch.epoch_diverged(1.9 * beginning)
    assert watch.epoch_diverged(100 * beginning)
    assert watch.batch_diverged(1e4 * beginning)
    assert watch.batch_diverged(float("nan"))
    assert watch.epoch_diverged(float("inf"))
