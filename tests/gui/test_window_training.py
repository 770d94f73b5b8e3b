"""Training in the real window."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from digitpad import data
from digitpad.data import Splits
from digitpad.gui.fields import CountBox, RateBox
from digitpad.gui.main_window import MainWindow
from digitpad.gui.networks import SHIPPED, TRAINED
from digitpad.gui.training_controller import State
from digitpad.training import PRESETS, TrainConfig, TrainingRun

WaitFor = Callable[[State], None]


@pytest.fixture
def panel(window: MainWindow) -> MainWindow:
    """Settings for a long run of small batches."""
    panel = window.train_view.panel
    panel.epochs.setValue(1000)
    panel.batch_size.setValue(16)
    return panel


def press(window: MainWindow, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None
    assert button.isEnabled(), name
    button.click()


def status(window: MainWindow) -> str:
    label = window.findChild(QLabel, "trainingStatus")
    assert label is not None
    return label.text()


def enabled(window: MainWindow) -> set[str]:
    names = ("startButton", "pauseButton", "stepButton", "stopButton")
    buttons = {name: window.findChild(QPushButton, name) for name in names}
    return {name.removesuffix("Button") for name, button in buttons.items() if button.isEnabled()}


def steps(window: MainWindow) -> int:
    window.training.poll()
    return len(window.training._curves.batch_loss)


def stop(window: MainWindow, wait_for: WaitFor) -> None:
    press(window, "stopButton")
    wait_for(State.IDLE)


def test_a_run_goes_to_its_end_and_says_what_was_reached(
    window: MainWindow, wait_for: WaitFor
) -> None:
    window.train_view.panel.epochs.setValue(2)
    press(window, "startButton")
    wait_for(State.IDLE)
    assert status(window).startswith("Training is complete: 2 epochs. It reads ")
    bar = window.findChild(QProgressBar, "trainingProgress")
    assert bar.value() == bar.maximum()
    assert len(window.training._curves.validation_loss) == 2
    assert enabled(window) == {"start", "step"}


def test_the_plots_show_each_curve_while_it_grows(
    qtbot: QtBot, window: MainWindow, panel: object, wait_for: WaitFor
) -> None:
    press(window, "startButton")
    qtbot.waitUntil(lambda: len(window.training._curves.validation_loss) >= 2, timeout=20_000)
    for plot, count in ((window.train_view.loss, 2), (window.train_view.accuracy, 3)):
        assert len(plot._curves) == count
        assert all(len(curve.getOriginalDataset()[0]) >= 2 for curve in plot._curves)
        assert "validation" in plot.plot.accessibleDescription()
    stop(window, wait_for)


def test_buttons_can_only_do_what_makes_sense(
    window: MainWindow, panel: object, wait_for: WaitFor
) -> None:
    assert enabled(window) == {"start", "step"}
    press(window, "startButton")
    assert enabled(window) == {"stop"}
    wait_for(State.RUNNING)
    assert enabled(window) == {"pause", "step", "stop"}
    press(window, "pauseButton")
    assert enabled(window) == {"pause", "step", "stop"}
    press(window, "stopButton")
    assert enabled(window) == set()
    wait_for(State.IDLE)
    assert enabled(window) == {"start", "step"}


def test_a_paused_run_takes_no_batch_until_it_is_resumed(
    qtbot: QtBot, window: MainWindow, panel: object, wait_for: WaitFor
) -> None:
    press(window, "startButton")
    wait_for(State.RUNNING)
    press(window, "pauseButton")
    assert window.findChild(QPushButton, "pauseButton").text() == "Resume"
    qtbot.wait(150)
    before = steps(window)
    qtbot.wait(150)
    assert steps(window) == before
    assert status(window).startswith("Paused")
    press(window, "pauseButton")
    assert window.findChild(QPushButton, "pauseButton").text() == "Pause"
    qtbot.waitUntil(lambda: steps(window) > before)
    stop(window, wait_for)


def test_step_takes_one_batch(
    qtbot: QtBot, window: MainWindow, panel: object, wait_for: WaitFor
) -> None:
    press(window, "stepButton")
    wait_for(State.PAUSED)
    qtbot.waitUntil(lambda: steps(window) == 1)
    for count in (2, 3, 4):
        press(window, "stepButton")
        qtbot.waitUntil(lambda count=count: steps(window) == count)
    qtbot.wait(100)
    assert steps(window) == 4
    stop(window, wait_for)
    assert status(window).startswith("Training was stopped in epoch 1")


def test_stop_ends_a_paused_run(window: MainWindow, panel: object, wait_for: WaitFor) -> None:
    press(window, "startButton")
    wait_for(State.RUNNING)
    press(window, "pauseButton")
    stop(window, wait_for)
    assert status(window).startswith("Training was stopped")


def test_another_run_can_follow(window: MainWindow, wait_for: WaitFor) -> None:
    window.train_view.panel.epochs.setValue(1)
    for _ in range(3):
        press(window, "startButton")
        wait_for(State.IDLE)
        assert len(window.training._curves.validation_loss) == 1


def test_the_learning_rate_changes_during_a_run_and_a_mark_says_so(
    qtbot: QtBot, window: MainWindow, panel: object, wait_for: WaitFor
) -> None:
    press(window, "startButton")
    wait_for(State.RUNNING)
    qtbot.waitUntil(lambda: steps(window) > 3)
    window.findChild(RateBox, "learningRateBox").setValue(0.0001)
    qtbot.waitUntil(lambda: len(window.training._curves.rate_changes) == 1)
    qtbot.waitUntil(lambda: len(window.train_view.loss._marks) == 1)
    stop(window, wait_for)


def test_settings_touched_during_a_run_wait_for_the_next(
    qtbot: QtBot, window: MainWindow, panel: object, wait_for: WaitFor
) -> None:
    press(window, "startButton")
    wait_for(State.RUNNING)
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
    stop(window, wait_for)


def test_the_bars_change_while_the_network_trains(
    qtbot: QtBot, window: MainWindow, panel: object, draw: Callable[..., None], wait_for: WaitFor
) -> None:
    draw("7")
    seen: list[str] = []
    window.recognition.answered.connect(
        lambda answer: seen.append(window.answer_panel.chart.text())
    )
    press(window, "startButton")
    qtbot.waitUntil(lambda: len(set(seen)) >= 3, timeout=20_000)
    stop(window, wait_for)


def test_the_trained_network_is_in_use_and_the_shipped_one_is_one_click_away(
    qtbot: QtBot, window: MainWindow, draw: Callable[..., None], wait_for: WaitFor
) -> None:
    draw("7")
    qtbot.waitUntil(lambda: window.answer_panel.chart.text() != "")
    shipped = window.answer_panel.chart.text()
    window.train_view.panel.epochs.setValue(1)
    press(window, "startButton")
    wait_for(State.IDLE)
    assert window.shelf.chosen == TRAINED
    assert window.shelf.current.title == "Quick, trained"
    qtbot.waitUntil(lambda: window.answer_panel.chart.text() != shipped)
    box = window.findChild(QComboBox, "networkBox")
    assert "validation" in box.currentText()
    box.setCurrentIndex(0)
    box.activated.emit(0)
    assert window.shelf.chosen == SHIPPED
    qtbot.waitUntil(lambda: window.answer_panel.chart.text() == shipped)


def test_a_network_chosen_during_a_run_stays_chosen(
    qtbot: QtBot, window: MainWindow, panel: object, wait_for: WaitFor
) -> None:
    press(window, "startButton")
    qtbot.waitUntil(lambda: window.shelf.chosen == TRAINED, timeout=20_000)
    window.networks.choose(SHIPPED)
    qtbot.wait(600)
    assert window.shelf.chosen == SHIPPED
    stop(window, wait_for)
    assert window.shelf.chosen == SHIPPED


def test_a_run_that_diverges_says_what_to_try_and_keeps_the_better_network(
    window: MainWindow, wait_for: WaitFor
) -> None:
    window.train_view.panel.preset.choose("Best")
    window.train_view.panel.batch_size.setValue(16)
    window.findChild(RateBox, "learningRateBox").setValue(1e6)
    press(window, "startButton")
    wait_for(State.IDLE)
    assert "diverged" in status(window)
    assert window.shelf.chosen == SHIPPED


def test_a_run_that_fails_is_one_sentence_and_the_next_one_works(
    window: MainWindow, wait_for: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(data, "load", lambda key, *, limit=None: 1 / 0)
        press(window, "startButton")
        wait_for(State.IDLE)
    assert "unexpected error (ZeroDivisionError)" in window.strip.message
    window.train_view.panel.epochs.setValue(1)
    press(window, "startButton")
    wait_for(State.IDLE)
    assert status(window).startswith("Training is complete")
    assert window.strip.message == ""


def test_stop_cancels_the_preparation_of_data(
    qtbot: QtBot, window: MainWindow, wait_for: WaitFor
) -> None:
    asked = threading.Event()

    def endless(config: TrainConfig, cancelled: threading.Event) -> Iterator[object]:
        from digitpad.gui.training_thread import DataPrepared

        asked.set()
        yield DataPrepared("Downloading: 1 of 3 MB", 1 / 3)
        cancelled.wait(20.0)

    window.training._load = endless
    press(window, "startButton")
    qtbot.waitUntil(lambda: status(window) == "Downloading: 1 of 3 MB")
    assert window.findChild(QProgressBar, "trainingProgress").value() == 333
    stop(window, wait_for)
    assert window.strip.message == ""
    assert status(window).startswith("Ready")


def test_closing_during_a_run_ends_it(window: MainWindow, panel: object, wait_for: WaitFor) -> None:
    press(window, "startButton")
    wait_for(State.RUNNING)
    thread = window.training._thread
    window.close()
    assert thread.isFinished()


@pytest.mark.parametrize("name", list(PRESETS))
def test_a_preset_fills_the_fields(window: MainWindow, name: str) -> None:
    box = window.findChild(QComboBox, "presetBox")
    box.setCurrentIndex(box.findData("Notebook" if name != "Notebook" else "Quick"))
    box.setCurrentIndex(box.findData(name))
    panel, preset = window.train_view.panel, PRESETS[name]
    assert panel.config() == preset
    assert panel.help.text()


def test_every_field_reaches_the_settings_of_the_run(window: MainWindow) -> None:
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
    assert status(window) == "Ready: 7 epochs of 500 images, 32 a batch"


def test_touched_settings_do_not_change_the_result_of_a_run(
    qtbot: QtBot, window: MainWindow, few_images: Splits, wait_for: WaitFor
) -> None:
    panel = window.train_view.panel
    panel.epochs.setValue(2)
    config = panel.config()
    press(window, "startButton")
    panel.batch_size.setValue(3)
    panel.seed.setValue(99)
    panel.optimizer.choose("sgd")
    wait_for(State.IDLE)
    undisturbed = TrainingRun(config, few_images)
    for _ in undisturbed.events():
        pass
    trained = window.shelf.get(TRAINED).network
    assert (trained.parameters == undisturbed.snapshot().parameters).all()
