"""A button that shows a figure."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.figure_button import FigureButton


@pytest.mark.parametrize(
    ("figure", "note", "said"),
    [
        ("", "", "Test: not measured"),
        ("99.1 %", "", "Test: 99.1 %"),
        ("99.1 %", "90 wrong", "Test: 99.1 %, 90 wrong"),
    ],
)
def test_a_screen_reader_is_told_all_that_it_shows(
    qtbot: QtBot, figure: str, note: str, said: str
) -> None:
    button = FigureButton("test", "Test", "")
    qtbot.addWidget(button)
    button.show_figure(figure, note)
    assert button.accessibleName() == said


def test_of_several_one_is_chosen(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    layout = QVBoxLayout(parent)
    buttons = [FigureButton(name, name, "") for name in ("one", "two")]
    for button in buttons:
        layout.addWidget(button)
        button.click()
    assert [button.isChecked() for button in buttons] == [False, True]
