"""Views show what they are given; colours are readable."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.fields import CountBox, RateBox
from digitpad.gui.main_window import MainWindow
from digitpad.gui.message_strip import MessageStrip, Offer
from digitpad.gui.palette import DARK, LIGHT, Palette


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


def test_the_canvas_can_be_given_more_room_or_less(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1600, 900)
    canvas, divider, view = window.desk.canvas, window.body.divider, window.train_view
    usual = canvas.width()
    divider.dragged.emit(-160)
    assert canvas.width() == usual - 160
    assert view.width() >= 1600 / 3
    qtbot.keyClick(divider, Qt.Key.Key_Right)
    assert usual - 160 < canvas.width() < usual
    qtbot.mouseDClick(divider, Qt.MouseButton.LeftButton)
    assert canvas.width() == usual
    for far in (-5000, 5000):
        divider.dragged.emit(far)
        assert 280 <= canvas.width() <= window.body.height()
        assert view.width() >= 416


def test_a_window_that_was_large_can_be_made_small_again(window: MainWindow) -> None:
    window.resize(3000, 1800)
    window.resize(1100, 700)
    assert (window.width(), window.height()) == (1100, 700)


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


def can_scroll(widget: QWidget) -> bool:
    """Whether a part lies in an area that scrolls to it."""
    part = widget.parentWidget()
    while part is not None and not isinstance(part, QScrollArea):
        part = part.parentWidget()
    return part is not None


@pytest.mark.parametrize("view", range(3))
@pytest.mark.parametrize("size", [(1024, 640), (1366, 700), (1920, 1080), (2560, 1300)])
def test_nothing_is_cut_off_at_any_size(
    qtbot: QtBot, window: MainWindow, size: tuple[int, int], view: int
) -> None:
    window.views.bar.setCurrentIndex(view)
    window.resize(*size)
    qtbot.wait(20)
    assert (window.width(), window.height()) == size
    for widget in window.body.findChildren(QWidget):
        name = widget.objectName()
        if widget.isVisible() and name and not name.startswith("qt_") and not can_scroll(widget):
            place = widget.mapTo(window.body, QPoint(0, 0))
            assert place.x() + widget.width() <= window.body.width(), name
            assert place.y() + widget.height() <= window.body.height(), name
            assert room_for_text(widget), name
