"""What menus and keys do to the window itself."""

from pytestqt.qtbot import QtBot

from digitpad.gui.main_window import MainWindow


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
