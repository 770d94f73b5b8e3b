"""How long the window is busy when something is looked at for the first time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from time import perf_counter

from PySide6.QtCore import Qt, QTimer

from digitpad.gui.inside.inside_view import InsideView
from digitpad.gui.inside.pages import PAGES
from driven import pen
from driven.stage import Stage

_IMPORTED_MS = 3_000  # until what is imported in idle time is there
_WATCHED_MS = 800


def first_openings(stage: Stage) -> dict[str, float]:
    """Open all there is once, with a drawing on the canvas.

    Returns how long the window could not do anything else, in seconds, by what was opened.
    """
    stage.pen.draw(pen.digit(3))
    stage.pen.leave()
    stage.pause(_IMPORTED_MS)
    return {name: _longest_gap(stage, act) for name, act in _acts(stage)}


def _acts(stage: Stage) -> Iterator[tuple[str, Callable[[], None]]]:
    window = stage.window
    pages, inside = window.train_view.pages, window.findChild(InsideView)
    yield "Train, Network", lambda: pages.setCurrentIndex(1)
    yield "Train, Settings", lambda: pages.setCurrentIndex(2)
    yield "Look inside", lambda: window.views.open("Look inside")
    for page in PAGES[1:]:
        yield f"Look inside, {page.title}", lambda title=page.title: inside.open_page(title)
    for title in ("Evaluate", "Runs"):
        yield title, lambda title=title: window.views.open(title)
    for action in (window.actions_.preview, window.actions_.help, window.actions_.report):
        yield action.text().strip(" …").replace("&", ""), action.trigger


def _longest_gap(stage: Stage, act: Callable[[], None]) -> float:
    """Return the longest time between two turns of the event loop, in seconds."""
    turns = [perf_counter()]
    timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: turns.append(perf_counter()))
    timer.start()
    QTimer.singleShot(0, act)
    stage.pause(_WATCHED_MS)
    timer.stop()
    return max(after - before for before, after in pairwise(turns))
