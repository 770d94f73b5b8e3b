"""What a person tries, perhaps again."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from digitpad.gui.attempts import Attempts


def test_a_problem_is_over_once_with_the_next_success(qtbot: QtBot) -> None:
    owner = QObject()
    attempts, told = Attempts(owner), []
    attempts.over.connect(told.append)
    attempts._succeed()
    with qtbot.waitSignal(attempts.failed) as failed:
        attempts._fail("It is no picture.")
    assert failed.args == ["It is no picture."]
    assert told == []
    attempts._succeed()
    attempts._succeed()
    assert told == ["It is no picture."]
