from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.drops import DropTarget
from tests.gui.conftest import drop


def text(content: str) -> QMimeData:
    dropped = QMimeData()
    dropped.setText(content)
    return dropped


def test_what_a_target_does_not_want_is_left_to_those_before_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    any_text: list[str] = []
    numbers: list[int] = []
    DropTarget(window, lambda content: content.text() or None, any_text.append)
    DropTarget(
        window,
        lambda content: int(content.text()) if content.text().isdecimal() else None,
        numbers.append,
    )
    for content in ("7", "seven"):
        assert drop(window, text(content)) is Qt.DropAction.CopyAction
    assert drop(window, QMimeData()) is None
    assert (any_text, numbers) == (["seven"], [7])
