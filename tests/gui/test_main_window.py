"""The window as a whole: its colours, its help, and nothing cut off."""

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QImage, QScreen
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from digitpad import app
from digitpad.gui.main_window import MainWindow
from digitpad.gui.palette import DARK, LIGHT


def test_dark_and_light_can_be_chosen(window: MainWindow) -> None:
    for mode, palette in (("dark", DARK), ("light", LIGHT)):
        window.actions_.modes[mode].trigger()
        assert window.theme.palette is palette
        shown = window.grab().toImage()
        assert shown.pixelColor(4, shown.height() // 2) == QColor(palette.window)


def test_help_on_a_control_is_shown_when_it_has_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    box = window.train_view.panel.learning_rate
    box.setFocus()
    qtbot.waitUntil(lambda: window.strip.text.text().startswith("Learning rate:"))


@pytest.mark.parametrize(("screen", "window"), [(1040, 720), (760, 720), (680, 640)])
def test_the_first_window_is_no_higher_than_the_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, screen: int, window: int
) -> None:
    monkeypatch.setattr(QScreen, "availableSize", lambda _: QSize(1280, screen))
    first = app.build(["digitpad"])
    qtbot.addWidget(first)
    assert first.height() == window


def test_a_window_that_was_large_can_be_made_small_again(window: MainWindow) -> None:
    window.resize(3000, 1800)
    window.resize(1100, 700)
    assert (window.width(), window.height()) == (1100, 700)


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


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # grabs, for the list
@pytest.mark.parametrize("name", ["networkBox", "datasetBox"])
def test_the_longest_choice_of_a_list_is_not_cut(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    box = window.findChild(QComboBox, name)
    assert box is not None
    wide = box.fontMetrics().horizontalAdvance
    box.showPopup()
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    longest = max(range(box.count()), key=lambda row: wide(box.itemText(row)))

    def painted() -> QImage:
        place = view.visualRect(box.model().index(longest, 0))
        place.setWidth(wide(box.itemText(longest)) + 10)
        return view.viewport().grab(place).toImage()

    as_it_is = painted()
    view.window().resize(view.window().width() + 200, view.window().height())
    assert painted() == as_it_is
    box.hidePopup()


def can_scroll(widget: QWidget) -> bool:
    """Whether a part lies in an area that scrolls to it."""
    part = widget.parentWidget()
    while part is not None and not isinstance(part, QScrollArea):
        part = part.parentWidget()
    return part is not None


@pytest.mark.parametrize("view", range(4))
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
