"""The answer as it is shown."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.answer.answer_panel import AnswerPanel
from digitpad.recognizer import Answer

SEEN = np.arange(784, dtype=np.uint8).reshape(28, 28)


def answer(*shares: float, digit: int | None = 7, sentence: str = "") -> Answer:
    p = np.zeros(10, np.float32)
    p[[7, 1, 9]] = shares
    return Answer(digit, p, SEEN, sentence)


@pytest.fixture
def panel(qtbot: QtBot) -> AnswerPanel:
    panel = AnswerPanel()
    qtbot.addWidget(panel)
    return panel


def test_a_sure_answer_is_the_digit_and_its_probability(panel: AnswerPanel) -> None:
    panel.show_answer(answer(0.987, 0.01, 0.003))
    assert panel.answer.text() == "7"
    assert panel.sureness.text() == "98.7 %"
    assert panel.chart.text().startswith("7: 98.7 %, 1: 1.0 %, 9: 0.3 %")
    assert panel.chart.accessibleDescription() == panel.chart.text()


def test_an_unsure_answer_names_the_rival(panel: AnswerPanel) -> None:
    panel.show_answer(answer(0.6, 0.3, 0.1))
    assert panel.sureness.text() == "60.0 %\nperhaps 1"


def test_an_answer_of_other_classes_is_named(panel: AnswerPanel) -> None:
    panel.show_classes(tuple(f"kind {number}" for number in range(10)))
    panel.show_answer(answer(0.6, 0.3, 0.1))
    assert panel.answer.text() == "7"
    assert panel.sureness.text() == "kind 7\n60.0 %\nperhaps kind 1"
    assert panel.chart.text().startswith("kind 7: 60.0 %, kind 1: 30.0 %")


def test_what_is_no_digit_is_a_question_mark_with_the_reason(panel: AnswerPanel) -> None:
    panel.show_answer(answer(0.0, 0.0, 0.0, digit=None, sentence="It is empty."))
    assert panel.answer.text() == "?"
    assert panel.sureness.text() == "It is empty."


def test_without_a_drawing_everything_is_empty(panel: AnswerPanel) -> None:
    panel.show_answer(answer(0.9, 0.1, 0.0))
    panel.show_answer(None)
    assert (panel.answer.text(), panel.chart.text()) == ("", "")
    assert panel.sureness.text() == "The network's answer appears here while you draw."
