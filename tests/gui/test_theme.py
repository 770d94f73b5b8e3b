"""Light and dark: what the program wears, wherever it lies and whatever the system does."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from digitpad import paths
from digitpad.gui.palette import DARK, LIGHT
from digitpad.gui.theme import SYSTEM, Theme


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    """The program, which wears afterwards what it wore before."""
    sheet, colours = qapp.styleSheet(), qapp.palette()
    yield qapp
    Theme(qapp)  # the icons are where they were
    qapp.setPalette(colours)
    qapp.setStyleSheet(sheet)


def arrow_of(qtbot: QtBot) -> bytes:
    """Return how an empty choice with its arrow is painted."""
    box = QComboBox()
    qtbot.addWidget(box)
    box.resize(120, 32)
    image = box.grab().toImage()
    return bytes(image.constBits())


@pytest.mark.parametrize("name", ["it's", "pad (1)", "träume"])
def test_a_folder_of_any_name_has_the_same_style_and_icons(
    qtbot: QtBot, app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    Theme(app).set_mode("light")
    usual = arrow_of(qtbot)
    for part in ("style", "icons"):
        shutil.copytree(paths.resource(part), tmp_path / name / part)
    with monkeypatch.context() as patch:
        patch.setattr(paths, "_PLACES", (tmp_path / name,))
        Theme(app).set_mode("light")
        assert arrow_of(qtbot) == usual


def test_the_program_wears_the_colours_and_says_so(qtbot: QtBot, app: QApplication) -> None:
    theme = Theme(app)
    for mode, palette in (("dark", DARK), ("light", LIGHT)):
        with qtbot.waitSignal(theme.changed) as changed:
            theme.set_mode(mode)
        assert changed.args == [palette]
        assert app.palette().color(QPalette.ColorRole.Window) == QColor(palette.window)
        assert palette.accent in app.styleSheet()


class Hints:
    """A system that can turn dark."""

    scheme = Qt.ColorScheme.Light

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme


def test_the_system_is_followed_only_while_nothing_else_is_chosen(
    qtbot: QtBot, app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, system = QGuiApplication.styleHints(), Hints()
    theme = Theme(app)
    with monkeypatch.context() as patch:
        patch.setattr(QGuiApplication, "styleHints", lambda: system)
        theme.set_mode(SYSTEM)
        assert theme.palette is LIGHT
        system.scheme = Qt.ColorScheme.Dark
        real.colorSchemeChanged.emit(system.scheme)
        assert theme.palette is DARK
        theme.set_mode("light")
        real.colorSchemeChanged.emit(system.scheme)
        assert theme.palette is LIGHT
