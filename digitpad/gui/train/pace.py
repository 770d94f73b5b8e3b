"""Pause, step, resume and stop, between the window and a thread that works in turns."""

import threading
from collections.abc import Callable


class Pace:
    """The thread asks ``wait_turn()`` before each turn; the window says how to go on."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running = True
        self._steps = 0  # turns that may still be taken while paused
        self._held = False  # paused, and not even the rest of a turn may go on
        self._stopped = False
        self._waiting = self._within = 0  # threads that wait; those that do within a turn

    @property
    def waits(self) -> bool:
        """Whether the thread waits now, or one that works for it."""
        return self._waiting > 0

    @property
    def paused(self) -> bool:
        """Whether turns begin only one by one."""
        return not self._running

    def pause(self) -> None:
        """Let no turn begin any more, and the turn in hand go on no further."""
        with self._changed:
            self._running, self._steps, self._held = False, 0, True

    def resume(self) -> None:
        """Let turns begin again."""
        with self._changed:
            self._running, self._held = True, False
            self._changed.notify_all()

    def step(self) -> None:
        """Let one turn begin, and pause after it; one that is held within goes on to its end."""
        with self._changed:
            if not self._within:
                self._steps = 1 if self._running else self._steps + 1
            self._running = self._held = False
            self._changed.notify_all()

    def stop(self) -> None:
        """Let nobody wait any more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def wait_turn(self) -> None:
        """Return when a turn may begin, or when all was stopped."""
        with self._changed:
            self._wait_for(lambda: self._running or self._steps > 0 or self._stopped)
            if not self._running and self._steps:
                self._steps -= 1

    def wait_within_turn(self) -> None:
        """Return when the turn in hand may go on, or when all was stopped; in any thread.

        What follows the last batch of an epoch belongs to it: after a single step it is done too.
        """
        with self._changed:
            self._within += 1
            self._wait_for(lambda: not self._held or self._stopped)
            self._within -= 1

    def _wait_for(self, ready: Callable[[], bool]) -> None:
        self._waiting += 1
        self._changed.wait_for(ready)
        self._waiting -= 1
