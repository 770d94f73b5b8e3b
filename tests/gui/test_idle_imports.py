"""What the views need is there before somebody looks at them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui import idle_imports
from digitpad.gui.idle_imports import LATER, IdleImports

OPENS_EVERYTHING = """
import sys
from importlib import import_module
from digitpad import app
from digitpad.gui.idle_imports import LATER
from digitpad.gui.inside.inside_view import InsideView
from digitpad.gui.inside.pages import PAGES

window = app.build(["digitpad"])
window.show()
for name in LATER:
    import_module(name)
before = set(sys.modules)
for page in range(3):
    window.train_view.pages.setCurrentIndex(page)
for title in window.views.titles:
    window.views.open(title)
window.views.open("Look inside")
for page in PAGES:
    window.findChild(InsideView).open_page(page.title)
window.actions_.report.trigger()
window.close()
print([name for name in set(sys.modules) - before if name.startswith("digitpad")])
"""


def test_no_view_and_no_page_imports_anything_of_ours_any_more(user_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPENS_EVERYTHING],
        env={**os.environ, "DIGITPAD_HOME": str(user_folder), "QT_LOGGING_RULES": "qt.qpa.*=false"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_the_modules_are_imported_one_at_a_time_and_then_no_more(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported: list[str] = []
    monkeypatch.setattr(idle_imports, "import_module", imported.append)
    monkeypatch.setattr(idle_imports, "_FIRST_AFTER_MS", 0)
    monkeypatch.setattr(idle_imports, "_EVERY_MS", 1)
    parent = QWidget()
    qtbot.addWidget(parent)
    IdleImports(parent).start()
    assert imported == []
    qtbot.waitUntil(lambda: len(imported) == len(LATER))
    qtbot.wait(20)
    assert tuple(imported) == LATER
