"""The dialogs for files, as a person types in them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.file_dialogs import FileDialogs

KIND = "Networks (*.npz)"


@pytest.fixture
def dialogs(qtbot: QtBot, tmp_path: Path) -> FileDialogs:
    window = QWidget()
    qtbot.addWidget(window)
    dialogs = FileDialogs(window)
    dialogs.folder = str(tmp_path)
    return dialogs


def later(act: Callable[[], None]) -> None:
    """Do it when the dialog waits for the person."""
    QTimer.singleShot(0, act)


def answer(name: str) -> None:
    """Type a name into the dialog that is open, and accept it."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    field.setText(name)
    dialog.accept()


def test_a_name_without_an_ending_gets_the_one_of_its_kind(
    dialogs: FileDialogs, tmp_path: Path
) -> None:
    later(lambda: answer("mine"))
    assert dialogs.ask_save("Save", "network.npz", KIND) == tmp_path / "mine.npz"


def test_the_proposed_name_is_there_to_be_accepted(dialogs: FileDialogs, tmp_path: Path) -> None:
    later(lambda: QApplication.activeModalWidget().accept())
    assert dialogs.ask_save("Save", "network.npz", KIND) == tmp_path / "network.npz"


def test_a_file_that_gets_its_ending_is_not_replaced_without_a_question(
    dialogs: FileDialogs, tmp_path: Path
) -> None:
    (tmp_path / "mine.npz").touch()
    asked = []

    def refuse() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        asked.append(question.text())
        question.button(QMessageBox.StandardButton.No).click()
        later(lambda: QApplication.activeModalWidget().reject())

    later(lambda: (later(refuse), answer("mine")))
    assert dialogs.ask_save("Save", "network.npz", KIND) is None
    assert "mine.npz" in asked[0]


def test_the_next_question_begins_where_the_last_file_lay(
    dialogs: FileDialogs, tmp_path: Path
) -> None:
    (tmp_path / "deep").mkdir()
    later(lambda: answer(str(tmp_path / "deep" / "mine")))
    dialogs.ask_save("Save", "network.npz", KIND)
    (tmp_path / "deep" / "mine.npz").touch()
    later(lambda: answer("mine.npz"))
    assert dialogs.ask_open("Open", KIND) == tmp_path / "deep" / "mine.npz"
    later(lambda: answer("other"))
    assert dialogs.ask_save("Save", "network.npz", KIND) == tmp_path / "deep" / "other.npz"


def test_a_file_with_another_ending_can_be_found(dialogs: FileDialogs) -> None:
    filters = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        filters.extend(dialog.nameFilters())
        dialog.reject()

    later(look)
    assert dialogs.ask_open("Open", KIND) is None
    assert filters == [KIND, "All files (*)"]
