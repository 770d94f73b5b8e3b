"""Terms that are told on hover."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from digitpad.gui.glossary.explained import explained


def test_any_label_can_tell_a_term_on_hover(qtbot: QtBot) -> None:
    shown = QLabel("Padding")
    qtbot.addWidget(shown)
    assert explained(shown, "padding", "stride") is shown
    assert "<b>Padding</b>" in shown.toolTip()
    assert "n − k + 1" in shown.toolTip()
    assert shown.accessibleDescription().startswith("Padding: Zeros around the image")
    with pytest.raises(KeyError):
        explained(shown, "zebra")


def test_a_label_of_one_line_is_underlined_and_a_paragraph_is_not(qtbot: QtBot) -> None:
    for wraps in (False, True):
        shown = QLabel("Padding")
        shown.setWordWrap(wraps)
        qtbot.addWidget(shown)
        assert explained(shown, "padding").property("explained") is not wraps
