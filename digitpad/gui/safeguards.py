"""What keeps things from being lost without a word: put together here, for one window."""

from functools import partial

from PySide6.QtGui import QGuiApplication

from digitpad.gui.closing_controller import ClosingController
from digitpad.gui.desk import drawing_keeper
from digitpad.gui.desk.drawing_keeper import DrawingKeeper
from digitpad.gui.main_window import MainWindow
from digitpad.gui.trouble.guard import Guard
from digitpad.gui.trouble.trouble_controller import TroubleController
from digitpad.seat import Seat


def add_safeguards(window: MainWindow, seat: Seat, guard: Guard) -> None:
    """Let the window tell of unexpected errors, keep the drawing, and ask before a run is ended."""
    trouble = TroubleController(window.strip, seat, window)
    guard.unexpected.connect(trouble.tell)
    window.actions_.report.triggered.connect(partial(trouble.report, ""))
    ClosingController(window, window.actions_.quit, window.strip, window.training)
    keeper = DrawingKeeper(
        seat.file(drawing_keeper.NAME), window.drawing, window.drawing_controller, window
    )
    keeper.failed.connect(window.strip.show_problem)
    window.closing.connect(keeper.close)
    keeper.restore()
    window.closing.connect(_empty_unreal_clipboard)


def _empty_unreal_clipboard() -> None:
    """Qt's platforms without a screen keep what was copied until Python is gone, and crash then."""
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        QGuiApplication.clipboard().clear()
