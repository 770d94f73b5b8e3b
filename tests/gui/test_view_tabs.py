"""The views and how one goes from one to the other."""

from PySide6.QtWidgets import QWidget

from digitpad.gui.main_window import MainWindow


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
