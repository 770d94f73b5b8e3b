"""The curves of a run in the real window."""

import re
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QSlider, QToolButton
from pytestqt.qtbot import QtBot

from digitpad.gui.fields import RateBox
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.curve_tools import SMOOTHINGS
from digitpad.gui.train.curves_page import CurvesPage
from digitpad.gui.train.plot_axis import TEXT_PX
from digitpad.gui.train.training_controller import State


@pytest.fixture
def page(window: MainWindow) -> CurvesPage:
    return window.train_view.curves


@pytest.fixture
def trained(window: MainWindow, page: CurvesPage, trainer: Any) -> CurvesPage:
    """The curves of a short run."""
    window.train_view.panel.epochs.setValue(2)
    window.train_view.panel.batch_size.setValue(16)
    trainer.press("start")
    trainer.wait_for(State.IDLE)
    return page


def test_the_plots_show_each_curve_while_it_grows(
    qtbot: QtBot, window: MainWindow, page: CurvesPage, long_run: None, trainer: Any
) -> None:
    trainer.press("start")
    qtbot.waitUntil(lambda: len(window.training._curves.validation_loss) >= 2)
    for plot, count in ((page.loss, 4), (page.accuracy, 3)):
        curves = plot.plot.listDataItems()
        assert len(curves) == count
        qtbot.waitUntil(lambda curves=curves: all(np.size(curve.xData) >= 2 for curve in curves))
        assert "validation" in plot.plot.accessibleDescription()
    assert "rate 0.00" in page.loss.plot.accessibleDescription()
    trainer.stop()


def test_the_learning_rate_changes_during_a_run_and_a_mark_says_so(
    qtbot: QtBot, window: MainWindow, page: CurvesPage, long_run: None, trainer: Any
) -> None:
    trainer.press("start")
    trainer.wait_for(State.RUNNING)
    qtbot.waitUntil(lambda: trainer.steps() > 3)
    window.findChild(RateBox, "learningRateBox").setValue(0.0001)
    qtbot.waitUntil(lambda: len(window.training._curves.rate_changes) == 1)
    qtbot.waitUntil(lambda: page.loss.marks.texts() == ["rate 0.0001"])
    assert len(page.accuracy.marks) == 1
    trainer.stop()


def test_pointing_at_one_plot_reads_both(trained: CurvesPage) -> None:
    trained.loss.plot.pointed.emit(1.0)
    loss = trained.loss.values_at(1.0)[0]
    assert trained.loss.crosshair.text == f"epoch 1, batch 8 · loss {loss:.4f}"
    share = trained.accuracy.values_at(1.0)[0]
    expected = f"epoch 1, batch 8 · accuracy {100 * share:.1f} %"
    assert trained.accuracy.crosshair.text == expected
    trained.accuracy.plot.pointed.emit(None)
    assert trained.loss.crosshair.text == trained.accuracy.crosshair.text == ""


def test_there_is_nothing_to_point_at_before_a_run(page: CurvesPage) -> None:
    page.loss.plot.pointed.emit(1.0)
    assert page.loss.crosshair.text == page.accuracy.crosshair.text == ""


def test_zooming_one_plot_zooms_both_and_fit_shows_all(
    qtbot: QtBot, window: MainWindow, trained: CurvesPage
) -> None:
    fit = window.findChild(QToolButton, "fitButton")
    assert not fit.isEnabled()
    qtbot.keyClick(trained.loss.plot, Qt.Key.Key_Plus)
    assert trained.loss.plot.zoom == trained.accuracy.plot.zoom
    assert trained.loss.plot.zoom is not None
    fit.click()
    assert trained.loss.plot.zoom is trained.accuracy.plot.zoom is None
    assert not fit.isEnabled()


def test_another_run_is_shown_from_end_to_end(trained: CurvesPage, trainer: Any) -> None:
    trained.loss.plot.zoomed.emit((0.5, 1.0))
    trainer.press("start")
    assert trained.loss.plot.zoom is None
    trainer.wait_for(State.IDLE)


def test_the_loss_can_be_logarithmic(window: MainWindow, trained: CurvesPage) -> None:
    linear = trained.loss._curves[0].yData
    window.findChild(QToolButton, "logButton").click()
    assert trained.loss._curves[0].yData == pytest.approx(np.log10(linear))
    window.findChild(QToolButton, "logButton").click()
    assert trained.loss._curves[0].yData == pytest.approx(linear)


def test_smoothing_changes_the_thick_line_alone(window: MainWindow, trained: CurvesPage) -> None:
    slider = window.findChild(QSlider, "smoothingSlider")
    slider.setValue(len(SMOOTHINGS) - 1)
    assert "50,000 images" in slider.accessibleName()
    raw, smooth = (curve.yData.copy() for curve in trained.loss._curves[:2])
    slider.setValue(0)
    assert trained.loss._curves[0].yData.tolist() == raw.tolist()
    assert trained.loss._curves[1].yData.tolist() == raw.tolist()
    assert np.ptp(smooth) < np.ptp(raw)


def test_the_values_beside_the_plots_fit_at_the_smallest_size(
    qtbot: QtBot, window: MainWindow, trained: CurvesPage
) -> None:
    window.resize(1024, 640)
    qtbot.wait(20)
    for plot in (trained.loss, trained.accuracy):
        assert len(re.findall("</span>\u202f[0-9]", plot._legend.text())) == 3
        assert plot._legend.sizeHint().width() <= plot._legend.width()
        assert plot._legend.toolTip() == ""  # no name is cut


def test_the_lowest_number_beside_a_plot_is_whole(page: CurvesPage) -> None:
    board = page.loss.plot
    zero = board.getViewBox().mapViewToScene(QPointF(0.0, 0.0)).y()
    font = board.font()
    font.setPixelSize(TEXT_PX)
    half = QFontMetricsF(font).tightBoundingRect("0").height() / 2
    assert board.viewport().height() - zero >= half + 1
