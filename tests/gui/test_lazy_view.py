"""A view that is made when it is first looked at."""

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.lazy_view import LazyView


def test_the_content_is_made_once_and_not_before_it_is_looked_at(qtbot: QtBot) -> None:
    made: list[QWidget] = []

    def make() -> QWidget:
        made.append(QLabel("content"))
        return made[-1]

    view = LazyView(make)
    qtbot.addWidget(view)
    assert made == []
    for _ in range(2):
        view.show()
        view.hide()
    assert len(made) == 1
    assert made[0].parentWidget() is view
