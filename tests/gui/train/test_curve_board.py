"""The board of a plot by itself: its axes at another size."""

from PySide6.QtWidgets import QGraphicsItem
from pytestqt.qtbot import QtBot

from digitpad.gui.palette import DARK, LIGHT
from digitpad.gui.train.curve_board import CurveBoard


def test_a_board_of_a_new_size_shows_nothing_of_its_old_axes(qtbot: QtBot) -> None:
    board = CurveBoard("lossPlot", "Loss", share=False, numbered=False)
    qtbot.addWidget(board)
    board.show()
    board.show_limits(4.0, (0.0, 4.0), (0.0, 3.0))
    for width, height in ((470, 41), (620, 190), (470, 48), (700, 310)):
        board.resize(width, height)
        for palette in (DARK, LIGHT):
            board.use_colours(palette)
        qtbot.wait(50)
        board.grab()
    shown = board.grab().toImage()
    for axis in board._axes.values():
        axis.setCacheMode(QGraphicsItem.CacheMode.NoCache)  # paints all of them afresh
    assert board.grab().toImage() == shown
