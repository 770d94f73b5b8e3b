"""The views and how one goes from one to the other."""

from PySide6.QtWidgets import QWidget

from digitpad.gui.main_window import MainWindow


def test_views_can_be_added_and_chosen(window: MainWindow) -> None:
    other = QWidget()
    window.add_view("&Other", other)
    assert window.views.bar.isVisibleTo(window)
    window.open_view(other)
    assert window.views.stack.currentWidget() is other
    window.views.open("Train")
    assert window.views.stack.currentWidget() is window.train_view
    menu = next(act.menu() for act in window.menuBar().actions() if act.text() == "&View")
    entry = next(act for act in menu.actions() if act.text() == "&Other")
    assert entry.shortcut().toString() == f"Ctrl+{window.views.stack.count()}"
    entry.trigger()
    assert window.views.current == "Other"
