"""The window as a program: puts the parts together, and lets no error go unsaid."""

import gc
import logging
import sys
import threading
from collections.abc import Sequence
from functools import partial
from logging.handlers import RotatingFileHandler
from types import TracebackType

from pyqtgraph.util.garbage_collector import GarbageCollector
from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from digitpad import __version__
from digitpad.gui.inside.inside_controller import InsideController
from digitpad.gui.inside.inside_view import InsideView
from digitpad.gui.inside.page import Surroundings
from digitpad.gui.inside.pages import INPUT, PAGES
from digitpad.gui.inside.work import Work
from digitpad.gui.lazy_view import LazyView
from digitpad.gui.main_window import MainWindow
from digitpad.gui.settings import Settings
from digitpad.gui.theme import Theme
from digitpad.paths import user_folder
from digitpad.recognizer import Recognizer

_log = logging.getLogger(__name__)

_SWITCH_INTERVAL_S = 0.001  # the window gets its turn soon, even while a thread trains
_GARBAGE_INTERVAL_S = 1.0
_LOG_BYTES, _LOG_FILES = 1_000_000, 3


def build(argv: Sequence[str]) -> MainWindow:
    """Return the window, everything wired, not shown; makes the QApplication if there is none."""
    app = QApplication.instance() or QApplication(list(argv))
    assert isinstance(app, QApplication)
    app.setApplicationName("Digitpad")
    app.setApplicationDisplayName("Digitpad")
    app.setApplicationVersion(__version__)
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    problem = ""
    recognizer: Recognizer | None = None
    try:
        recognizer = Recognizer.shipped()
    except (OSError, ValueError) as error:
        _log.exception("the shipped network cannot be loaded")
        problem = f"The network on board cannot be loaded. {error}"
    window = MainWindow(Theme(app), Settings(), recognizer)
    _add_views(window)
    # Python collects garbage in whatever thread happens to allocate.  A Qt object that is deleted
    # in a training thread crashes the program, so only the window's thread collects.
    window.garbage = GarbageCollector(_GARBAGE_INTERVAL_S)
    if problem:
        window.strip.show_problem(problem)
    return window


def _add_views(window: MainWindow) -> None:
    """Add the views beside training; each is imported and made when it is first looked at."""
    inside = _inside_view(window)
    window.add_view("Look inside", inside)
    window.answer_panel.seen.clicked.connect(partial(_explain_image, window, inside))
    window.add_view("Evaluate", LazyView(partial(_evaluate_view, window)))


def _inside_view(window: MainWindow) -> InsideView:
    """Return the view Look inside; its pages are imported and made when they are looked at."""
    work = Work(window)
    around = Surroundings(work, window.drawing, window.drawing_controller)
    view = InsideView(PAGES, around)
    InsideController(view, window.shelf, window.recognition, window)
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
    start_log()
    app = QApplication(list(argv))
    window = build(argv)
    gc.collect()
    gc.freeze()  # what stays for good need not be looked through each time
    guard = Guard()
    guard.unexpected.connect(window.strip.show_problem)
    guard.install()
    window.show()
    return app.exec()


def start_log() -> None:
    """Write the log to a file of bounded size in the person's folder; without one, nowhere."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    handler: logging.Handler
    try:
        user_folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            user_folder() / "digitpad.log",
            maxBytes=_LOG_BYTES,
            backupCount=_LOG_FILES,
            encoding="utf-8",
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    logging.raiseExceptions = False  # a full disk must not fill the terminal


class Guard(QObject):
    """Turns exceptions that nobody caught into a log entry and a sentence; the program lives on.

    Signals: unexpected(sentence), from any thread.
    """

    unexpected = Signal(str)

    def install(self) -> None:
        """From now on, hear of every exception and every message of Qt's."""
        sys.excepthook = self._hear
        threading.excepthook = self._hear_thread
        qInstallMessageHandler(_log_qt)

    def _hear(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _log.error("unexpected error", exc_info=(kind, error, trace))
        self.unexpected.emit(f"Something unexpected went wrong ({kind.__name__}); see the log.")

    def _hear_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._hear(args.exc_type, args.exc_value, args.exc_traceback)


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _log_qt(kind: QtMsgType, context: object, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS[kind], message)
