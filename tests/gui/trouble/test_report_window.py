"""Help > Report a problem, and the details of an unexpected error."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from digitpad import __version__, app
from digitpad.gui.main_window import MainWindow
from digitpad.gui.trouble.guard import Guard


def report_of(window: MainWindow) -> str:
    text = window.findChild(QPlainTextEdit, "reportText")
    assert text is not None
    return text.toPlainText()


def test_the_menu_opens_a_report_with_versions_and_the_end_of_the_log(
    window: MainWindow, user_folder: Path
) -> None:
    (user_folder / "digitpad.log").write_text("first line\nlast line\n")
    window.actions_.report.trigger()
    report = report_of(window)
    for name in ("Python", "NumPy", "SciPy", "PySide6", "pyqtgraph", "System", "Screens"):
        assert f"\n{name}: " in report
    assert report.startswith(f"Digitpad: {__version__}")
    assert f"The log lies in {user_folder / 'digitpad.log'}." in report
    assert report.endswith("first line\nlast line")


def test_the_report_can_be_copied_and_its_folder_opened(
    window: MainWindow, user_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window.actions_.report.trigger()
    for name in ("copyReportButton", "openFolderButton"):
        button = window.findChild(QPushButton, name)
        assert button is not None
        button.click()
    assert QGuiApplication.clipboard().text() == report_of(window)
    assert opened == [QUrl.fromLocalFile(str(user_folder))]


def test_the_details_of_an_unexpected_error_are_one_click_away(qtbot: QtBot) -> None:
    guard = Guard()
    window = app.build(["digitpad"], guard=guard)
    qtbot.addWidget(window)
    guard.unexpected.emit("Something went wrong.", "Traceback: line 7\n")
    assert window.strip.message == "Something went wrong."
    button = window.strip.action_button
    assert button.text() == "Details"
    button.click()
    assert report_of(window).startswith("Traceback: line 7\n\nDigitpad: ")
    assert window.strip.message == ""
