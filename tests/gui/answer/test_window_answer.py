"""The answer in the real window."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from digitpad.gui.main_window import MainWindow

Draw = Callable[..., None]


def test_what_is_no_digit_gets_a_question_mark_and_a_sentence(
    window: MainWindow, draw: Draw, qtbot: QtBot
) -> None:
    draw([(0.1 + 0.1 * corner, 0.25 + 0.5 * (corner % 2)) for corner in range(9)])
    answer = window.findChild(QLabel, "answer")
    assert answer is not None
    qtbot.waitUntil(lambda: "does not look like one digit" in answer.accessibleDescription())
    assert answer.text().startswith("?")
