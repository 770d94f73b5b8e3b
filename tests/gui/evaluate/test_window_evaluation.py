"""The view Evaluate in the real window."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import inf
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from digitpad import data
from digitpad.gui.answer.networks import SHIPPED, TRAINED, Entry
from digitpad.gui.evaluate import evaluation_thread
from digitpad.gui.evaluate.evaluate_view import EvaluateView
from digitpad.gui.evaluate.evaluation_controller import EvaluationController
from digitpad.gui.evaluate.evaluation_thread import EvaluationThread
from digitpad.gui.main_window import MainWindow
from digitpad.gui.palette import DARK
from digitpad.nn import Network
from digitpad.training.evaluation import evaluate

Opened = Callable[[], EvaluateView]

NAMES = [
    "testAccuracy",
    "drawnAccuracy",
    "confusionTable",
    "gallery",
    "confidenceChart",
    "measureButton",
    "evaluationProgress",
    "allMistakesButton",
]


@pytest.fixture
def opened(window: MainWindow) -> Opened:
    """Show the view, and return it."""

    def opened() -> EvaluateView:
        window.views.open("Evaluate")
        found = window.findChild(EvaluateView)
        assert found is not None
        return found

    return opened


def thread_of(window: MainWindow) -> EvaluationThread | None:
    controller = window.findChild(EvaluationController)
    assert controller is not None
    return controller._thread


@pytest.fixture
def weak(window: MainWindow) -> Network:
    """Read with a network that knows nothing: its mistakes are many."""
    specs = [{"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"}]
    network = Network(specs, rng=np.random.default_rng(5)).snapshot()
    window.shelf.put(Entry(TRAINED, "Weak", "", network, most_doubt=inf))
    window.networks.choose(TRAINED)
    return network


@pytest.fixture
def measured(qtbot: QtBot, window: MainWindow, opened: Opened, weak: Network) -> EvaluateView:
    """The view with the figures of the weak network."""
    view = opened()
    wait_until_measured(qtbot, view)
    return view


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Measuring goes no further than its first part until the gate is opened."""
    gate, real = threading.Event(), evaluation_thread.evaluation_steps

    def steps(*args: Any) -> Iterator[Any]:
        for step in real(*args):
            yield step
            gate.wait(10)

    monkeypatch.setattr(evaluation_thread, "evaluation_steps", steps)
    yield gate
    gate.set()


def wait_until_measured(qtbot: QtBot, view: EvaluateView) -> None:
    qtbot.waitUntil(lambda: view.note.text() == "200 images")


def test_nothing_is_made_before_the_view_is_looked_at(window: MainWindow, opened: Opened) -> None:
    assert window.findChild(EvaluationController) is None
    assert opened().isVisible()
    assert window.findChild(EvaluationController) is not None


def test_the_network_in_use_is_measured_when_the_view_is_shown(
    qtbot: QtBot, window: MainWindow, opened: Opened, few_images: data.Splits
) -> None:
    view = opened()
    wait_until_measured(qtbot, view)
    assert view.heading.text() == "On board · Test images"
    accuracy = evaluate(window.shelf.current.network, few_images.test).accuracy
    wrong = round(100 * (1 - accuracy))
    said = view.figures["test"].accessibleName()
    assert said == f"Test images: {100 * accuracy:.2f} %, {wrong} wrong, 0 as ?"
    assert said in view.table.accessibleDescription()
    assert view.gallery.model().rowCount() == wrong
    assert not view.measure.isEnabled()


@pytest.mark.parametrize("name", NAMES)
def test_each_part_tells_a_screen_reader_what_it_is(measured: EvaluateView, name: str) -> None:
    widget = measured.findChild(QWidget, name)
    assert widget is not None
    assert widget.accessibleName() or getattr(widget, "text", str)()


def test_a_network_is_measured_once(
    qtbot: QtBot, window: MainWindow, measured: EvaluateView, opened: Opened
) -> None:
    window.networks.choose(SHIPPED)
    wait_until_measured(qtbot, measured)
    window.networks.choose(TRAINED)
    window.open_view(window.train_view)
    opened()
    assert thread_of(window) is None
    assert measured.heading.text() == "Weak · Test images"
    assert measured.note.text() == "200 images"


def test_the_matrix_and_the_gallery_are_of_the_chosen_kind_of_images(
    window: MainWindow, measured: EvaluateView
) -> None:
    measured.figures["drawn"].click()
    assert measured.heading.text() == "Weak · Pen drawings"
    figures = measured._measured["drawn"]
    counts = [[measured.table.model_.cell(i, j).text or "0" for j in range(10)] for i in range(10)]
    np.testing.assert_array_equal(np.array(counts, int), figures.evaluation.confusion)
    assert measured.gallery.model().rowCount() == figures.misread > 50
    assert "wrong" in measured.chart.accessibleDescription()


def test_a_cell_shows_its_images_and_escape_all_mistakes(
    qtbot: QtBot, measured: EvaluateView
) -> None:
    confusion = measured._measured["test"].evaluation.confusion
    wrong = confusion - np.diag(confusion.diagonal())
    row, column = (int(place) for place in np.unravel_index(wrong.argmax(), wrong.shape))
    place = measured.table.visualRect(measured.table.model_.index(row, column)).center()
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(measured.table.viewport(), left, pos=place)
    assert measured.shown_images.text() == f"{row} read as {column}"
    assert measured.gallery.model().rowCount() == wrong[row, column]
    qtbot.keyClick(measured.table, Qt.Key.Key_Escape)
    assert measured.gallery.model().rowCount() == measured._measured["test"].misread
    qtbot.keyClick(measured.table, Qt.Key.Key_Down)
    assert measured.all_mistakes.isVisible()
    measured.all_mistakes.click()
    assert measured.shown_images.text() == "Mistakes, surest first"
    assert not measured.all_mistakes.isVisible()


def test_arrow_keys_go_from_cell_to_cell(qtbot: QtBot, measured: EvaluateView) -> None:
    measured.table.setCurrentIndex(measured.table.model_.index(2, 2))
    assert measured.shown_images.text() == "2 read as 2, least sure first"
    qtbot.keyClick(measured.table, Qt.Key.Key_Right)
    assert measured.shown_images.text().startswith("2 read as 3")
    qtbot.keyClick(measured.table, Qt.Key.Key_Down)
    assert measured.shown_images.text().startswith("3 read as 3")


def test_a_test_image_is_put_on_the_canvas_and_taken_back(
    qtbot: QtBot, window: MainWindow, measured: EvaluateView, weak: Network
) -> None:
    figures = measured._measured["test"]
    first = int(figures.mistakes()[0])
    place = measured.gallery.visualRect(measured.gallery.model().index(0, 0)).center()
    with qtbot.waitSignal(window.recognition.answered):
        qtbot.mouseClick(measured.gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)
    np.testing.assert_array_equal(window.answer_panel.seen.image, figures.images.images[first])
    assert window.answer_panel.answer.text() == str(figures.evaluation.predictions[first])
    window.actions_.undo.trigger()
    assert window.drawing.is_empty


def test_the_enter_key_puts_the_strokes_of_a_pen_drawing_on_the_canvas(
    qtbot: QtBot, window: MainWindow, measured: EvaluateView
) -> None:
    measured.figures["drawn"].click()
    figures, gallery = measured._measured["drawn"], measured.gallery
    gallery.setCurrentIndex(gallery.model().index(0, 0))
    qtbot.keyClick(gallery, Qt.Key.Key_Right)
    chosen = int(figures.mistakes()[gallery.currentIndex().row()])
    assert chosen != int(figures.mistakes()[0])
    with qtbot.waitSignal(window.recognition.answered):
        qtbot.keyClick(gallery, Qt.Key.Key_Return)
    assert len(window.drawing.strokes) == len(figures.images.strokes(chosen))
    seen = window.answer_panel.seen.image.astype(int)
    assert np.abs(seen - figures.images.images[chosen]).max() <= 1


def test_an_image_on_the_canvas_wears_the_colours_of_the_window(
    qtbot: QtBot, window: MainWindow, measured: EvaluateView
) -> None:
    measured.image_chosen.emit("test", 0)
    for mode in ("light", "dark"):
        window.theme.set_mode(mode)
        corner = window.desk.canvas.picture().pixelColor(40, 40)
        assert corner.name() == window.theme.palette.sheet


def test_the_view_wears_dark_colours_at_once(window: MainWindow, measured: EvaluateView) -> None:
    window.theme.set_mode("dark")
    measured.gallery.setCurrentIndex(measured.gallery.model().index(0, 0))
    shown = measured.gallery.grab().toImage()
    assert shown.pixelColor(6, 36).name() == DARK.sheet


def test_measuring_says_how_far_it_is_and_can_be_cancelled(
    qtbot: QtBot,
    window: MainWindow,
    opened: Opened,
    weak: Network,
    gate: threading.Event,
) -> None:
    view = opened()
    qtbot.waitUntil(lambda: view.progress.value() > 0)  # a part: how large, depends on the cores
    assert view.progress.isVisible()
    percent = round(100 * view.progress.value() / view.progress.maximum())
    assert view.note.text() == f"measuring, {percent} %"
    assert view.measure.text() == "Cancel"
    view.measure.click()
    gate.set()
    qtbot.waitUntil(lambda: view.note.text() == "not measured yet")
    assert not view.progress.isVisible()
    window.open_view(window.train_view)
    view = opened()
    assert thread_of(window) is None
    view.measure.click()
    wait_until_measured(qtbot, view)


def test_another_network_chosen_meanwhile_is_measured_instead(
    qtbot: QtBot, window: MainWindow, opened: Opened, weak: Network, gate: threading.Event
) -> None:
    view = opened()
    window.networks.choose(SHIPPED)
    gate.set()
    wait_until_measured(qtbot, view)
    assert view.heading.text() == "On board · Test images"


def test_a_network_in_training_is_measured_when_asked_for_and_again_at_its_end(
    qtbot: QtBot, window: MainWindow, opened: Opened, long_run: None, trainer: Any
) -> None:
    view = opened()
    wait_until_measured(qtbot, view)
    window.shelf.put(replace(window.shelf.get(SHIPPED), score=None))  # so that it is not kept
    trainer.press("start")
    qtbot.waitUntil(lambda: view.heading.text() == "Quick, in training · Test images")
    assert view.note.text() == "not measured yet"
    view.measure.click()
    qtbot.waitUntil(lambda: view.note.text() == "an earlier state")
    assert view.figures["test"].accessibleName() != "Test images: not measured"
    trainer.stop()
    wait_until_measured(qtbot, view)
    assert view.heading.text() == "Quick, trained · Test images"


def test_what_goes_wrong_is_one_sentence(
    qtbot: QtBot, window: MainWindow, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(key: str, *, cancelled: threading.Event) -> None:
        raise ValueError("The images are gone.")

    monkeypatch.setattr(data, "load", load)
    view = opened()
    qtbot.waitUntil(lambda: window.strip.message != "")
    assert window.strip.message == "The network was not measured. The images are gone."
    qtbot.waitUntil(view.measure.isEnabled)
    assert view.note.text() == "not measured yet"


def test_closing_the_window_ends_the_measurement(
    window: MainWindow,
    opened: Opened,
    gate: threading.Event,
) -> None:
    opened()
    thread = thread_of(window)
    assert thread is not None
    gate.set()
    window.close()
    assert (thread.is_stopped, thread.isFinished()) == (True, True)
