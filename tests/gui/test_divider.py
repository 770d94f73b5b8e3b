"""The line between the canvas and the views, by mouse and by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from digitpad.gui.divider import Divider


@pytest.fixture
def divider(qtbot: QtBot) -> Divider:
    divider = Divider()
    qtbot.addWidget(divider)
    divider.resize(16, 400)
    divider.show()
    return divider


def test_dragging_says_how_far_from_where_it_was_taken(qtbot: QtBot, divider: Divider) -> None:
    moved: list[int] = []
    divider.dragged.connect(moved.append)
    QTest.mouseMove(divider, QPoint(30, 200))
    assert moved == []  # nobody holds it
    QTest.mousePress(divider, Qt.MouseButton.LeftButton, pos=QPoint(5, 200))
    QTest.mouseMove(divider, QPoint(45, 210))
    QTest.mouseRelease(divider, Qt.MouseButton.LeftButton, pos=QPoint(45, 210))
    QTest.mouseMove(divider, QPoint(90, 200))
    assert moved[-1] == 40
    assert set(moved) == {40}


@pytest.mark.parametrize(("key", "right"), [(Qt.Key.Key_Left, False), (Qt.Key.Key_Right, True)])
def test_arrow_keys_move_it(qtbot: QtBot, divider: Divider, key: Qt.Key, right: bool) -> None:
    with qtbot.waitSignal(divider.dragged) as dragged:
        qtbot.keyClick(divider, key)
    assert (dragged.args[0] > 0) is right


def test_home_and_a_double_click_put_it_back(qtbot: QtBot, divider: Divider) -> None:
    with qtbot.waitSignal(divider.reset_asked):
        qtbot.keyClick(divider, Qt.Key.Key_Home)
    with qtbot.waitSignal(divider.reset_asked):
        qtbot.mouseDClick(divider, Qt.MouseButton.LeftButton)
