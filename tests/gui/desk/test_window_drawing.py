"""Drawing in the real window."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QLabel, QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.desk.canvas import Canvas
from digitpad.gui.desk.stroke import SHEET
from digitpad.gui.main_window import MainWindow

NAMES = [
    "canvas",
    "seenImage",
    "probabilityChart",
    "answer",
    "clearButton",
    "undoButton",
    "redoButton",
    "eraserButton",
    "brushWidth",
    "lossPlot",
    "accuracyPlot",
    "presetBox",
    "datasetBox",
    "limitBox",
    "epochsBox",
    "batchSizeBox",
    "learningRateBox",
    "optimizerBox",
    "seedBox",
    "startButton",
    "pauseButton",
    "stepButton",
    "stopButton",
    "trainingProgress",
    "trainingStatus",
    "networkBox",
    "viewTabs",
    "divider",
]

Draw = Callable[..., None]


def button(window: MainWindow, name: str) -> QToolButton:
    found = window.findChild(QToolButton, name)
    assert found is not None
    return found


def shown(canvas: Canvas, x: float, y: float) -> QColor:
    """Return the colour on the screen at a place of the sheet."""
    image, scale = canvas.grab().toImage(), canvas.width() / SHEET
    ratio = image.width() / canvas.width()
    return image.pixelColor(round(x * scale * ratio), round(y * scale * ratio))


@pytest.mark.parametrize("name", NAMES)
def test_a_control_has_its_name_and_tells_a_screen_reader_what_it_is(
    window: MainWindow, name: str
) -> None:
    widget = window.findChild(QWidget, name)
    assert widget is not None
    assert widget.accessibleName() or getattr(widget, "text", str)()


def test_the_answer_is_empty_while_nothing_is_drawn(window: MainWindow) -> None:
    answer = window.findChild(QLabel, "answer")
    assert answer is not None
    assert answer.text() == ""


@pytest.mark.parametrize("digit", ["1", "7"])
def test_a_drawn_digit_is_read(draw: Draw, answer: Callable[[], str], digit: str) -> None:
    draw(digit)
    assert answer() == digit


def test_the_answer_comes_while_the_pen_is_still_down(
    qtbot: QtBot, window: MainWindow, canvas: Canvas
) -> None:
    window.desk.canvas.pen_pressed.emit(140.0, 40.0, 1.0, False)
    window.desk.canvas.pen_moved.emit(140.0, 240.0, 1.0)
    qtbot.waitUntil(lambda: window.answer_panel.answer.text() == "1")
    assert window.answer_panel.chart.text().startswith("1: ")
    assert window.answer_panel.seen.image.any()


def test_many_movements_in_one_turn_are_recognised_once(
    qtbot: QtBot, window: MainWindow, draw: Draw
) -> None:
    answers: list[object] = []
    window.recognition.answered.connect(answers.append)
    draw("7")
    assert answers == []
    qtbot.waitUntil(lambda: len(answers) == 1)
    qtbot.wait(50)
    assert len(answers) == 1


def test_a_drawing_leaves_ink_on_the_sheet(draw: Draw, inked: Callable[[], int]) -> None:
    assert inked() == 0
    draw("7")
    assert inked() > 1000


def test_live_ink_looks_like_finished_ink(
    window: MainWindow, draw: Draw, inked: Callable[[], int]
) -> None:
    rng = np.random.default_rng(4)
    draw([(x, y) for x, y in rng.uniform(20.0, 260.0, (400, 2))])
    live = inked()
    window.desk.canvas.show_content(window.drawing.strokes, None)
    assert abs(inked() - live) < 0.002 * live


def test_a_bow_in_the_making_hides_no_ink_below_it(
    window: MainWindow, canvas: Canvas, draw: Draw
) -> None:
    draw([(140.0, 100.0), (140.0, 180.0)])
    window.desk.canvas.pen_pressed.emit(80.0, 80.0, 1.0, False)
    for place in ((80.0, 220.0), (200.0, 220.0), (200.0, 80.0)):
        window.desk.canvas.pen_moved.emit(*place, 1.0)
    assert shown(canvas, 140.0, 140.0) == QColor(window.theme.palette.ink)
    window.desk.canvas.pen_lifted.emit()


def test_a_ring_shows_how_broad_the_brush_and_the_eraser_are(
    qtbot: QtBot, window: MainWindow, canvas: Canvas
) -> None:
    brush = window.findChild(QSlider, "brushWidth")
    assert brush is not None
    brush.setValue(40)
    qtbot.mouseMove(canvas, QPoint(canvas.width() // 2, canvas.height() // 4))
    sheet = QColor(window.theme.palette.sheet)
    assert shown(canvas, 140.0 + 20.0, 70.0) != sheet
    assert shown(canvas, 140.0 + 28.0, 70.0) == sheet
    window.actions_.eraser.trigger()
    assert shown(canvas, 140.0 + 28.0, 70.0) != sheet


def test_keys_make_the_brush_thinner_and_broader_and_it_is_shown(
    qtbot: QtBot, window: MainWindow, canvas: Canvas
) -> None:
    before = window.desk.brush_width.value()
    window.actions_.broader.trigger()
    assert window.desk.brush_width.value() > before
    assert canvas._size_shown.isActive()
    window.actions_.thinner.trigger()
    assert window.desk.brush_width.value() == before
    qtbot.waitUntil(lambda: not canvas._size_shown.isActive())


def test_undo_and_redo_follow_every_act(
    qtbot: QtBot, window: MainWindow, draw: Draw, inked: Callable[[], int]
) -> None:
    undo, redo = button(window, "undoButton"), button(window, "redoButton")
    assert not undo.isEnabled()
    draw("1")
    one = inked()
    draw("7")
    both = inked()
    assert both > one
    undo.click()
    assert inked() == pytest.approx(one, abs=20)
    assert redo.isEnabled()
    redo.click()
    assert inked() == pytest.approx(both, abs=20)
    button(window, "clearButton").click()
    assert inked() == 0
    undo.click()
    assert inked() == pytest.approx(both, abs=20)


def test_clear_empties_the_answer(
    window: MainWindow, draw: Draw, answer: Callable[[], str]
) -> None:
    draw("7")
    assert answer() == "7"
    button(window, "clearButton").click()
    assert answer() == ""
    assert window.answer_panel.chart.text() == ""
    assert not window.answer_panel.seen.image.any()


def test_the_eraser_rubs_out_part_of_a_stroke(
    window: MainWindow, draw: Draw, inked: Callable[[], int]
) -> None:
    draw("1")
    before = inked()
    button(window, "eraserButton").click()
    draw([(60.0, 140.0), (220.0, 140.0)])
    assert len(window.drawing.strokes) == 2
    assert 0.5 * before < inked() < before
    button(window, "undoButton").click()
    assert inked() == pytest.approx(before, abs=20)


def test_rubbing_paints_what_painting_anew_would(
    window: MainWindow, draw: Draw, inked: Callable[[], int]
) -> None:
    draw("1")
    draw("7")
    draw([(60.0, 40.0), (220.0, 200.0), (60.0, 200.0)], Qt.MouseButton.RightButton)
    rubbed = inked()
    window.desk.canvas.show_content(window.drawing.strokes, None)
    assert inked() == pytest.approx(rubbed, abs=40)


def test_a_broader_brush_leaves_more_ink_but_the_same_image(
    window: MainWindow, draw: Draw, inked: Callable[[], int], answer: Callable[[], str]
) -> None:
    brush = window.findChild(QSlider, "brushWidth")
    assert brush is not None
    brush.setValue(8)
    draw("7")
    answer()
    thin, seen = inked(), window.answer_panel.seen.image
    button(window, "clearButton").click()
    brush.setValue(40)
    draw("7")
    answer()
    assert inked() > 2 * thin
    assert np.array_equal(window.answer_panel.seen.image, seen)


def test_a_stroke_may_leave_the_canvas(window: MainWindow, draw: Draw) -> None:
    draw([(200.0, 100.0), (400.0, 100.0), (400.0, 150.0), (200.0, 150.0)])
    assert len(window.drawing.strokes) == 2
    assert all(stroke.points.max() <= 280.0 for stroke in window.drawing.strokes)


def test_one_can_draw_with_the_keyboard(
    qtbot: QtBot, canvas: Canvas, answer: Callable[[], str]
) -> None:
    for _ in range(10):
        qtbot.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    for _ in range(20):
        qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert answer() == "1"


def test_the_drawing_keeps_its_shape_when_the_window_changes_size(
    window: MainWindow, draw: Draw, inked: Callable[[], int]
) -> None:
    draw("7")
    share = inked() / window.desk.canvas.width() ** 2
    window.resize(1700, 1000)
    assert inked() / window.desk.canvas.width() ** 2 == pytest.approx(share, rel=0.03)
    assert window.desk.canvas.width() == window.desk.canvas.height()


def test_the_window_may_change_size_while_the_pen_is_down(
    window: MainWindow, inked: Callable[[], int]
) -> None:
    window.desk.canvas.pen_pressed.emit(140.0, 40.0, 1.0, False)
    window.desk.canvas.pen_moved.emit(140.0, 240.0, 1.0)
    window.resize(1700, 1000)
    before = inked()
    window.desk.canvas.pen_lifted.emit()
    assert inked() == pytest.approx(before, abs=20)


def test_copy_puts_the_drawing_on_the_clipboard(window: MainWindow, draw: Draw) -> None:
    draw("7")
    window.actions_.copy.trigger()
    assert QGuiApplication.clipboard().image().width() == window.desk.canvas.width()


def test_a_copied_drawing_is_pasted_as_strokes(
    window: MainWindow, draw: Draw, answer: Callable[[], str]
) -> None:
    draw("7")
    window.actions_.copy.trigger()
    window.actions_.clear.trigger()
    assert answer() == ""
    window.actions_.paste.trigger()
    assert answer() == "7"
    assert window.drawing.picture is None


def test_the_tab_key_goes_from_the_brush_along_its_row(window: MainWindow) -> None:
    row = ("brushWidth", "eraserButton", "undoButton", "redoButton", "openButton", "clearButton")
    widgets = [window.findChild(QWidget, name) for name in row]
    for before, after in pairwise(widgets):
        assert before.nextInFocusChain() is after
