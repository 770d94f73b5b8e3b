"""Small parts of views."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from digitpad.gui.parts import new_action, plain_name, restyle, tool_button


@pytest.mark.parametrize(
    ("text", "name"), [("&Open picture …", "Open picture"), ("T&hinner brush", "Thinner brush")]
)
def test_the_name_of_an_action_is_its_text_without_signs(text: str, name: str) -> None:
    assert plain_name(text) == name


def test_the_tool_tip_of_an_action_says_its_name_and_its_key(qapp: QObject) -> None:
    assert new_action("&Rub out …", "E", "Rub out ink.", qapp).toolTip() == "Rub out (E)"
    assert new_action("&Rub out …", None, "Rub out ink.", qapp).toolTip() == "Rub out"


def test_a_small_button_has_help_for_eyes_and_ears(qtbot: QtBot) -> None:
    button = tool_button("fitButton", "fit", "Show all.", title="Show the whole run")
    qtbot.addWidget(button)
    assert (button.objectName(), button.accessibleName()) == ("fitButton", "Show the whole run")
    assert button.toolTip() == button.statusTip() == "Show all."


def test_a_property_that_the_style_sheet_asks_for_dresses_the_widget(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setStyleSheet("[mood='sure'] { font-weight: 700; }")
    for mood, is_bold in (("sure", True), ("sure", True), ("unsure", False)):
        restyle(label, "mood", mood)
        assert label.font().bold() is is_bold
