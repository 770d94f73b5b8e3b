"""Holds a run, or stops it, in the middle of a piece of work that takes its time."""

from __future__ import annotations

import threading
from time import perf_counter

from digitpad.data.go_on import GoOn, always


class Stopped(Exception):  # noqa: N818 (no error)
    """The work is to be dropped."""


class Brake:
    """Work asks ``check`` between its parts, in any thread.

    ``hold`` returns when the work may go on, at once if nothing holds it; ``stop`` ends it.
    """

    def __init__(self, hold: GoOn = always) -> None:
        self.stop = threading.Event()
        self._hold = hold
        self._held: dict[int, float] = {}  # seconds, by thread

    def check(self) -> None:
        """Return when the work may go on.  Raises: Stopped."""
        began, thread = perf_counter(), threading.get_ident()
        self._hold()
        self._held[thread] = self._held.get(thread, 0.0) + perf_counter() - began
        if self.stop.is_set():
            raise Stopped

    def seconds_held(self) -> float:
        """Return how long the work was held since this was asked last; nobody may work now."""
        longest = max(self._held.values(), default=0.0)
        self._held.clear()
        return longest
