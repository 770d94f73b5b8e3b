"""A thread for what would hold the window up: to compute what it shows, to read and write files."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from digitpad.gui.background import yield_to_window

_log = logging.getLogger(__name__)

Result = TypeVar("Result")


_Wish = tuple[Callable[[], Any], Callable[[Any], None]]  # what to compute, and who shows it


class Work(QObject):
    """Computes in one thread, which begins with the first wish.

    A wish that was not begun is dropped for a newer one of the same asker; one that was begun is
    finished and shown, so that something moves however often the wishes come.  Keep each short
    (some 100 ms): longer work is asked for piece by piece, with a rest after each that is ``rest``
    times as long as the piece took.
    Signals: failed(sentence).  To end it: ``close()``.
    """

    failed = Signal(str)
    _done = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wishes: dict[object, _Wish] = {}
        self._sure: deque[_Wish] = deque()  # that nothing drops
        self._changed = threading.Condition()
        self._closed = False
        self.rest = 0.0
        self._thread: threading.Thread | None = None
        self._done.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def ask(
        self, asker: object, compute: Callable[[], Result], show: Callable[[Result], None]
    ) -> None:
        """Compute soon, in the thread, and hand the result to ``show``, in the window's."""
        with self._changed:
            if not self._closed:
                self._wishes[asker] = (compute, show)
                self._begin()

    def ask_surely(self, compute: Callable[[], Result], show: Callable[[Result], None]) -> None:
        """Do the same whatever else is wished for, and before the window has closed.

        So is written what the person wants to keep.
        """
        with self._changed:
            if not self._closed:
                self._sure.append((compute, show))
                self._begin()

    def close(self) -> None:
        """Forget what is only to be shown, and wait for the rest."""
        with self._changed:
            self._closed = True
            self._wishes.clear()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _begin(self) -> None:
        self._changed.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="work", daemon=True)
            self._thread.start()

    def _next(self) -> _Wish | None:
        """Wait for a wish, and return it; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._sure or self._wishes or self._closed)
            if self._sure:
                return self._sure.popleft()
            return self._wishes.pop(next(iter(self._wishes))) if self._wishes else None

    def _run(self) -> None:
        yield_to_window()
        while wish := self._next():
            compute, show = wish
            try:
                result = compute()
            except Exception as error:  # the one broad catch: no thread dies in silence
                _log.exception("work failed")
                self.failed.emit(f"What was asked for cannot be done ({error}).")
            else:
                self._done.emit(show, result)

    @Slot(object, object)
    def _show(self, show: Callable[[Any], None], result: Any) -> None:
        if not self._closed:
            show(result)
