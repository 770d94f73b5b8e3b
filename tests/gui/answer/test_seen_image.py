"""The image that the network sees, as it is shown."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from digitpad.gui.answer.seen_image import SeenImage
from digitpad.gui.palette import DARK, LIGHT, Palette

SEEN = np.arange(784, dtype=np.uint8).reshape(28, 28)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_image_is_shown_pixel_by_pixel(qtbot: QtBot, palette: Palette) -> None:
    seen = SeenImage()
    qtbot.addWidget(seen)
    seen.use_colours(palette)
    seen.set_pixel(6)
    seen.show_image(SEEN)
    shown = seen.grab().toImage()
    ratio = shown.width() / 168
    paper, ink = QColor(palette.sheet), QColor(palette.ink)
    for row, column in ((3, 4), (10, 25), (14, 14)):
        place = QPoint(round((6 * column + 3) * ratio), round((6 * row + 3) * ratio))
        share = SEEN[row, column] / 255
        wanted = paper.green() + share * (ink.green() - paper.green())
        assert abs(shown.pixelColor(place).green() - wanted) <= 1


def test_it_is_empty_paper_when_there_is_no_image(qtbot: QtBot) -> None:
    seen = SeenImage()
    qtbot.addWidget(seen)
    seen.show_image(SEEN)
    seen.show_image(None)
    assert not seen.image.any()


def test_the_return_key_asks_how_it_came_about_as_a_click_does(qtbot: QtBot) -> None:
    seen = SeenImage()
    qtbot.addWidget(seen)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(seen.clicked):
            qtbot.keyClick(seen, key)
