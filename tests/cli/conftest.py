import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from digitpad import cli, data
from digitpad.data import Splits
from digitpad.nn import Network, model_file
from digitpad.training import (
    PRESETS,
    EpochEnded,
    Event,
)
from digitpad.training.run import TrainingRun

Run = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command; returns its status and the lines on standard output and standard error."""

    def run_command(*arguments: object) -> tuple[int, list[str], list[str]]:
        status = cli.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out.splitlines(), printed.err.splitlines()

    return run_command


@pytest.fixture
def small_data(monkeypatch: pytest.MonkeyPatch) -> Splits:
    """Lets the commands see only the first MNIST images, and returns them."""
    mnist = data.load("mnist")
    assert mnist.drawn is not None
    small = Splits(
        mnist.name,
        mnist.train.first(600),
        mnist.validation.first(100),
        mnist.test.first(200),
        mnist.drawn.first(50),
    )

    def load(key: str, *, limit: int | None = None) -> Splits:
        train = small.train if limit is None else small.train.first(limit)
        return Splits(small.name, train, small.validation, small.test, small.drawn)

    monkeypatch.setattr(data, "load", load)
    return small


@pytest.fixture
def untrained(tmp_path: Path) -> Path:
    """A model file whose network has learnt nothing."""
    network = Network(PRESETS["Quick"].layers, rng=np.random.default_rng(1))
    path = tmp_path / "untrained.npz"
    path.write_bytes(model_file.dumps(network, {}))
    return path


@pytest.fixture
def interrupted_after_one_epoch(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Presses Ctrl-C at the end of each epoch, until the patch is undone."""
    events = TrainingRun.events

    def interrupted(self: TrainingRun) -> Iterator[Event]:
        for event in events(self):
            yield event
            if isinstance(event, EpochEnded):
                signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(TrainingRun, "events", interrupted)
    return monkeypatch


def records(lines: list[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines]
