"""Connects the guard, the message strip and the window to report a problem from."""

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from digitpad.gui.message_strip import MessageStrip, Offer
from digitpad.seat import Seat


class TroubleController(QObject):
    """Tells of an unexpected error in one sentence, and shows the details on request."""

    def __init__(self, strip: MessageStrip, seat: Seat, window: QWidget) -> None:
        super().__init__(window)
        self._strip, self._seat, self._window = strip, seat, window

    @Slot(str, str)
    def tell(self, sentence: str, details: str) -> None:
        """Show the sentence of an error; its button shows the details."""
        self._strip.show_problem(sentence, Offer("Details", partial(self.report, details)))

    @Slot()
    def report(self, details: str = "") -> None:
        """Open the window to report a problem from."""
        from digitpad.gui.trouble.report_window import ReportWindow

        ReportWindow(self._seat, details, self._window).show()
