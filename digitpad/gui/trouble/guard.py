"""Exceptions that nobody caught become a log entry and a sentence; the program lives on."""

import logging
import sys
import threading
import traceback
from collections import Counter
from types import TracebackType

from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

_log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Guard(QObject):
    """Hears of every exception: in a slot, a timer, a paint event, a thread, a callback of C's.

    Signals: unexpected(sentence, details), from any thread. An error that comes again and again, as
    one in painting does, is told once, and logged when it has come 1, 10, 100, ... times.
    """

    unexpected = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._times: Counter[str] = Counter()

    def install(self) -> None:
        """From now on, hear of every exception and every message of Qt's."""
        sys.excepthook = self._hear
        sys.unraisablehook = threading.excepthook = self._hear_elsewhere
        qInstallMessageHandler(_log_qt)

    def _hear(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        self._times[details] += 1
        times = self._times[details]
        if _is_power_of_ten(times):
            _log.error("unexpected error, %d times so far\n%s", times, details)
        if times == 1:
            self.unexpected.emit(
                f"Something unexpected went wrong ({kind.__name__}); Digitpad goes on.", details
            )

    def _hear_elsewhere(self, args: "threading.ExceptHookArgs | sys.UnraisableHookArgs") -> None:
        """Hear of an exception in a thread, or where none can be raised."""
        if args.exc_value is not None:
            self._hear(args.exc_type, args.exc_value, args.exc_traceback)


def _is_power_of_ten(number: int) -> bool:
    return set(str(number)[1:]) <= {"0"} and str(number)[0] == "1"


def _log_qt(kind: QtMsgType, context: object, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS[kind], message)
