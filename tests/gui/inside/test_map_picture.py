"""A picture cell by cell, by mouse and by keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.map_picture import MapPicture
from digitpad.gui.palette import LIGHT

UNIT = 20  # pixels of a cell


@pytest.fixture
def picture(qtbot: QtBot) -> MapPicture:
    """Five columns and four rows, all black; the cell at row 1 and column 2 is marked."""
    picture = MapPicture(active=True)
    qtbot.addWidget(picture)
    picture.resize(5 * UNIT + 2, 4 * UNIT + 2)
    image = QImage(5, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    picture.show_picture(image, None, (1, 2))
    picture.show()
    return picture


def middle(row: int, column: int) -> QPoint:
    return QPoint(1 + column * UNIT + UNIT // 2, 1 + row * UNIT + UNIT // 2)


def test_a_click_and_a_movement_say_which_cell_is_meant(qtbot: QtBot, picture: MapPicture) -> None:
    with qtbot.waitSignal(picture.chosen) as chosen:
        QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=middle(3, 4))
    assert chosen.args == [3, 4]
    with qtbot.waitSignal(picture.pointed) as pointed:
        QTest.mouseMove(picture, middle(0, 1))
    assert pointed.args == [0, 1]


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        (Qt.Key.Key_Left, [1, 1]),
        (Qt.Key.Key_Right, [1, 3]),
        (Qt.Key.Key_Up, [0, 2]),
        (Qt.Key.Key_Down, [2, 2]),
    ],
)
def test_arrow_keys_go_to_the_next_cell(
    qtbot: QtBot, picture: MapPicture, key: Qt.Key, cell: list[int]
) -> None:
    with qtbot.waitSignal(picture.chosen) as chosen:
        qtbot.keyClick(picture, key)
    assert chosen.args == cell


def test_keys_stay_on_the_picture(qtbot: QtBot, picture: MapPicture) -> None:
    picture.show_picture(picture._image, None, (0, 4))
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right):
        with qtbot.waitSignal(picture.chosen) as chosen:
            qtbot.keyClick(picture, key)
        assert chosen.args == [0, 4]


def test_marked_cells_are_outlined_and_the_whole_picture_is_not(picture: MapPicture) -> None:
    outline, edge = QColor(LIGHT.drawn), QPoint(1 + 2 * UNIT, 1 + UNIT // 2)
    marked = np.zeros((4, 5), np.bool_)
    marked[0, :2] = True  # up to the line between columns 1 and 2
    for mask, is_outlined in ((marked, True), (np.ones((4, 5), np.bool_), False)):
        picture.show_picture(picture._image, mask)
        colour = picture.grab().toImage().pixelColor(edge)
        assert (colour == outline) is is_outlined


def test_a_picture_that_is_only_looked_at_says_nothing(qtbot: QtBot) -> None:
    picture = MapPicture()
    qtbot.addWidget(picture)
    picture.show_picture(QImage(5, 4, QImage.Format.Format_RGB32), None, (1, 2))
    with qtbot.assertNotEmitted(picture.chosen):
        QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
        qtbot.keyClick(picture, Qt.Key.Key_Left)
