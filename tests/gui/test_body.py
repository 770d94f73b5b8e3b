"""Canvas, answer and view side by side."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from digitpad.gui.main_window import MainWindow


def test_the_canvas_can_be_given_more_room_or_less(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1600, 900)
    canvas, divider, view = window.desk.canvas, window.body.divider, window.train_view
    usual = canvas.width()
    divider.dragged.emit(-160)
    assert canvas.width() == usual - 160
    assert view.width() >= 1600 / 3
    qtbot.keyClick(divider, Qt.Key.Key_Right)
    assert usual - 160 < canvas.width() < usual
    qtbot.mouseDClick(divider, Qt.MouseButton.LeftButton)
    assert canvas.width() == usual
    for far in (-5000, 5000):
        divider.dragged.emit(far)
        assert 280 <= canvas.width() <= window.body.height()
        assert view.width() >= 416
