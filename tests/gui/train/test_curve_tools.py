"""The small tools of the curves."""

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.train.curve_tools import SMOOTHINGS, USUAL_SMOOTHING, CurveTools


@pytest.fixture
def tools(qtbot: QtBot) -> CurveTools:
    tools = CurveTools()
    qtbot.addWidget(tools)
    return tools


def test_curves_begin_smoothed_and_not_logarithmic(tools: CurveTools) -> None:
    assert tools.images() == USUAL_SMOOTHING
    assert not tools.logarithmic.isChecked()
    assert not tools.fit.isEnabled()


@pytest.mark.parametrize("images", SMOOTHINGS)
def test_the_slider_says_over_how_many_images_is_averaged(
    qtbot: QtBot, tools: CurveTools, images: int
) -> None:
    tools.choose(logarithmic=False, smoothing=SMOOTHINGS[images == SMOOTHINGS[0]])
    with qtbot.waitSignal(tools.smoothing_chosen) as chosen:
        tools.choose(logarithmic=False, smoothing=images)
    assert chosen.args == [images]
    words = f"over {images:,} images" if images else "each batch as it is"
    assert words in tools.smoothing.toolTip()
    assert words in tools.smoothing.accessibleName()


def test_showing_all_is_offered_where_only_a_part_is_seen(qtbot: QtBot, tools: CurveTools) -> None:
    tools.show_zoomed(True)
    with qtbot.waitSignal(tools.fit_asked):
        tools.fit.click()
    tools.show_zoomed(False)
    assert not tools.fit.isEnabled()
