"""A drawing whose ink is coloured by numbers."""

import numpy as np
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.ink_map import InkMap
from digitpad.gui.palette import LIGHT


def test_a_pixel_s_tip_is_its_number(qtbot: QtBot) -> None:
    shown = InkMap("map", "Map", "nats")
    qtbot.addWidget(shown)
    shown.use_colours(LIGHT)
    values = np.zeros((28, 28), np.float32)
    values[3, 4] = -1.5
    shown.show_map(np.full((28, 28), 100, np.uint8), values, 2.0)
    pixel = shown.width() // 28
    place = QPoint(4 * pixel + 1, 3 * pixel + 1)
    assert shown.words_at(place) == "row 3, column 4: ink 100 of 255, -1.500 nats"
