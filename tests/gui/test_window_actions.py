"""What menus and keys do to the window itself."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from digitpad import app
from digitpad.gui.help import TextWindow
from digitpad.gui.main_window import MainWindow

FULL, MAXIMIZED = Qt.WindowState.WindowFullScreen, Qt.WindowState.WindowMaximized


def test_the_guide_and_the_about_box_leave_the_window_usable(
    qtbot: QtBot, window: MainWindow
) -> None:
    for _ in range(3):  # asked for again, they come to the front
        window.actions_.help.trigger()
        window.actions_.about.trigger()
    texts = window.findChildren(TextWindow)
    assert [text.windowTitle() for text in texts] == ["How it works", "About Digitpad"]
    assert not any(text.isModal() for text in texts)
    texts[0].close()
    window.actions_.help.trigger()
    assert sum(text.isVisible() for text in window.findChildren(TextWindow)) == 2


def test_the_whole_screen_has_a_key_on_every_desktop(window: MainWindow) -> None:
    assert not window.actions_.full_screen.shortcut().isEmpty()


def test_the_menu_says_whether_the_window_fills_the_screen_whoever_made_it(
    window: MainWindow,
) -> None:
    action = window.actions_.full_screen
    action.trigger()
    assert window.isFullScreen()
    window.setWindowState(Qt.WindowState.WindowNoState)  # as the system may
    assert not action.isChecked()
    window.setWindowState(FULL)
    action.trigger()
    assert not window.isFullScreen()


def test_a_maximized_window_is_maximized_again_after_the_full_screen(window: MainWindow) -> None:
    window.setWindowState(MAXIMIZED)
    for wanted in (MAXIMIZED | FULL, MAXIMIZED):
        window.actions_.full_screen.trigger()
        assert window.windowState() & (MAXIMIZED | FULL) == wanted


def test_a_window_that_was_closed_on_the_full_screen_begins_there(qtbot: QtBot) -> None:
    first = app.build(["digitpad"])
    first.show()
    first.actions_.full_screen.trigger()
    first.close()
    second = app.build(["digitpad"])
    qtbot.addWidget(second)
    second.show()
    qtbot.waitUntil(second.isFullScreen)
    assert second.actions_.full_screen.isChecked()
