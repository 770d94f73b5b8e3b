"""The histogram of confidence."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from digitpad.gui.evaluate.confidence_chart import ConfidenceChart, confidences


@pytest.mark.parametrize(("wide", "count"), [(96, 2), (150, 3), (600, 3)])
def test_the_numbers_below_the_bars_do_not_touch(qtbot: QtBot, wide: int, count: int) -> None:
    chart = ConfidenceChart()
    qtbot.addWidget(chart)
    found = confidences(QRectF(32, 24, wide, 60), chart.fontMetrics())
    ends = sorted((place.left(), place.right()) for place, _ in found)
    assert len(found) == count
    assert {"10 %", "100 %"} <= {text for _, text in found}
    assert all(after - before > 4 for (_, before), (after, _) in pairwise(ends))
