"""A lock on a file; the system releases it when the process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """Holds the lock file at ``path``, against other processes and other holders in this one.

    Raises: BlockingIOError, somebody else holds it; OSError, the file or the lock cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                _try_lock(self._handle)
                if self._is_there():
                    return
            except (BlockingIOError, PermissionError) as error:  # the latter on Windows
                os.close(self._handle)
                raise BlockingIOError(f"{path.name} is locked by another holder.") from error
            except OSError:  # such as of a network folder that knows no locks
                os.close(self._handle)
                raise
            os.close(self._handle)  # its last holder deleted it meanwhile

    def _is_there(self) -> bool:
        try:
            return os.path.samestat(os.fstat(self._handle), os.stat(self._path))
        except FileNotFoundError:
            return False

    def release(self, *, keep_file: bool = False) -> None:
        """Let others have it; with ``keep_file`` the unlocked file stays, as a sign."""
        if not keep_file:
            with contextlib.suppress(OSError):  # Windows deletes no file that is open
                self._path.unlink()
        os.close(self._handle)


def is_locked(path: Path) -> bool:
    """Tell whether somebody holds the lock file; asking does not create it."""
    if not path.exists():
        return False
    try:
        FileLock(path).release(keep_file=True)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
