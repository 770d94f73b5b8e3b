"""Views show what they are given; colours are readable."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.answer.answer_panel import AnswerPanel
from digitpad.gui.answer.probability_chart import ProbabilityChart
from digitpad.gui.answer.seen_image import SeenImage
from digitpad.gui.fields import CountBox, RateBox
from digitpad.gui.main_window import MainWindow
from digitpad.gui.message_strip import MessageStrip, Offer
from digitpad.gui.palette import DARK, LIGHT, Palette
from digitpad.recognizer import Answer

SEEN = np.arange(784, dtype=np.uint8).reshape(28, 28)


def answer(*shares: float, digit: int | None = 7, sentence: str = "") -> Answer:
    p = np.zeros(10, np.float32)
    p[[7, 1, 9]] = shares
    return Answer(digit, p, SEEN, sentence)


@pytest.fixture
def panel(qtbot: QtBot) -> AnswerPanel:
    panel = AnswerPanel()
    qtbot.addWidget(panel)
    return panel


def test_a_sure_answer_is_the_digit_and_its_probability(panel: AnswerPanel) -> None:
    panel.show_answer(answer(0.987, 0.01, 0.003))
    assert panel.answer.text() == "7"
    assert panel.sureness.text() == "98.7 %"
    assert panel.chart.text().startswith("7: 98.7 %, 1: 1.0 %, 9: 0.3 %")
    assert panel.chart.accessibleDescription() == panel.chart.text()


def test_an_unsure_answer_names_the_rival(panel: AnswerPanel) -> None:
    panel.show_answer(answer(0.6, 0.3, 0.1))
    assert panel.sureness.text() == "60.0 %\nperhaps 1"


def test_an_answer_of_other_classes_is_named(panel: AnswerPanel) -> None:
    panel.show_classes(tuple(f"kind {number}" for number in range(10)))
    panel.show_answer(answer(0.6, 0.3, 0.1))
    assert panel.answer.text() == "7"
    assert panel.sureness.text() == "kind 7\n60.0 %\nperhaps kind 1"
    assert panel.chart.text().startswith("kind 7: 60.0 %, kind 1: 30.0 %")


def test_what_is_no_digit_is_a_question_mark_with_the_reason(panel: AnswerPanel) -> None:
    panel.show_answer(answer(0.0, 0.0, 0.0, digit=None, sentence="It is empty."))
    assert panel.answer.text() == "?"
    assert panel.sureness.text() == "It is empty."


def test_without_a_drawing_everything_is_empty(panel: AnswerPanel) -> None:
    panel.show_answer(answer(0.9, 0.1, 0.0))
    panel.show_answer(None)
    assert (panel.answer.text(), panel.sureness.text(), panel.chart.text()) == ("", "", "")


def test_bars_are_as_long_as_the_probabilities(qtbot: QtBot) -> None:
    chart = ProbabilityChart()
    qtbot.addWidget(chart)
    p = np.linspace(0.0, 0.2, 10)
    chart.show_probabilities(p)
    assert chart._bars.opts["width"].tolist() == p.tolist()


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


def luminance(colour: str) -> float:
    """Source: WCAG 2.1, relative luminance."""
    parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_text_is_readable_on_what_is_behind_it(palette: Palette) -> None:
    for text in (palette.text, palette.muted, palette.accent, palette.problem):
        assert contrast(text, palette.window) >= 4.5
        assert contrast(text, palette.surface) >= 4.5
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert contrast(palette.ink, palette.sheet) >= 7.0
    for curve in (palette.batches, palette.validation, palette.drawn):
        assert contrast(curve, palette.window) >= 3.0


def test_dark_and_light_can_be_chosen(window: MainWindow) -> None:
    for mode, palette in (("dark", DARK), ("light", LIGHT)):
        window.actions_.modes[mode].trigger()
        assert window.theme.palette is palette
        shown = window.grab().toImage()
        assert shown.pixelColor(4, shown.height() // 2) == QColor(palette.window)


def test_a_rate_is_written_as_short_as_it_goes(qtbot: QtBot) -> None:
    box = RateBox("rate", 1e-8, 1e6)
    qtbot.addWidget(box)
    for value, text in ((0.001, "0.001"), (0.1, "0.1"), (1e-7, "1e-07"), (3.0, "3")):
        box.setValue(value)
        assert box.text() == text
        assert box.value() == pytest.approx(value)


@pytest.mark.parametrize(("typed", "value"), [("0.02", 0.02), ("3e-4", 3e-4), ("0,5", 0.5)])
def test_a_rate_can_be_typed_in_several_ways(qtbot: QtBot, typed: str, value: float) -> None:
    box = RateBox("rate", 1e-8, 1e6)
    qtbot.addWidget(box)
    box.lineEdit().selectAll()
    qtbot.keyClicks(box, typed)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == pytest.approx(value)


@pytest.mark.parametrize("kind", [CountBox, RateBox])
def test_the_wheel_turns_a_field_only_with_the_focus(
    qtbot: QtBot, kind: type[CountBox] | type[RateBox]
) -> None:
    box = kind("field", 1, 100)
    qtbot.addWidget(box)
    box.setValue(10)
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    box.wheelEvent(event)
    assert box.value() == 10
    box.show()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    box.wheelEvent(event)
    assert box.value() > 10


def test_a_message_stays_until_it_is_closed_and_help_waits_below(qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.show_tip("This is the seed.")
    assert strip.text.text() == "This is the seed."
    strip.show_problem("The file is gone.")
    strip.show_tip("This is the brush.")
    assert strip.text.text() == "The file is gone."
    strip.close_button.click()
    assert strip.text.text() == "This is the brush."


def test_a_message_can_offer_something_and_comes_back_until_it_is_answered(qtbot: QtBot) -> None:
    strip, done = MessageStrip(), []
    qtbot.addWidget(strip)
    strip.show_message("A run was interrupted.", Offer("Go on with it", lambda: done.append(1)))
    assert strip.action_button.text() == "Go on with it"
    strip.show_problem("The file is gone.")
    strip.show_problem("The other file is gone, too.")
    assert not strip.action_button.isVisibleTo(strip)
    strip.close_button.click()
    assert strip.message == "A run was interrupted."
    strip.action_button.click()
    assert done == [1]
    assert strip.message == ""
    assert not strip.action_button.isVisibleTo(strip)


def test_a_question_says_what_closing_it_means_and_can_be_withdrawn(qtbot: QtBot) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.show_message("Stop?", Offer("Stop", strip.clear, otherwise="Go on"))
    assert strip.close_button.text() == "Go on"
    strip.show_message("It is done.")
    assert strip.close_button.text() == "Close"
    strip.withdraw("Stop?")
    strip.close_button.click()
    assert strip.message == ""


def test_help_on_a_control_is_shown_when_it_has_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    box = window.train_view.panel.learning_rate
    box.setFocus()
    qtbot.waitUntil(lambda: window.strip.text.text().startswith("Learning rate:"))


def test_views_can_be_added_and_chosen(window: MainWindow) -> None:
    other = QWidget()
    window.add_view("Runs", other)
    assert window.views.bar.isVisibleTo(window)
    window.open_view(other)
    assert window.views.stack.currentWidget() is other
    window.views.open("Train")
    assert window.views.stack.currentWidget() is window.train_view
    menu = next(act.menu() for act in window.menuBar().actions() if act.text() == "&View")
    next(act for act in menu.actions() if act.text() == "Runs").trigger()
    assert window.views.current == "Runs"


def test_the_guide_and_the_about_box_leave_the_window_usable(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.actions_.help.trigger()
    window.actions_.about.trigger()
    texts = [dialog for dialog in window.children() if type(dialog).__name__ == "TextWindow"]
    assert len(texts) == 2
    assert not any(dialog.isModal() for dialog in texts)
    for dialog in texts:
        dialog.close()


def room_for_text(widget: QWidget) -> bool:
    """Whether all of a widget's text can be seen."""
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) <= widget.height()
        return widget.sizeHint().width() <= widget.width()
    if isinstance(widget, QComboBox):
        text, beside = widget.currentText(), 36
    elif isinstance(widget, QAbstractSpinBox):
        text, beside = widget.text(), 32
    elif isinstance(widget, QPushButton):
        text, beside = widget.text(), 16
    else:
        return True
    return widget.fontMetrics().horizontalAdvance(text) + beside <= widget.width()


@pytest.mark.parametrize("view", range(3))
@pytest.mark.parametrize("size", [(1024, 640), (1366, 700), (1920, 1080), (2560, 1300)])
def test_nothing_is_cut_off_at_any_size(
    qtbot: QtBot, window: MainWindow, size: tuple[int, int], view: int
) -> None:
    window.views.bar.setCurrentIndex(view)
    window.resize(*size)
    qtbot.wait(20)
    assert (window.width(), window.height()) == size
    for widget in window._body.findChildren(QWidget):
        name = widget.objectName()
        if widget.isVisible() and name and not name.startswith("qt_"):
            place = widget.mapTo(window._body, QPoint(0, 0))
            assert place.x() + widget.width() <= window._body.width(), name
            assert place.y() + widget.height() <= window._body.height(), name
            assert room_for_text(widget), name
