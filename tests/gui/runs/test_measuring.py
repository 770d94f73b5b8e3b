"""Networks of which nobody knows how they do are measured, one after the other, between runs."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from digitpad.gui.answer.networks import Entry, NetworkShelf
from digitpad.gui.evaluate import evaluation_thread
from digitpad.gui.evaluate.evaluation_thread import EvaluationThread, SetMeasured
from digitpad.gui.runs import measuring
from digitpad.gui.runs.measuring import Measuring
from digitpad.gui.train.training_controller import State
from digitpad.training import RunStore


class Training(QObject):
    """As much of the run as measuring looks at."""

    state_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state = State.IDLE

    def enter(self, state: State) -> None:
        self.state = state
        self.state_changed.emit()


class Patient(EvaluationThread):
    """Measures nothing until it is told to stop; the next one is done at once."""

    begun: ClassVar[list["Patient"]] = []

    def _measure(self) -> None:
        Patient.begun.append(self)
        if len(Patient.begun) == 1:
            self._stopped.wait(10)
        else:
            figures = SimpleNamespace(evaluation=SimpleNamespace(accuracy=0.75))
            self.mailbox.put(SetMeasured("test", figures))


@pytest.fixture
def training() -> Training:
    return Training()


@pytest.fixture
def shelf() -> NetworkShelf:
    shelf = NetworkShelf()
    shelf.put(Entry("mine", "Mine", "", network=object()))
    return shelf


@pytest.fixture
def measured(
    qtbot: QtBot, training: Training, shelf: NetworkShelf, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Measuring]:
    monkeypatch.setattr(Patient, "begun", [])
    monkeypatch.setattr(evaluation_thread, "EvaluationThread", Patient)
    monkeypatch.setattr(measuring, "_CALM_MS", 0)
    owner = QObject()
    measures = Measuring(shelf, SimpleNamespace(put=shelf.put), training, RunStore(), owner)
    yield measures
    measures.close()


def test_what_a_run_interrupts_is_measured_afterwards_however_short_the_run_was(
    qtbot: QtBot, training: Training, shelf: NetworkShelf, measured: Measuring
) -> None:
    measured.measure(shelf.get("mine"))
    qtbot.waitUntil(lambda: len(Patient.begun) == 1)
    training.enter(State.PREPARING)
    training.enter(State.IDLE)  # before the thread has come to its end
    qtbot.waitUntil(lambda: shelf.get("mine").detail == "75.0 % test")
    assert len(Patient.begun) == 2


def test_nothing_is_measured_during_a_run(
    qtbot: QtBot, training: Training, shelf: NetworkShelf, measured: Measuring
) -> None:
    training.enter(State.RUNNING)
    measured.measure(shelf.get("mine"))
    qtbot.wait(20)
    assert Patient.begun == []
    training.enter(State.IDLE)
    qtbot.waitUntil(lambda: len(Patient.begun) == 1)
