import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from digitpad.gui.action_button import ActionButton


@pytest.fixture
def action(qapp: object) -> QAction:
    action = QAction("&Rub out …")
    action.setToolTip("Rub out (E)")
    action.setStatusTip("Rub out ink.")
    return action


def test_a_button_looks_as_its_action_does_and_follows_it(qtbot: QtBot, action: QAction) -> None:
    button = ActionButton("rubButton", action)
    qtbot.addWidget(button)
    assert button.objectName() == "rubButton"
    assert button.accessibleName() == "Rub out"
    assert (button.text(), button.toolTip(), button.statusTip()) == (
        "Rub out",
        "Rub out (E)",
        "Rub out ink.",
    )
    action.setEnabled(False)
    action.setToolTip("Nothing is drawn.")
    assert not button.isEnabled()
    assert button.toolTip() == "Nothing is drawn."


def test_a_click_triggers_the_action_once(qtbot: QtBot, action: QAction) -> None:
    button = ActionButton("rubButton", action)
    qtbot.addWidget(button)
    with qtbot.waitSignal(action.triggered):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_button_and_checkable_action_are_checked_together(qtbot: QtBot, action: QAction) -> None:
    action.setCheckable(True)
    button = ActionButton("rubButton", action)
    qtbot.addWidget(button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert action.isChecked()
    assert button.isChecked()
    action.setChecked(False)
    assert not button.isChecked()
