"""The window as a program: puts the parts together, and reports every error."""

import gc
import logging
import sys
from collections.abc import Sequence
from functools import partial

from pyqtgraph.util.garbage_collector import GarbageCollector
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from digitpad import __version__
from digitpad.files import reason, sweep_tree
from digitpad.gui import looks
from digitpad.gui.idle_imports import IdleImports
from digitpad.gui.inside.inside_controller import InsideController
from digitpad.gui.inside.inside_view import InsideView
from digitpad.gui.inside.page import Surroundings
from digitpad.gui.inside.pages import INPUT, PAGES
from digitpad.gui.lazy_view import LazyView
from digitpad.gui.main_window import MainWindow
from digitpad.gui.preview.add_preview import add_preview
from digitpad.gui.runs.add_runs import add_runs
from digitpad.gui.safeguards import add_safeguards
from digitpad.gui.settings import Settings
from digitpad.gui.theme import Theme
from digitpad.gui.trouble.guard import Guard
from digitpad.gui.work import Work
from digitpad.log import LOG_NAME, start_log
from digitpad.paths import user_folder
from digitpad.recognizer import Recognizer
from digitpad.seat import Seat

_log = logging.getLogger(__name__)

_SWITCH_INTERVAL_S = 0.001  # the window gets its turn soon, even while a thread trains
_GARBAGE_INTERVAL_S = 1.0
_SWEEP_AFTER_MS = 1000  # when the window is there; what is swept can wait


def build(
    argv: Sequence[str], *, seat: Seat | None = None, guard: Guard | None = None
) -> MainWindow:
    """Return the window, everything wired, not shown; makes the QApplication if there is none.

    ``seat`` is the window's place in the person's folder, the first free one if none is given;
    the window shows what ``guard`` reports.
    """
    app = QApplication.instance() or QApplication(list(argv))
    assert isinstance(app, QApplication)
    app.setApplicationName("Digitpad")
    app.setApplicationDisplayName("Digitpad")
    app.setApplicationVersion(__version__)
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    recognizer, problem = _shipped()  # in a thread it takes longer, with the window, than before it
    window = MainWindow(Theme(app), Settings(), recognizer)
    _add_views(window)
    add_runs(window)
    add_preview(window)
    window.memory.restore_view()
    if seat is None:
        seat = Seat.take(user_folder())
        window.closing.connect(seat.leave)
    add_safeguards(window, seat, guard or Guard())
    # Python collects garbage in whatever thread happens to allocate.  A Qt object that is deleted
    # in a training thread crashes the program, so only the window's thread collects.
    window.garbage = GarbageCollector(_GARBAGE_INTERVAL_S)
    if problem := problem or looks.problem():
        window.strip.show_problem(problem)
    return window


def _shipped() -> tuple[Recognizer | None, str]:
    """Return the network on board, or a sentence that says why it cannot be had."""
    try:
        return Recognizer.shipped(), ""
    except (OSError, ValueError) as error:
        _log.exception("the shipped network cannot be loaded")
        why = reason(error) if isinstance(error, OSError) else error
        return None, f"The network on board cannot be loaded: {why}."


def _add_views(window: MainWindow) -> None:
    """Add the views beside training; each is imported and made when it is first looked at."""
    inside = _inside_view(window)
    window.add_view("Look &inside", inside)
    window.answer_panel.seen.clicked.connect(partial(_explain_image, window, inside))
    window.add_view("&Evaluate", LazyView(partial(_evaluate_view, window)))


def _inside_view(window: MainWindow) -> InsideView:
    """Return the view Look inside; its pages are imported and made when they are looked at."""
    work = Work(window)
    around = Surroundings(work, window.drawing, window.drawing_controller)
    view = InsideView(PAGES, around)
    InsideController(view, window.shelf, window.recognition, window.training, work, window)
    work.failed.connect(window.strip.show_problem)
    window.closing.connect(work.close)
    window.theme.changed.connect(view.use_colours)
    view.use_colours(window.theme.palette)
    return view


def _explain_image(window: MainWindow, inside: InsideView) -> None:
    inside.open_page(INPUT)
    window.open_view(inside)


def _evaluate_view(window: MainWindow) -> QWidget:
    from digitpad.gui.evaluate.evaluate_view import EvaluateView
    from digitpad.gui.evaluate.evaluation_controller import EvaluationController

    view = EvaluateView()
    controller = EvaluationController(
        view, window.shelf, window.networks, window.training, window.drawing_controller, window
    )
    controller.failed.connect(window.strip.show_problem)
    window.closing.connect(controller.close)
    window.theme.changed.connect(view.use_colours)
    view.use_colours(window.theme.palette)
    return view


def main(argv: Sequence[str]) -> int:
    """Show the window until it is closed; return the exit status."""
    seat = Seat.take(user_folder())
    start_log(seat.file(LOG_NAME))
    _log.info("Digitpad %s begins", __version__)
    app = QApplication(list(argv))
    guard = Guard()
    window = build(argv, seat=seat, guard=guard)
    gc.freeze()  # what stays for good is not looked through: not each time, and not before it shows
    guard.install()
    for sweep in (partial(sweep_tree, user_folder()), window.runs.sweep_deleted):
        QTimer.singleShot(_SWEEP_AFTER_MS, sweep)
    IdleImports(window).start()
    window.show()
    return app.exec()
