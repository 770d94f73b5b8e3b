"""Canvas, answer and view side by side."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
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


@pytest.mark.parametrize(
    "status",
    [
        "Epoch 100 of 100 · batch 1,000 of 1,000 · 100 %\n"
        "1:00:03 left · 10,195 images a second · learning rate 0.000159",
        "Training is complete: 100 epochs. It reads 99.24 % of the validation images and 98.07 % "
        "of the drawn digits.",
        "Training diverged in epoch 12 and the last good weights are back; try a learning rate "
        "below 0.00123.",
    ],
)
def test_in_the_smallest_window_the_whole_status_of_a_run_is_below_the_canvas(
    window: MainWindow, status: str
) -> None:
    window.actions_.modes["dark"].trigger()  # all is dressed anew
    window.resize(0, 0)
    window.train_view.panel.show_status(status)
    kinds = ((QPushButton, "deskStopButton"), (QProgressBar, "deskTrainingProgress"))
    for view in window.views.titles[1:]:
        window.views.open(view)
        label = window.findChild(QLabel, "deskTrainingStatus")
        parts = [window.desk.tools, *(window.findChild(kind, name) for kind, name in kinds), label]
        assert all(part.isVisible() for part in parts), view
        assert label.height() >= label.heightForWidth(label.width())
        places = [_place(part, window.body) for part in parts]
        assert all(window.body.rect().contains(place) for place in places)
        assert all(upper.bottom() < lower.top() for upper, lower in pairwise(places))


def _place(part: QWidget, whole: QWidget) -> QRect:
    return QRect(part.mapTo(whole, QPoint()), part.size())
