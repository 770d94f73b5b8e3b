"""What the training tests share: a small part of the real images, and short runs."""

from collections.abc import Callable
from typing import Any

import pytest

from digitpad import data
from digitpad.nn import LayerSpec
from digitpad.training import Event, TrainConfig
from digitpad.training.run import TrainingRun
from digitpad.training.run_record import RunRecord

LAYERS: tuple[LayerSpec, ...] = (
    {"layer": "Conv2D", "filters": 8, "kernel_size": 3},
    {"layer": "MaxPool2D", "size": 2},
    {"layer": "BatchNorm"},
    {"layer": "ReLU"},
    {"layer": "Flatten"},
    {"layer": "Dropout", "rate": 0.2},
    {"layer": "Dense", "units": 10},
    {"layer": "Softmax"},
)


@pytest.fixture(scope="session")
def splits() -> data.Splits:
    """300 training images, pen strokes among them; 130 to validate, 120 to test, 110 drawn."""
    whole = data.load("mnist+strokes", limit=300)
    assert whole.drawn is not None
    return data.Splits(
        "a few digits",
        whole.train,
        whole.validation.first(130),
        whole.test.first(120),
        whole.drawn.first(110),
    )


@pytest.fixture(scope="session")
def config_of() -> Callable[..., TrainConfig]:
    def make(**settings: Any) -> TrainConfig:
        plain = {"preset": "test", "layers": LAYERS, "batch_size": 64, "epochs": 2, "threads": 1}
        return TrainConfig(**{**plain, **settings})

    return make


@pytest.fixture
def run_of(splits: data.Splits, config_of: Callable[..., TrainConfig]) -> Callable[..., Any]:
    """Makes a run that has not begun."""

    def make(**settings: Any) -> TrainingRun:
        return TrainingRun(config_of(**settings), splits)

    return make


@pytest.fixture
def finished(run_of: Callable[..., TrainingRun]) -> Callable[..., tuple[TrainingRun, list[Event]]]:
    """Runs to the end; returns the run and all of its events."""

    def run(**settings: Any) -> tuple[TrainingRun, list[Event]]:
        made = run_of(**settings)
        return made, list(made.events())

    return run


@pytest.fixture
def record_of(config_of: Callable[..., TrainConfig]) -> Callable[..., RunRecord]:
    """Makes a record of a run that went well."""

    def make(**values: Any) -> RunRecord:
        plain = {
            "id": "20261124T120000-0123abcd",
            "name": "Quick",
            "config": config_of(),
            "status": "finished",
            "started_at": "2026-11-24T12:00:00+00:00",
            "parameter_count": 1234,
            "images": 300,
            "steps_total": 10,
            "version": "0.1.0",
        }
        return RunRecord(**{**plain, **values})

    return make
