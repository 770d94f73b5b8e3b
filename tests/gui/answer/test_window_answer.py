"""The answer in the real window."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
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


def test_the_answer_is_seen_whole(
    window: MainWindow, draw: Draw, answer: Callable[[], str]
) -> None:
    draw("7")
    assert answer() == "7"
    label = window.answer_panel.answer
    seen = label.grab().toImage()
    room = label.fontMetrics().tightBoundingRect("7")
    rows, columns = inked_lines(seen, QColor(window.theme.palette.accent))
    assert rows == pytest.approx(room.height(), abs=3)
    assert columns == pytest.approx(room.width(), abs=3)


def inked_lines(image: QImage, ink: QColor) -> tuple[int, int]:
    """Count the rows and the columns that have a pixel of this colour."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)  # kept: the pixels die with it
    pixels = np.frombuffer(image.constBits(), np.uint8)
    blue_green_red = pixels.reshape(image.height(), image.width(), 4)[..., :3]
    same = (blue_green_red == (ink.blue(), ink.green(), ink.red())).all(axis=2)
    return int(same.any(axis=1).sum()), int(same.any(axis=0).sum())
