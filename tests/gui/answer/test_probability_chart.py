"""The probabilities as bars."""

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from digitpad.gui.answer.probability_chart import ProbabilityChart
from digitpad.gui.palette import LIGHT


def test_bars_are_as_long_as_the_probabilities(qtbot: QtBot) -> None:
    chart = ProbabilityChart()
    qtbot.addWidget(chart)
    p = np.linspace(0.0, 0.2, 10)
    chart.resize(400, 300)
    chart.show_probabilities(p)
    lengths = np.array([chart.bar(number).width() for number in range(10)])
    assert lengths == pytest.approx(p / p[1] * lengths[1])
    assert lengths[1] > 0


def test_only_an_answer_is_in_the_answer_s_colour(qtbot: QtBot) -> None:
    chart = ProbabilityChart()
    qtbot.addWidget(chart)
    chart.resize(400, 300)
    chart.use_colours(LIGHT)
    p = np.full(10, 0.05)
    p[3] = 0.55
    for digit, colour in ((3, LIGHT.accent), (None, LIGHT.muted)):
        chart.show_probabilities(p, digit)
        middle = chart.bar(3).center().toPoint()
        assert chart.grab().toImage().pixelColor(middle) == QColor(colour)
