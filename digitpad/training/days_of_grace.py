"""Deletes old files for good, by a clock that may be wrong.

A clock may stand in 1970, or years ahead, until somebody sets it.  So what is old is not told by
one look at the clock: a file goes only if it was old at the look before, on another day.
"""

from __future__ import annotations

import contextlib
import os
from math import inf
from pathlib import Path
from time import time

_LOOKED = "looked"  # a file in the folder: its time is that of the last look
_DAY_S = 24 * 3600


def begin(path: Path, folder: Path) -> None:
    """Let the days of ``path``, which is to be moved to ``folder``, begin now.  Raises: OSError.

    That is no earlier than the last look: otherwise the clock has gone back since.
    """
    _set_time(path, max(time(), _last_look(folder)))


def sweep(folder: Path, days: int) -> None:
    """Delete the files in ``folder`` whose ``days`` were over at the last look, a day ago or more.

    Where the last look is to come yet, or is further away than that, the clock was wrong, then or
    now, or nobody was here: the days of all files begin anew.  A file that cannot be deleted goes
    another time.
    """
    mark, now = folder / _LOOKED, time()
    looked, grace = _last_look(folder), days * _DAY_S
    files = [path for path in folder.glob("*") if path != mark]
    if not files or 0 <= now - looked < _DAY_S:
        return
    with contextlib.suppress(OSError):  # then nothing goes this time
        if not 0 <= now - looked <= grace:
            for path in files:
                _set_time(path, now)
        else:
            for path in files:
                _delete(path, looked - grace)
        mark.touch()
        _set_time(mark, now)


def _last_look(folder: Path) -> float:
    try:
        return (folder / _LOOKED).stat().st_mtime
    except OSError:
        return -inf


def _delete(path: Path, oldest: float) -> None:
    """Delete a file that is older than that, if it can be."""
    with contextlib.suppress(OSError):
        if path.stat().st_mtime < oldest:
            path.unlink()


def _set_time(path: Path, seconds: float) -> None:
    os.utime(path, (seconds, seconds))
