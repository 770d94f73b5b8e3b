"""A thread that writes; a newer job replaces one that still waits, as it holds all of that."""

import logging
import threading
from collections.abc import Callable

from digitpad.files import reason

_log = logging.getLogger(__name__)

Job = Callable[[], None]


class LatestWriter:
    """Does jobs, one after the other, in a thread that ends with ``close``.

    Why the first one fails is told to ``on_problem``, in that thread; later failures go to the log
    only, and the jobs go on.
    """

    def __init__(self, on_problem: Callable[[str], None]) -> None:
        self._on_problem = on_problem
        self._told = False
        self._changed = threading.Condition()
        self._waiting: Job | None = None
        self._last: Job | None = None
        self._thread: threading.Thread | None = None

    def put(self, job: Job) -> None:
        """Do ``job`` as soon as the current one is done, instead of one that still waits."""
        with self._changed:
            self._waiting = job
            self._start()

    def close(self, last: Job) -> None:
        """Do what waits, then ``last``, and end; returns at once."""
        with self._changed:
            self._last = last
            self._start()

    def wait(self) -> None:
        """Return when the thread has ended, if there was one; ``close`` comes before."""
        if self._thread is not None:
            self._thread.join()

    def complain(self, error: Exception) -> None:
        """Tell why something failed, unless something has failed before."""
        _log.error("writing failed", exc_info=error)
        if not self._told:
            self._told = True
            why = reason(error) if isinstance(error, OSError) else str(error)
            self._on_problem(why or type(error).__name__)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="run-writer")
            self._thread.start()
        self._changed.notify_all()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._last)
                job, self._waiting = self._waiting, None
            if job is None:
                break
            self._do(job)
        assert self._last is not None
        self._do(self._last)

    def _do(self, job: Job) -> None:
        try:
            job()
        except Exception as error:  # the one broad catch: no thread dies in silence
            self.complain(error)
