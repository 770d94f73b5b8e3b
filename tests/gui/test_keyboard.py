"""What one needs who has no mouse: letters that are clear, and Tab in the order of the eye."""

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.by_hand.by_hand_page import ByHandPage
from digitpad.gui.inside.kernels.kernels_page import KernelsPage
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.train_view import MORE, NETWORK
from tests.gui.conftest import page_of


def letters(texts: list[str]) -> Counter[str]:
    keys = (QKeySequence.mnemonic(text).toString() for text in texts)
    return Counter(key for key in keys if key)


def stops(window: MainWindow) -> list[QWidget]:
    """The widgets that Tab comes to, from the canvas on."""
    window.desk.canvas.setFocus()
    found: list[QWidget] = []
    while (widget := window.focusWidget()) not in found:
        assert widget is not None
        found.append(widget)
        window.focusNextChild()
    return found


def test_each_entry_of_a_menu_has_a_letter_of_its_own(window: MainWindow) -> None:
    for menu in window.menuBar().findChildren(QMenu):
        entries = [action.text() for action in menu.actions() if not action.isSeparator()]
        found = letters(entries)
        assert len(found) == len(entries), (menu.title(), entries)


@pytest.mark.parametrize("page", range(3))
def test_no_letter_means_two_things(window: MainWindow, page: int) -> None:
    window.train_view.pages.setCurrentIndex(page)
    texts = [action.text() for action in window.menuBar().actions()]
    for widget in (*window.findChildren(QAbstractButton), *window.findChildren(QLabel)):
        if widget.isVisible() and (not isinstance(widget, QLabel) or widget.buddy()):
            texts.append(widget.text())
    assert max(letters(texts).values()) == 1, texts


@pytest.mark.parametrize("page", [NETWORK, MORE])
def test_tab_comes_to_a_page_before_the_buttons_below_it(window: MainWindow, page: int) -> None:
    window.train_view.pages.setCurrentIndex(page)
    order = stops(window)
    start = window.train_view.panel.start
    on_page = [widget for widget in order if window.train_view._stack.isAncestorOf(widget)]
    assert len(on_page) > 5
    places = [order.index(widget) for widget in on_page]
    assert max(places) < order.index(start)
    assert places == sorted(places)


def test_tab_comes_to_the_topic_before_what_it_shows(window: MainWindow) -> None:
    page = page_of(window, "By hand", ByHandPage)
    on_page = [widget for widget in stops(window) if page.isAncestorOf(widget)]
    tops = [widget.mapTo(page, QPoint(0, 0)).y() for widget in on_page]
    assert on_page[0] is page.topic
    assert min(tops) == tops[0]


def test_tab_stops_once_at_the_kernels(window: MainWindow) -> None:
    page = page_of(window, "Kernels", KernelsPage)
    assert page.view.sheet in stops(window)
    assert page.view.area not in stops(window)


@pytest.mark.parametrize("view", ["Train", "Look inside", "Evaluate", "Runs"])
def test_whatever_takes_the_focus_has_a_name(qtbot: QtBot, window: MainWindow, view: str) -> None:
    window.views.open(view)
    qtbot.wait(50)
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in stops(window)
        if not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []
    assert all(widget.focusPolicy() != Qt.FocusPolicy.NoFocus for widget in stops(window))
