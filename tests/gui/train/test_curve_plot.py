"""A plot of curves by itself: what it draws, and what mouse and keys ask for."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.gui.palette import DARK
from digitpad.gui.train.curve_plot import CurvePlot, CurveStyle, Line
from digitpad.gui.train.plot_marks import Mark

X = np.linspace(0.01, 4.0, 400)
EPOCHS = np.array([1.0, 2.0, 3.0])
STYLES = (
    CurveStyle("", "batches", Line.FAINT),
    CurveStyle("batches", "batches", Line.PLAIN),
    CurveStyle("validation", "validation", Line.DOTTED),
    CurveStyle("rate", "muted", Line.RELATIVE),
)
POINTS = [(X, 1 / X), (X, 0.5 / X), (EPOCHS, np.array([0.5, 0.25, 0.125])), (X, X / 1000)]


@pytest.fixture
def plot(qtbot: QtBot) -> CurvePlot:
    plot = CurvePlot("lossPlot", "Loss", STYLES, "Press Start", share=False)
    qtbot.addWidget(plot)
    plot.resize(480, 240)
    plot.show()
    plot.zoomed.connect(plot.set_zoom)
    plot.pointed.connect(plot.set_place)
    plot.show_curves(POINTS, 4.0)
    return plot


def position(plot: CurvePlot, x: float) -> QPoint:
    return QPoint(round(plot.plot.getViewBox().mapViewToScene(QPointF(x, 0.0)).x()), 60)


@pytest.fixture
def move(plot: CurvePlot) -> Callable[..., None]:
    def move(x: float, buttons: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
        board, place = plot.plot, QPointF(position(plot, x))
        kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
        keys = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, place, board.mapToGlobal(place), none, buttons, keys)
        QApplication.sendEvent(board.viewport(), event)

    return move


def turn_wheel(plot: CurvePlot, x: float, turns: int) -> None:
    board, place = plot.plot, QPointF(position(plot, x))
    no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    angle, phase = QPoint(0, 120 * turns), Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(
        place, board.mapToGlobal(place), QPoint(0, 0), angle, no_button, no_key, phase, False
    )
    QApplication.sendEvent(board.viewport(), event)


def test_an_empty_plot_says_what_to_do(plot: CurvePlot) -> None:
    plot.show_curves([(np.empty(0), np.empty(0))] * 4, 4.0)
    assert plot._empty.isVisible()
    assert plot.plot.accessibleDescription() == "Press Start"
    plot.show_curves(POINTS, 4.0)
    assert not plot._empty.isVisible()


def test_the_newest_values_are_in_the_legend_and_for_a_screen_reader(plot: CurvePlot) -> None:
    said = plot.plot.accessibleDescription()
    assert said == "batches 0.1250, validation 0.1250, rate 0.004"
    assert plot._legend.text().count("0.1250") == 2


def test_pointing_shows_the_values_at_that_place(
    plot: CurvePlot, move: Callable[..., None]
) -> None:
    move(2.0)
    assert plot.values_at(2.0) == pytest.approx([0.5, 0.25, 0.25, 0.002], rel=0.02)
    assert plot.crosshair.text == "epoch 2.00"
    assert "0.2500" in plot._legend.text()
    assert "validation 0.1250" in plot.plot.accessibleDescription()
    QApplication.sendEvent(plot.plot, QEvent(QEvent.Type.Leave))
    assert plot.crosshair.text == ""


def test_the_crosshair_says_its_words_on_the_side_that_is_free(plot: CurvePlot) -> None:
    plot.set_place(0.5)
    right = plot.crosshair._text.x()
    plot.set_place(3.5)
    assert plot.crosshair._text.x() < right


def test_the_wheel_zooms_where_the_pointer_is_and_stays_within(plot: CurvePlot) -> None:
    turn_wheel(plot, 3.0, 3)
    low, high = plot.plot.shown
    assert 0.0 < low < 3.0 < high <= 4.0
    assert (3.0 - low) / (high - low) == pytest.approx(0.75, abs=0.02)
    turn_wheel(plot, 3.0, -20)
    assert plot.plot.zoom is None


def test_dragging_moves_what_is_seen(
    qtbot: QtBot, plot: CurvePlot, move: Callable[..., None]
) -> None:
    plot.set_zoom((1.0, 2.0))
    viewport = plot.plot.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=position(plot, 1.8))
    move(1.3, Qt.MouseButton.LeftButton)
    assert plot.plot.shown == pytest.approx((1.5, 2.5), abs=0.01)
    move(1.0, Qt.MouseButton.LeftButton)
    move(1.0, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton)
    before = plot.plot.shown
    move(2.2)
    assert plot.plot.shown == before
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=position(plot, 2.0))
    assert plot.plot.zoom is None


def test_keys_point_zoom_and_show_all(qtbot: QtBot, plot: CurvePlot) -> None:
    board = plot.plot
    qtbot.keyClick(board, Qt.Key.Key_Left)
    assert board._place == pytest.approx(3.96)
    qtbot.keyClick(board, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert board._place == pytest.approx(3.56)
    qtbot.keyClick(board, Qt.Key.Key_Right)
    assert board._place == pytest.approx(3.6)
    qtbot.keyClick(board, Qt.Key.Key_Plus)
    qtbot.keyClick(board, Qt.Key.Key_Plus)
    assert board.zoom is not None
    qtbot.keyClick(board, Qt.Key.Key_Minus)
    qtbot.keyClick(board, Qt.Key.Key_0)
    assert board.zoom is None
    qtbot.keyClick(board, Qt.Key.Key_Escape)
    assert board._place is None


def test_a_logarithmic_axis_draws_powers_of_ten_and_leaves_zeros_out(plot: CurvePlot) -> None:
    y = np.array([0.0, 0.01, 0.1, 1.0])
    plot.show_curves([(np.arange(4.0), y), *[(np.empty(0), np.empty(0))] * 3], 4.0)
    plot.set_logarithmic(True)
    assert plot._curves[0].yData.tolist() == pytest.approx([-2.0, -1.0, 0.0])
    axis = plot.plot.getAxis("left")
    (_, places), *_ = axis.tickValues(-2.0, 0.0, 200)
    assert axis.tickStrings(places, 1.0, 1.0) == ["0.01", "0.1", "1"]
    (_, places), *_ = axis.tickValues(-1.1, 0.0, 200)
    assert axis.tickStrings(places, 1.0, 1.0) == ["0.1", "0.2", "0.5", "1"]


def test_the_word_epoch_stands_where_it_has_room(plot: CurvePlot) -> None:
    axis = plot.plot.getAxis("bottom")
    plot.show_curves(POINTS, 2.0)
    assert axis.tickStrings([0.0, 1.0, 2.0], 1.0, 1.0) == ["0", "epoch 1", "2"]
    plot.show_curves(POINTS, 1.0)  # its only number is at the end, where the word would be cut
    assert axis.tickStrings([0.0, 1.0], 1.0, 1.0) == ["0", "1"]


def test_a_relative_curve_fills_the_plot_whatever_its_values(plot: CurvePlot) -> None:
    (_, low_high) = plot.plot._limits
    assert plot._curves[3].yData.max() == pytest.approx(0.9 * low_high[1])


def test_marks_have_words_and_only_the_newest_are_drawn(plot: CurvePlot) -> None:
    plot.marks.show([Mark(1.5, "rate 0.001")])
    assert plot.marks.texts() == ["rate 0.001"]
    plot.marks.show([Mark(place / 100, f"rate {place}") for place in range(100)])
    assert len(plot.marks) < 30
    assert plot.marks.texts()[0] == "rate 99"
    plot.marks.show([])
    assert len(plot.marks) == 0


def test_words_of_marks_that_are_close_do_not_lie_on_each_other(plot: CurvePlot) -> None:
    plot.resize(480, 150)
    plot.marks.show([Mark(1.0 + place / 50, f"rate {place}") for place in range(20)])
    labels = [line.label for line in plot.marks._labelled() if line.label.isVisible()]
    assert 1 < len(labels) < 6
    assert labels[0].format == "rate 19"
    places = [label.mapRectToScene(label.boundingRect()) for label in labels]
    texts = [place.adjusted(4, 4, -4, -4) for place in places]
    pairs = [(a, b) for number, a in enumerate(texts) for b in texts[:number]]
    assert not any(a.intersects(b) for a, b in pairs)
    before = len(labels)
    plot.set_zoom((1.0, 1.4))  # where there is more room between them
    assert len(plot.marks.texts()) > before


def test_a_curve_of_one_point_is_seen(plot: CurvePlot) -> None:
    one = np.array([0.1]), np.array([2.3])
    plot.show_curves([one, one, (X[:0], X[:0]), one], 4.0)
    assert plot._curves[1].opts["symbol"] == "o"
    plot.show_curves(POINTS, 4.0)
    assert plot._curves[1].opts["symbol"] is None


def test_any_number_of_curves_can_be_shown(plot: CurvePlot) -> None:
    names = [f"run {number}" for number in range(12)]
    plot.set_styles([CurveStyle(name, "drawn", Line.PLAIN) for name in names])
    plot.show_curves([(X, X * number) for number in range(12)], 4.0)
    assert len(plot.plot.listDataItems()) == 12
    assert plot.values_at(1.0) == pytest.approx([number * 1.0 for number in range(12)], abs=0.05)
    plot.use_colours(DARK)
    assert plot._curves[0].opts["pen"].color().name() == DARK.drawn
