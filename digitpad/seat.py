"""Two windows at once: each has a seat of its own, and files that carry its number.

The first window of a person sits on seat 1, a second one on seat 2, and so on. A seat is held by a
lock on a file; the system takes it back when the process ends, however it ends. Whoever takes a
seat next finds the files of the one who sat there before.
"""

from __future__ import annotations

import os
from pathlib import Path

from digitpad.file_lock import FileLock

_MOST_SEATS = 100


class Seat:
    """A place in ``folder`` that no other process has until ``leave()`` or the end of this one."""

    def __init__(self, folder: Path, number: int, lock: FileLock | None) -> None:
        self.folder, self.number, self._lock = folder, number, lock

    @classmethod
    def take(cls, folder: Path) -> Seat:
        """Return the first free seat. Where no lock can be had, it is the first one, unlocked."""
        for number in range(1, _MOST_SEATS):
            try:
                lock = FileLock(folder / f"seat-{number}.lock")
            except BlockingIOError:
                continue
            except OSError:  # a folder that cannot be written, or a disk without locks
                return cls(folder, number, None)
            return cls(folder, number, lock)
        return cls(folder, _MOST_SEATS, None)

    def file(self, name: str) -> Path:
        """Return the path of this seat's file: ``name`` on seat 1, ``stem-2.ending`` on 2."""
        stem, ending = os.path.splitext(name)
        return self.folder / (name if self.number == 1 else f"{stem}-{self.number}{ending}")

    def leave(self) -> None:
        """Let others have the seat."""
        if self._lock is not None:
            self._lock.release(keep_file=True)
            self._lock = None
