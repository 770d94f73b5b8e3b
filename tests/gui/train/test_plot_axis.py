"""The axes of the plots."""

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.train.plot_axis import PlotAxis


@pytest.mark.parametrize("size", [30.0, 45.0, 60.0, 200.0, 900.0])
def test_the_numbers_of_a_short_axis_do_not_touch(qtbot: QtBot, size: float) -> None:
    axis = PlotAxis("left", share=True)
    (_, ticks), *_ = axis.tickValues(0.0, 1.0, size)
    assert ticks[-1] == pytest.approx(1.0)
    assert len(ticks) * 14 <= max(size, 28)
