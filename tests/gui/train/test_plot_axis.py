"""The axes of the plots."""

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.train.plot_axis import PlotAxis, round_step


@pytest.mark.parametrize("size", [30.0, 45.0, 60.0, 200.0, 900.0])
def test_the_numbers_of_a_short_axis_do_not_touch(qtbot: QtBot, size: float) -> None:
    axis = PlotAxis("left", share=True)
    (_, ticks), *_ = axis.tickValues(0.0, 1.0, size)
    assert ticks[-1] == pytest.approx(1.0)
    assert len(ticks) * 14 <= max(size, 28)


@pytest.mark.parametrize("size", [30.0, 45.0, 90.0, 200.0, 900.0])
@pytest.mark.parametrize(
    ("low", "high"), [(0.0, 3.0), (0.0, 0.3), (0.0, 1.0), (0.5, 1.0), (0.9, 1.0), (0.98, 1.0)]
)
def test_the_numbers_at_the_left_are_round_and_few(
    qtbot: QtBot, low: float, high: float, size: float
) -> None:
    ((step, ticks),) = PlotAxis("left").tickValues(low, high, size)
    assert ticks == pytest.approx([step * round(tick / step) for tick in ticks])
    assert -1e-9 <= ticks[0] - low < step
    assert -1e-9 <= high - ticks[-1] < step
    assert 2 <= len(ticks) <= 9
    assert size * step / (high - low) >= 20.0


@pytest.mark.parametrize(
    ("least", "step"), [(0.19, 0.2), (0.2, 0.2), (0.21, 0.5), (0.6, 1.0), (1.0, 1.0), (7.0, 10.0)]
)
def test_a_step_is_round(least: float, step: float) -> None:
    assert round_step(least) == pytest.approx(step)
