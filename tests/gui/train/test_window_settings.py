"""The settings of a run in the real window."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from digitpad import app
from digitpad.data import Splits
from digitpad.gui.answer.networks import TRAINED
from digitpad.gui.fields import CountBox
from digitpad.gui.main_window import MainWindow
from digitpad.gui.settings import Settings
from digitpad.gui.train.help_popover import HelpButton, HelpPopover
from digitpad.gui.train.settings_help import SETTING_HELP
from digitpad.gui.train.train_view import CURVES, MORE, NETWORK
from digitpad.gui.train.training_controller import State
from digitpad.gui.words import unbroken
from digitpad.training import PRESET_HELP, PRESETS
from digitpad.training.run import TrainingRun


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
    assert window.train_view.panel.note.text.text().startswith("For the next run: ")
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
    assert unbroken(PRESET_HELP[name]).startswith(panel.note.text.text().rstrip("."))


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


def marked(window: MainWindow) -> set[str]:
    """The fields that stand out."""
    labels = window.train_view.findChildren(QLabel, "fieldLabel")
    return {label.text().replace("&", "") for label in labels if label.property("waits")}


def test_what_waits_for_the_next_run_stands_out_and_can_be_put_back(
    window: MainWindow, long_run: None, trainer: Any
) -> None:
    panel = window.train_view.panel
    trainer.press("start")
    trainer.wait_for(State.RUNNING)
    running = panel.config()
    panel.seed.setValue(7)
    panel.optimizer.choose("sgd")
    panel.learning_rate.setValue(0.003)  # holds at once
    assert panel.note.text.text() == "For the next run: optimizer and seed."
    assert marked(window) == {"Optimizer", "Seed"}
    window.findChild(QToolButton, "resetSettingsButton").click()
    assert panel.config() == replace(running, learning_rate=0.003)
    assert marked(window) == set()
    panel.seed.setValue(7)
    trainer.stop()
    assert marked(window) == set()
    assert panel.note.text.text().startswith("Changed from Quick: ")


def test_a_changed_preset_says_so_and_can_be_reset(window: MainWindow) -> None:
    panel = window.train_view.panel
    reset = window.findChild(QToolButton, "resetSettingsButton")
    assert not reset.isVisible()
    panel.batch_size.setValue(32)
    assert panel.note.text.text() == "Changed from Quick: batch size."
    panel.limit.setValue(500)
    panel.learning_rate.setValue(0.5)
    assert panel.note.text.text() == "Changed from Quick: images, batch size and learning rate."
    assert reset.isVisible()
    reset.click()
    assert panel.config() == PRESETS["Quick"]
    assert not reset.isVisible()


def test_the_page_of_settings_reaches_the_run(window: MainWindow) -> None:
    view = window.train_view
    view.pages.setCurrentIndex(2)
    assert view.more is not None
    assert view.more.isVisible()
    form = view.form
    form.schedule.choose("cosine")
    form.momentum.setValue(0.9)
    form.weight_decay.setValue(0.02)
    form.label_smoothing.setValue(0.1)
    form.averaging.setValue(0.998)
    form.augment.choose("strong")
    form.light_share.setValue(0.3)
    form.threads.setValue(1)
    assert view.panel.config() == replace(
        PRESETS["Quick"],
        schedule="cosine",
        momentum=0.9,
        weight_decay=0.02,
        label_smoothing=0.1,
        averaging=0.998,
        augment="strong",
        light_share=0.3,
        threads=1,
    )


def test_settings_that_do_not_go_together_say_why_and_cannot_be_started(
    window: MainWindow, trainer: Any
) -> None:
    form = window.train_view.form
    form.loss.choose("mean_squared_error")
    form.label_smoothing.setValue(0.1)
    said = "A label smoothing of 0.1 goes only with the loss cross-entropy"
    assert trainer.status().startswith(said)
    assert window.train_view.panel.note.text.text().startswith(said)
    assert trainer.enabled() == set()
    assert not window.actions_.start.isEnabled()
    window.findChild(QToolButton, "resetSettingsButton").click()
    assert trainer.enabled() == {"start", "step"}
    assert window.actions_.start.isEnabled()


def test_all_settings_and_tools_come_back(qtbot: QtBot, window: MainWindow) -> None:
    view = window.train_view
    view.form.averaging.setValue(0.9)
    view.form.augment.choose("light")
    view.form.use_layers((*PRESETS["Quick"].layers[:-3], *PRESETS["Quick"].layers[-2:]))
    view.tools.logarithmic.click()
    view.tools.smoothing.setValue(5)
    config = view.form.config()
    window.close()
    second = app.build(["digitpad"])
    qtbot.addWidget(second)
    assert second.train_view.form.config() == config
    assert second.train_view.tools.logarithmic.isChecked()
    assert second.train_view.tools.smoothing.value() == 5


@pytest.mark.parametrize(
    "layers", ["[", "7", '["x"]', '[{"layer": "Dense", "units": 10}]', '[{"layer": 3}]', "[[]]"]
)
def test_remembered_layers_that_cannot_be_are_those_of_the_preset(
    qtbot: QtBot, layers: str
) -> None:
    settings = Settings()
    settings.remember("training/layers", layers)
    settings.save()
    window = app.build(["digitpad"])
    qtbot.addWidget(window)
    assert window.train_view.form.config() == PRESETS["Quick"]


def test_a_question_mark_opens_a_text_that_a_key_closes(qtbot: QtBot, window: MainWindow) -> None:
    buttons = window.train_view.findChildren(HelpButton)
    titles = {button.about.title for button in buttons}
    assert {"Epochs", "Batch size", "Learning rate", "Loss", "Accuracy"} <= titles
    button = next(button for button in buttons if button.about.title == "Epochs")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    popover = window.findChild(HelpPopover)
    assert popover is not None
    assert popover.isVisible()
    texts = [label.text() for label in popover.findChildren(QLabel)]
    assert texts[0] == "Epochs"
    assert texts[1].startswith("How often the network sees all the images.")
    for label in popover.findChildren(QLabel):  # nothing is cut off
        assert label.heightForWidth(label.width()) <= label.height()
    qtbot.keyClick(popover, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(HelpPopover) is None)


def test_a_text_is_closed_when_its_question_mark_may_have_moved(
    qtbot: QtBot, window: MainWindow
) -> None:
    qtbot.mouseClick(window.train_view.findChildren(HelpButton)[0], Qt.MouseButton.LeftButton)
    assert window.findChild(HelpPopover) is not None
    window.resize(1100, 700)
    qtbot.waitUntil(lambda: window.findChild(HelpPopover) is None)


def test_the_titles_of_the_pages_stay_where_they_are(qtbot: QtBot, window: MainWindow) -> None:
    pages = window.train_view.pages
    places = set()
    for number in range(pages.count()):
        pages.setCurrentIndex(number)
        qtbot.wait(1)
        places.add(pages.geometry().getRect())
    assert len(places) == 1


def test_every_setting_has_help_and_a_name(window: MainWindow) -> None:
    for name, box in window.train_view.form.boxes.items():
        assert box.accessibleName() == SETTING_HELP[name].title
        assert box.statusTip()
        assert box.whatsThis()


@pytest.mark.parametrize("page", range(3))
@pytest.mark.parametrize("size", [(1024, 640), (1366, 700), (1920, 1080)])
def test_no_page_is_cut_off_at_any_size(
    qtbot: QtBot, window: MainWindow, size: tuple[int, int], page: int
) -> None:
    view = window.train_view
    for number in (1, 2, page):  # a page that was looked at claims no room any more
        view.pages.setCurrentIndex(number)
    window.resize(*size)
    qtbot.wait(20)
    assert (window.width(), window.height()) == size
    for widget in view.findChildren(QWidget):
        if widget.isVisible() and widget.objectName().endswith(("Box", "Button")):
            assert widget.height() >= (32 if widget.objectName().endswith("Box") else 16)
            place = widget.mapTo(view, QPoint(0, 0))
            assert place.x() + widget.width() <= view.width(), widget.objectName()
            assert place.y() + widget.height() <= view.height(), widget.objectName()


def test_no_page_of_the_view_takes_room_from_the_fields(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(0, 0)
    view = window.train_view
    for page in (NETWORK, MORE, NETWORK, CURVES):
        view.pages.setCurrentIndex(page)
        qtbot.wait(50)
        fields = view.panel.fields
        assert not fields.isVisible() or fields.height() >= fields.sizeHint().height()
