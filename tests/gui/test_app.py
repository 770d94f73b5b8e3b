"""The window as a program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from digitpad import app, recognizer

QUIT_SOON = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from digitpad import app

def act():
    window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "mainWindow")
    {act}

real = app.build
def build(*args, **named):
    window = real(*args, **named)
    window.setObjectName("mainWindow")
    QTimer.singleShot(0, act)
    return window
app.build = build
sys.exit(app.main(["digitpad"]))
"""

# Each takes its time to import, and none is needed before somebody trains, measures or opens.
LATE = [
    "numpy.random",
    "scipy",
    "digitpad.data.assembly",
    "digitpad.data.picture",
    "digitpad.training.run",
    "digitpad.training.evaluation",
    "digitpad.gui.trouble.report_window",
]


def run_program(folder: Path, act: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", QUIT_SOON.format(act=act)],
        env={**os.environ, "DIGITPAD_HOME": str(folder), "QT_LOGGING_RULES": "qt.qpa.*=false"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_program_ends_with_status_0_and_says_nothing(user_folder: Path) -> None:
    done = run_program(user_folder, "window.close()")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (user_folder / "settings.json").exists()


def test_what_only_later_work_needs_is_not_imported_at_start(user_folder: Path) -> None:
    act = f"print([name for name in {LATE} if name in sys.modules]); window.close()"
    assert run_program(user_folder, act).stdout.strip() == "[]"


def test_closing_during_training_ends_cleanly(user_folder: Path) -> None:
    act = "window.training.start(); QTimer.singleShot(1500, window.close)"
    done = run_program(user_folder, act)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_unexpected_error_is_one_sentence_and_the_program_lives_on(user_folder: Path) -> None:
    act = (
        "QTimer.singleShot(0, lambda: 1 / 0); "
        "QTimer.singleShot(200, lambda: (print(window.strip.message), window.close()))"
    )
    done = run_program(user_folder, act)
    assert done.returncode == 0
    assert done.stdout == "Something unexpected went wrong (ZeroDivisionError); Digitpad goes on.\n"
    assert done.stderr == ""
    assert "ZeroDivisionError: division by zero" in (user_folder / "digitpad.log").read_text()


def test_a_missing_network_is_one_sentence_and_the_window_opens(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognizer, "SHIPPED_WEIGHTS", "weights/none.npz")
    window = app.build(["digitpad"])
    qtbot.addWidget(window)
    assert window.strip.message == (
        "The network on board cannot be loaded: the file resources/weights/none.npz is missing; "
        "install Digitpad again."
    )
    assert window.shelf.current is None
    window.recognition.recognize()


def test_build_makes_a_window_without_showing_it(qtbot: QtBot) -> None:
    window = app.build(["digitpad"])
    qtbot.addWidget(window)
    assert not window.isVisible()


def test_none_keeps_its_references_over_many_void_calls(qtbot: QtBot) -> None:
    """PySide6 6.12 on Python before 3.12 loses one at each, until the process dies."""
    timer = QTimer()
    for _ in range(100):
        timer.setInterval(5)
    before = sys.getrefcount(None)
    for _ in range(10_000):
        timer.setInterval(5)
    assert abs(sys.getrefcount(None) - before) < 1000
