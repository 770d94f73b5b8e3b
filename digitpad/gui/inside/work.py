"""The thread that computes what the pages show; of each asker's wishes only the newest counts."""

import logging
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from digitpad.gui.background import yield_to_window

_log = logging.getLogger(__name__)

Result = TypeVar("Result")


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
        self._wishes: dict[object, tuple[Callable[[], Any], Callable[[Any], None]]] = {}
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
            if self._closed:
                return
            self._wishes[asker] = (compute, show)
            self._changed.notify()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="inside", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Forget all wishes, and wait for the thread."""
        with self._changed:
            self._closed = True
            self._wishes.clear()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        yield_to_window()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wishes or self._closed)
                if self._closed:
                    return
                compute, show = self._wishes.pop(next(iter(self._wishes)))
            try:
                result = compute()
            except Exception as error:  # the one broad catch: no thread dies in silence
                _log.exception("looking inside failed")
                self.failed.emit(f"This page cannot be shown ({error}).")
            else:
                self._done.emit(show, result)

    @Slot(object, object)
    def _show(self, show: Callable[[Any], None], result: Any) -> None:
        if not self._closed:
            show(result)
