"""Which network reads: the better one, until the person chooses."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from digitpad.gui.answer.networks import SHIPPED, TRAINED, run_key
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.training_controller import State


def train_a_little(window: MainWindow, trainer: Any) -> None:
    window.train_view.panel.epochs.setValue(1)
    trainer.press("start")
    trainer.wait_for(State.IDLE)


def weaken_the_network_on_board(window: MainWindow) -> None:
    window.shelf.put(replace(window.shelf.get(SHIPPED), score=0.01))


def test_a_weaker_network_is_told_of_and_is_one_click_away(
    qtbot: QtBot, window: MainWindow, draw: Callable[..., None], trainer: Any
) -> None:
    draw("7")
    qtbot.waitUntil(lambda: window.answer_panel.chart.text() != "")
    shipped = window.answer_panel.chart.text()
    train_a_little(window, trainer)
    assert window.shelf.chosen == SHIPPED
    assert window.strip.message.startswith("Quick, trained: ")
    assert "% validation" in window.strip.message
    assert "On board reads more" in window.strip.message
    qtbot.waitUntil(lambda: window.answer_panel.chart.text() == shipped)
    window.strip.action_button.click()
    assert window.shelf.chosen == TRAINED
    qtbot.waitUntil(lambda: window.answer_panel.chart.text() != shipped)
    box = window.findChild(QComboBox, "networkBox")
    assert "validation" in box.currentText()
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert window.shelf.chosen == SHIPPED
    qtbot.waitUntil(lambda: window.answer_panel.chart.text() == shipped)


def test_a_better_network_stays_in_use_and_the_one_before_is_one_click_away(
    window: MainWindow, trainer: Any
) -> None:
    weaken_the_network_on_board(window)
    train_a_little(window, trainer)
    assert window.shelf.chosen == TRAINED
    assert window.shelf.current.title == "Quick, trained"
    assert "reads more than On board and is now in use" in window.strip.message
    assert window.strip.action_button.text() == "Use On board"
    window.strip.action_button.click()
    assert window.shelf.chosen == SHIPPED


def test_a_run_stopped_before_anything_was_measured_leaves_the_known_network_in_use(
    qtbot: QtBot, window: MainWindow, long_run: None, trainer: Any
) -> None:
    trainer.press("step")
    qtbot.waitUntil(lambda: window.shelf.chosen == TRAINED)
    trainer.stop()
    assert window.shelf.chosen == SHIPPED
    assert "not measured yet" in window.strip.message


def test_the_network_of_an_earlier_run_stays_at_hand(window: MainWindow, trainer: Any) -> None:
    weaken_the_network_on_board(window)
    train_a_little(window, trainer)
    first = window.shelf.current
    train_a_little(window, trainer)
    kept = window.shelf.get(run_key(first.run))
    assert kept.network is first.network
    assert window.shelf.get(TRAINED).title == "Quick 2, trained"
    assert window.shelf.chosen in (kept.key, TRAINED)
    assert window.findChild(QComboBox, "networkBox").count() == 3


def test_a_diverged_network_is_not_kept_in_use(window: MainWindow, trainer: Any) -> None:
    weaken_the_network_on_board(window)
    window.train_view.panel.preset.choose("Best")
    window.train_view.panel.batch_size.setValue(16)
    window.train_view.panel.learning_rate.setValue(1e6)
    train_a_little(window, trainer)
    assert "diverged" in trainer.status()
    assert window.shelf.chosen == SHIPPED
