"""A running job is not changed by settings touched meanwhile."""

from dataclasses import replace
from typing import Any

import numpy as np
from pytestqt.qtbot import QtBot

from digitpad.data import Splits
from digitpad.gui.answer.networks import TRAINED
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.training_controller import State
from digitpad.training import TrainConfig
from digitpad.training.run import TrainingRun


def undisturbed(config: TrainConfig, splits: Splits) -> np.ndarray:
    run = TrainingRun(config, replace(splits, train=splits.train.first(128)))
    for _ in run.events():
        pass
    weights: np.ndarray = run.snapshot().parameters
    return weights


def touch_everything(window: MainWindow, turn: int) -> None:
    """Change all settings but the learning rate, which is meant to act at once."""
    panel = window.train_view.panel
    panel.preset.setCurrentIndex(turn % panel.preset.count())
    panel.dataset.setCurrentIndex(turn % panel.dataset.count())
    panel.optimizer.setCurrentIndex(turn % panel.optimizer.count())
    for box in (panel.epochs, panel.batch_size, panel.limit, panel.seed):
        box.setValue(box.value() + 1 + turn)
    window.networks.choose("shipped")


def test_weights_are_bit_equal_to_those_of_a_run_that_nobody_disturbed(
    qtbot: QtBot, window: MainWindow, few_images: Splits, trainer: Any
) -> None:
    panel = window.train_view.panel
    panel.batch_size.setValue(16)
    panel.epochs.setValue(4)
    config = panel.config()
    trainer.press("start")
    trainer.wait_for(State.RUNNING)
    turns = 0
    while window.training.state is not State.IDLE:
        touch_everything(window, turns)
        trainer.press("pause") if "pause" in trainer.enabled() else None
        qtbot.wait(10)
        trainer.press("pause") if "pause" in trainer.enabled() else None
        qtbot.wait(10)
        turns += 1
    assert turns > 3
    trained = window.shelf.get(TRAINED)
    assert trained is not None
    np.testing.assert_array_equal(trained.network.parameters, undisturbed(config, few_images))
