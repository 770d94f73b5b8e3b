"""Closing the window while a network is in training."""

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QCloseEvent
from pytestqt.qtbot import QtBot

from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.training_controller import State


def press_the_frames_button(window: MainWindow) -> bool:
    """Close as the window manager does; return whether the window let itself be closed."""

    class Spontaneous(QCloseEvent):
        def spontaneous(self) -> bool:
            return True

    event = Spontaneous()
    QCoreApplication.sendEvent(window, event)
    return event.isAccepted()


def begin(window: MainWindow, trainer: Any) -> None:
    trainer.press("start")
    trainer.wait_for(State.RUNNING)


@pytest.mark.usefixtures("long_run")
@pytest.mark.parametrize("way", ["menu", "frame"])
def test_closing_during_a_run_asks_and_training_goes_on_meanwhile(
    qtbot: QtBot, window: MainWindow, trainer: Any, way: str
) -> None:
    begin(window, trainer)
    if way == "menu":
        window.actions_.quit.trigger()
    else:
        assert not press_the_frames_button(window)
    assert window.isVisible()
    assert window.strip.message == "A network is in training: stop it and close Digitpad?"
    assert window.strip.action_button.text() == "Stop training and close"
    assert window.strip.close_button.text() == "Go on training"
    before = trainer.steps()
    qtbot.waitUntil(lambda: trainer.steps() > before)
    window.strip.close_button.click()
    assert window.strip.message == ""
    assert window.training.state is State.RUNNING
    trainer.stop()


@pytest.mark.usefixtures("long_run")
@pytest.mark.parametrize("answer", ["the button", "closing again"])
def test_a_yes_ends_the_run_and_closes(window: MainWindow, trainer: Any, answer: str) -> None:
    begin(window, trainer)
    window.actions_.quit.trigger()
    thread = window.training._thread
    if answer == "the button":
        window.strip.action_button.click()
    else:
        window.actions_.quit.trigger()
    assert not window.isVisible()
    assert thread.isFinished()


@pytest.mark.usefixtures("long_run")
def test_the_question_goes_when_the_run_ends_by_itself(window: MainWindow, trainer: Any) -> None:
    begin(window, trainer)
    window.actions_.quit.trigger()
    assert "stop it and close" in window.strip.message
    question = window.strip.message
    trainer.stop()
    assert not window.strip.holds(question)
    assert window.isVisible()


@pytest.mark.usefixtures("long_run")
def test_the_question_outlives_the_beginning_of_the_run_and_newer_messages(
    window: MainWindow, trainer: Any
) -> None:
    trainer.press("start")
    window.actions_.quit.trigger()
    trainer.wait_for(State.RUNNING)
    window.strip.show_message("Something else happened.")
    assert window.isVisible()
    window.actions_.quit.trigger()
    assert not window.isVisible()


@pytest.mark.parametrize("way", ["menu", "frame"])
def test_without_a_run_nobody_is_asked(window: MainWindow, way: str) -> None:
    if way == "menu":
        window.actions_.quit.trigger()
    else:
        press_the_frames_button(window)
    assert not window.isVisible()
