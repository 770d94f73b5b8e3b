"""Training in the real window."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from digitpad import data
from digitpad.data import Splits
from digitpad.gui.answer.networks import SHIPPED, TRAINED
from digitpad.gui.fields import RateBox
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.training_controller import State
from digitpad.training import TrainConfig


def test_a_run_goes_to_its_end_and_says_what_was_reached(window: MainWindow, trainer: Any) -> None:
    window.train_view.panel.epochs.setValue(2)
    trainer.press("start")
    trainer.wait_for(State.IDLE)
    assert trainer.status().startswith("Training is complete: 2 epochs. It reads ")
    bar = window.findChild(QProgressBar, "trainingProgress")
    assert bar.value() == bar.maximum()
    assert len(window.training._curves.validation_loss) == 2
    assert trainer.enabled() == {"start", "step"}


def test_buttons_can_only_do_what_makes_sense(
    window: MainWindow, long_run: None, trainer: Any
) -> None:
    assert trainer.enabled() == {"start", "step"}
    trainer.press("start")
    assert trainer.enabled() == {"stop"}
    trainer.wait_for(State.RUNNING)
    assert trainer.enabled() == {"pause", "step", "stop"}
    trainer.press("pause")
    assert trainer.enabled() == {"pause", "step", "stop"}
    trainer.press("stop")
    assert trainer.enabled() == set()
    trainer.wait_for(State.IDLE)
    assert trainer.enabled() == {"start", "step"}


def test_the_focus_stays_with_the_buttons_of_the_run(
    window: MainWindow, long_run: None, trainer: Any
) -> None:
    start, pause, stop = (
        window.findChild(QPushButton, f"{name}Button") for name in ("start", "pause", "stop")
    )
    start.setFocus()
    trainer.press("start")
    trainer.wait_for(State.RUNNING)
    assert window.focusWidget() is pause
    stop.setFocus()
    trainer.press("stop")
    trainer.wait_for(State.IDLE)
    assert window.focusWidget() is start


def test_a_paused_run_takes_no_batch_until_it_is_resumed(
    qtbot: QtBot, window: MainWindow, long_run: None, trainer: Any
) -> None:
    trainer.press("start")
    trainer.wait_for(State.RUNNING)
    trainer.press("pause")
    assert window.findChild(QPushButton, "pauseButton").text() == "Resume"
    qtbot.waitUntil(lambda: trainer.status().startswith("Paused"))
    before = trainer.steps()
    qtbot.wait(150)
    assert trainer.steps() == before
    trainer.press("pause")
    assert window.findChild(QPushButton, "pauseButton").text() == "Pause"
    qtbot.waitUntil(lambda: trainer.steps() > before)
    trainer.stop()


def test_step_takes_one_batch(
    qtbot: QtBot, window: MainWindow, long_run: None, trainer: Any
) -> None:
    trainer.press("step")
    trainer.wait_for(State.PAUSED)
    qtbot.waitUntil(lambda: trainer.steps() == 1)
    for count in (2, 3, 4):
        trainer.press("step")
        qtbot.waitUntil(lambda count=count: trainer.steps() == count)
    qtbot.wait(100)
    assert trainer.steps() == 4
    trainer.stop()
    assert trainer.status().startswith("Training was stopped in epoch 1")


def test_stop_ends_a_paused_run(window: MainWindow, long_run: None, trainer: Any) -> None:
    trainer.press("start")
    trainer.wait_for(State.RUNNING)
    trainer.press("pause")
    trainer.stop()
    assert trainer.status().startswith("Training was stopped")


def test_beside_a_view_that_makes_the_canvas_small_the_run_is_steered_below_it(
    qtbot: QtBot, window: MainWindow, long_run: None, trainer: Any
) -> None:
    window.resize(1366, 768)
    start, pause = (window.findChild(QPushButton, f"desk{n}Button") for n in ("Start", "Pause"))
    assert not start.isVisible()  # the view Train has its own
    window.views.open("Look inside")
    assert start.isVisible()
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    trainer.wait_for(State.RUNNING)
    assert not start.isEnabled()
    qtbot.mouseClick(pause, Qt.MouseButton.LeftButton)
    assert window.training.state is State.PAUSED
    assert pause.text() == "Resume"
    assert window.findChild(QLabel, "deskTrainingStatus").text() == trainer.status()


def test_another_run_can_follow(window: MainWindow, trainer: Any) -> None:
    window.train_view.panel.epochs.setValue(1)
    for _ in range(3):
        trainer.press("start")
        trainer.wait_for(State.IDLE)
        assert len(window.training._curves.validation_loss) == 1


def test_the_bars_change_while_the_network_trains(
    qtbot: QtBot, window: MainWindow, long_run: None, draw: Callable[..., None], trainer: Any
) -> None:
    draw("7")
    seen: list[str] = []
    window.recognition.answered.connect(
        lambda answer: seen.append(window.answer_panel.chart.text())
    )
    trainer.press("start")
    qtbot.waitUntil(lambda: len(set(seen)) >= 3)
    trainer.stop()


def test_a_network_chosen_during_a_run_stays_chosen(
    qtbot: QtBot, window: MainWindow, long_run: None, trainer: Any
) -> None:
    trainer.press("start")
    qtbot.waitUntil(lambda: window.shelf.chosen == TRAINED)
    window.networks.choose(SHIPPED)
    newer = window.training.network_changed
    with qtbot.waitSignals([newer] * 3, order="none"):
        assert window.training.state is State.RUNNING
    assert window.shelf.chosen == SHIPPED
    trainer.stop()
    assert window.shelf.chosen == SHIPPED


def test_a_run_that_diverges_says_what_to_try_and_keeps_the_better_network(
    window: MainWindow, trainer: Any
) -> None:
    window.train_view.panel.preset.choose("Best")
    window.train_view.panel.batch_size.setValue(16)
    window.findChild(RateBox, "learningRateBox").setValue(1e6)
    trainer.press("start")
    trainer.wait_for(State.IDLE)
    assert "diverged" in trainer.status()
    assert window.shelf.chosen == SHIPPED


def test_a_run_that_fails_is_one_sentence_and_the_next_one_works(
    window: MainWindow, trainer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(data, "load", lambda key, **_: 1 / 0)
        trainer.press("start")
        trainer.wait_for(State.IDLE)
    assert "unexpected error (ZeroDivisionError)" in window.strip.message
    window.train_view.panel.epochs.setValue(1)
    trainer.press("start")
    trainer.wait_for(State.IDLE)
    assert trainer.status().startswith("Training is complete")
    assert "ZeroDivisionError" not in window.strip.message


def test_stop_cancels_the_preparation_of_data(
    qtbot: QtBot, window: MainWindow, trainer: Any
) -> None:
    asked = threading.Event()

    def endless(config: TrainConfig, cancelled: threading.Event) -> Iterator[object]:
        from digitpad.gui.train.training_thread import DataPrepared

        asked.set()
        yield DataPrepared("Downloading: 1 of 3 MB", 1 / 3)
        cancelled.wait(20.0)

    window.training._load = endless
    trainer.press("start")
    qtbot.waitUntil(lambda: trainer.status() == "Downloading: 1 of 3 MB")
    assert window.findChild(QProgressBar, "trainingProgress").value() == 333
    trainer.stop()
    assert window.strip.message == ""
    assert trainer.status().startswith("Ready")


def test_closing_during_a_run_ends_it(window: MainWindow, long_run: None, trainer: Any) -> None:
    trainer.press("start")
    trainer.wait_for(State.RUNNING)
    thread = window.training._thread
    window.close()
    assert thread.isFinished()


def test_a_network_that_tells_clothes_apart_names_them(
    qtbot: QtBot,
    window: MainWindow,
    few_images: Splits,
    draw: Callable[..., None],
    trainer: Any,
) -> None:
    clothes = tuple(f"kind {number}" for number in range(10))

    def load(config: TrainConfig, cancelled: threading.Event) -> Iterator[Splits]:
        yield replace(few_images, train=replace(few_images.train, classes=clothes))

    window.training._load = load
    window.train_view.panel.epochs.setValue(1)
    draw("7")
    trainer.press("start")
    trainer.wait_for(State.IDLE)
    qtbot.waitUntil(lambda: "kind 5: " in window.answer_panel.chart.text())
    window.networks.choose(SHIPPED)
    qtbot.waitUntil(lambda: window.answer_panel.chart.text().startswith("7: "))


def test_the_status_says_where_a_run_is_how_fast_it_goes_and_its_rate(
    qtbot: QtBot, window: MainWindow, long_run: None, trainer: Any
) -> None:
    trainer.press("start")
    qtbot.waitUntil(lambda: "images a second" in trainer.status())
    place, pace = trainer.status().split("\n")
    assert re.fullmatch(r"Epoch \d+ of 1,000 · (batch \d of 8|measuring, \d+\s%) · \d+\s%", place)
    assert re.fullmatch(r"[\d:]+ left · [\d,]+ images a second · learning\srate\s0.00\d+", pace)
    trainer.press("pause")
    qtbot.waitUntil(lambda: trainer.status().startswith("Paused · Epoch "))
    trainer.stop()
