"""The settings of a run in the real window."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from digitpad.data import Splits
from digitpad.gui.answer.networks import TRAINED
from digitpad.gui.fields import CountBox
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.training_controller import State
from digitpad.training import PRESETS, TrainingRun


def test_settings_touched_during_a_run_wait_for_the_next(
    qtbot: QtBot, window: MainWindow, long_run: None, trainer: Any
) -> None:
    trainer.press("start")
    trainer.wait_for(State.RUNNING)
    config = window.training._thread._config
    window.findChild(CountBox, "epochsBox").setValue(3)
    window.findChild(CountBox, "batchSizeBox").setValue(4)
    window.findChild(QComboBox, "optimizerBox").setCurrentIndex(0)
    window.findChild(QComboBox, "presetBox").setCurrentIndex(0)
    assert "next run" in window.strip.message
    qtbot.wait(100)
    assert window.training._thread._config is config
    assert window.training._curves.epochs == 1000
    assert window.training._curves.rate_changes == []
    trainer.stop()


@pytest.mark.parametrize("name", list(PRESETS))
def test_a_preset_fills_the_fields(window: MainWindow, name: str) -> None:
    box = window.findChild(QComboBox, "presetBox")
    box.setCurrentIndex(box.findData("Notebook" if name != "Notebook" else "Quick"))
    box.setCurrentIndex(box.findData(name))
    panel, preset = window.train_view.panel, PRESETS[name]
    assert panel.config() == preset
    assert panel.help.text()


def test_every_field_reaches_the_settings_of_the_run(window: MainWindow, trainer: Any) -> None:
    panel = window.train_view.panel
    panel.dataset.choose("mnist+strokes")
    panel.optimizer.choose("sgd")
    panel.limit.setValue(500)
    panel.epochs.setValue(7)
    panel.batch_size.setValue(32)
    panel.learning_rate.setValue(0.03)
    panel.seed.setValue(42)
    wanted = replace(
        PRESETS["Quick"],
        dataset="mnist+strokes",
        optimizer="sgd",
        limit=500,
        epochs=7,
        batch_size=32,
        learning_rate=0.03,
        seed=42,
    )
    assert panel.config() == wanted
    assert trainer.status() == "Ready: 7 epochs of 500 images, 32 a batch"


def test_touched_settings_do_not_change_the_result_of_a_run(
    qtbot: QtBot, window: MainWindow, few_images: Splits, trainer: Any
) -> None:
    panel = window.train_view.panel
    panel.epochs.setValue(2)
    config = panel.config()
    trainer.press("start")
    panel.batch_size.setValue(3)
    panel.seed.setValue(99)
    panel.optimizer.choose("sgd")
    trainer.wait_for(State.IDLE)
    undisturbed = TrainingRun(config, few_images)
    for _ in undisturbed.events():
        pass
    trained = window.shelf.get(TRAINED).network
    assert (trained.parameters == undisturbed.snapshot().parameters).all()
