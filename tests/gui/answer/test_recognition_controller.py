"""The drawing is read at most once a turn, and what cannot be read is one sentence."""

from itertools import chain, repeat

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.answer import recognition_controller
from digitpad.gui.answer.answer_panel import AnswerPanel
from digitpad.gui.answer.networks import NetworkShelf, shipped_entry
from digitpad.gui.answer.recognition_controller import RecognitionController
from digitpad.gui.desk.drawing import Drawing, Picture
from digitpad.recognizer import Recognizer


@pytest.fixture
def drawing() -> Drawing:
    drawing = Drawing()
    drawing.press(140.0, 40.0, 20.0)
    drawing.move(140.0, 240.0, 20.0)
    drawing.lift()
    return drawing


@pytest.fixture
def shelf() -> NetworkShelf:
    shelf = NetworkShelf()
    entry = shipped_entry(Recognizer.shipped())
    shelf.put(entry)
    shelf.choose(entry.key)
    return shelf


@pytest.fixture
def controller(qtbot: QtBot, drawing: Drawing, shelf: NetworkShelf) -> RecognitionController:
    panel = AnswerPanel()
    qtbot.addWidget(panel)
    return RecognitionController(drawing, shelf, panel, panel)


def test_several_requests_in_a_turn_are_one_answer(
    qtbot: QtBot, controller: RecognitionController
) -> None:
    answers: list[object] = []
    controller.answered.connect(answers.append)
    for _ in range(5):
        controller.request()
    qtbot.wait(50)
    assert [answer.digit for answer in answers] == [1]


def test_what_takes_long_to_read_leaves_the_window_as_much_time(
    qtbot: QtBot, controller: RecognitionController, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[object] = []
    controller.answered.connect(answers.append)
    times = chain([0.0], repeat(1e5))  # the first reading takes a day, all others no time
    monkeypatch.setattr(recognition_controller, "perf_counter", lambda: next(times))
    controller.recognize()
    controller.request()
    qtbot.wait(50)
    assert len(answers) == 1
    controller.recognize()
    controller.request()
    qtbot.waitUntil(lambda: len(answers) == 3)


def test_what_cannot_be_read_is_one_sentence_and_no_answer(
    controller: RecognitionController, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("a point is [nan, 1.0]")

    monkeypatch.setattr(Recognizer, "from_strokes", fail)
    told: list[object] = []
    controller.failed.connect(told.append)
    controller.answered.connect(told.append)
    controller.recognize()
    assert told == ["The drawing cannot be read: a point is [nan, 1.0].", None]


def test_a_picture_without_a_digit_says_why(
    qtbot: QtBot, controller: RecognitionController, drawing: Drawing
) -> None:
    drawing.show_picture(Picture(np.zeros((9, 9), np.uint8), None, "It is empty."))
    with qtbot.waitSignal(controller.answered) as answered:
        controller.recognize()
    assert (answered.args[0].digit, answered.args[0].sentence) == (None, "It is empty.")


def test_without_any_network_there_is_no_answer(
    qtbot: QtBot, controller: RecognitionController, shelf: NetworkShelf
) -> None:
    shelf.chosen = None
    with qtbot.waitSignal(controller.answered) as answered:
        controller.recognize()
    assert answered.args == [None]
