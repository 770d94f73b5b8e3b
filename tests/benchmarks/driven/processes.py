"""Whole processes side by side: the start of the program, and training without a window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from time import monotonic

_PATIENCE_S = 120
COMPILED = Path(tempfile.gettempdir()) / "digitpad-benchmark-compiled"
PRESET, IMAGES, EPOCHS = "Quick", 40_000, 3  # of a run whose speed is compared

# Both programs end when the event loop goes on after the first painting, and say when that was.
_SAY_WHEN_PAINTED = """
from time import monotonic
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.end)
        return False

    def end(self):
        print(monotonic(), flush=True)
        QApplication.closeAllWindows()
"""
_EMPTY_PLOT = f"""
{_SAY_WHEN_PAINTED}
import pyqtgraph
app = QApplication([])
plot = pyqtgraph.PlotWidget()
watch = Watch()
plot.viewport().installEventFilter(watch)
plot.resize(1280, 720)
plot.show()
app.exec()
"""
# Everything is imported by the program itself: how it imports is part of what is measured.
_DIGITPAD = f"""
import sys
from digitpad import start_checks
from digitpad.__main__ import main
checked = start_checks.start_problem

def watching(**which):
    problem = checked(**which)
    {textwrap.indent(_SAY_WHEN_PAINTED, "    ").lstrip()}
    usual = QApplication.exec

    def watched():
        (window,) = (w for w in QApplication.topLevelWidgets() if hasattr(w, "answer_panel"))
        assert window.shelf.current is not None
        window.watch = Watch()
        window.answer_panel.chart.installEventFilter(window.watch)
        return usual()

    QApplication.exec = staticmethod(watched)
    return problem

start_checks.start_problem = watching
sys.argv = ["main.py"]
sys.exit(main())
"""


def first_frame_of_digitpad() -> float:
    """Return the seconds until the window is painted, with the network ready."""
    return _first_frame(_DIGITPAD)


def first_frame_of_an_empty_plot() -> float:
    """Return the seconds until an empty plot is painted."""
    return _first_frame(_EMPTY_PLOT)


def _first_frame(program: str) -> float:
    begun = monotonic()
    return float(_run(["-c", program]).split()[0]) - begun


def seconds_of_training() -> float:
    """Return how long a run takes on the command line."""
    options = ["--preset", PRESET, "--limit", str(IMAGES), "--epochs", str(EPOCHS), "--json"]
    said = _run(["-m", "digitpad", "train", *options]).splitlines()
    seconds: float = json.loads(said[-1])["seconds"]
    return seconds


def _run(arguments: list[str]) -> str:
    """Run Python as a person does, who starts a program more than once: compiled files are kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [sys.executable, *arguments],
            env={**kept, "DIGITPAD_HOME": home, "PYTHONPYCACHEPREFIX": str(COMPILED)},
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            check=True,
        )
    return done.stdout
