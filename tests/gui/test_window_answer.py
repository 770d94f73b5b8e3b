"""The answer in the real window."""

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from digitpad.gui.main_window import MainWindow

Draw = Callable[..., None]


def test_what_is_no_digit_gets_a_question_mark_and_a_sentence(
    window: MainWindow, draw: Draw, qtbot: QtBot
) -> None:
    angles = np.linspace(0, 12 * np.pi, 90)
    spiral = [
        (0.5 + r * np.cos(a), 0.5 + r * np.sin(a)) for r, a in zip(angles / 95, angles, strict=True)
    ]
    draw(spiral)
    answer = window.findChild(QLabel, "answer")
    assert answer is not None
    qtbot.waitUntil(lambda: "does not look like one digit" in answer.accessibleDescription())
    assert answer.text().startswith("?")
