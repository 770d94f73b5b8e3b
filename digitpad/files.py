"""Files are written whole or not at all.

The content goes to a temporary file in the same folder, reaches the disk, and only then takes the
name. Whatever happens on the way, the name stands for the old content or for the new one.
"""

import contextlib
import errno
import os
import re
import shutil
import stat
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import IO

MOST_BYTES = 2**30  # of a file that is read; none that this program writes comes near
_TEMPORARY = re.compile(r"\.digitpad-(\d+)-[0-9a-f]{32}\.tmp")
_PIECE_BYTES = 2**20  # at a time
_LONGEST_WRITE_S = 3600.0  # a temporary older than this belongs to no write in progress
_RETRY_DELAYS_S = (0.01, 0.02, 0.05, 0.1, 0.2)  # on Windows; others hold a file for less, mostly


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file ``path`` by ``content``; its folder is created when it is not there.

    Raises: OSError (disk full, folder not writable, ...); the old file is then kept as it was.
    """
    path = Path(os.path.realpath(path))  # a symbolic link would itself be replaced otherwise
    check_replaceable(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = _temporary(path.parent)
    try:
        with open(temporary, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        move(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(path.parent)


def move(source: Path | str, target: Path) -> None:
    """Give the file ``source`` the name ``target`` on the same disk, in place of what has it.

    Windows refuses while another program (a virus scanner, another window) has one of them open,
    so there it is tried again for a moment.
    Raises: OSError; both files are then as they were.
    """
    for delay_s in _RETRY_DELAYS_S if sys.platform == "win32" else ():
        try:
            os.replace(source, target)
        except PermissionError:
            time.sleep(delay_s)
        else:
            return
    os.replace(source, target)


def reason(error: OSError) -> str:
    """Return why something failed, to end a sentence with."""
    return error.strerror.lower() if error.strerror else str(error).removesuffix(".")


def check_replaceable(path: Path) -> None:
    """Raise OSError where ``path`` is a folder, or a device such as /dev/null.

    The system would let root replace a device by a file, for all programs.
    """
    if path.exists():
        _check_is_file(path)


def read_whole(path: Path, most_bytes: int = MOST_BYTES) -> bytes:
    """Return the content of a file that should not be larger than ``most_bytes``.

    Raises: OSError, also when it is larger, or no file: a pipe may never say a word, and a device
    never end.
    """
    _check_is_file(path)
    with open(path, "rb") as file:
        return read_stream(file, most_bytes)


def read_stream(file: IO[bytes], most_bytes: int) -> bytes:
    """Return all that comes from an open file.  Raises: OSError, also when it is too much."""
    content = bytearray()
    while piece := file.read(_PIECE_BYTES):
        content += piece
        if len(content) > most_bytes:
            raise OSError(f"it is larger than {most_bytes / 2**20:g} MB")
    return bytes(content)


def _check_is_file(path: Path) -> None:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a device or pipe"
        raise OSError(errno.EINVAL, f"it is {kind}, not a file", str(path))


@contextlib.contextmanager
def temporary_folder(folder: Path) -> Iterator[Path]:
    """Lend a new folder within ``folder``; it is deleted with all that is in it.

    Raises: OSError, when it cannot be created.
    """
    temporary = Path(_temporary(folder))
    temporary.mkdir(parents=True)
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def sweep_temporaries(folder: Path) -> int:
    """Delete what killed processes left in ``folder``; return how many files and folders went.

    The temporaries of processes that still run (ours, another window's) are left alone.
    """
    try:
        found = [(path, _TEMPORARY.fullmatch(path.name)) for path in folder.iterdir()]
    except OSError:  # no such folder: nothing to sweep
        return 0
    return sum(_swept(path, int(match[1])) for path, match in found if match)


def sweep_tree(folder: Path) -> int:
    """Sweep ``folder`` and every folder in it; return how many files and folders went."""
    places = [Path(place) for place, _, _ in os.walk(folder)]  # all of them, before any goes
    return sum(map(sweep_temporaries, places))


def _swept(path: Path, writer: int) -> bool:
    """Delete what ``writer`` left, if it did; one that cannot be deleted must not save the rest."""
    try:
        if not _is_left_over(path, writer):
            return False
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError:
        return False
    return True


def _temporary(folder: Path) -> str:
    """Return a new name in ``folder``.

    As a string: of each name that is part of a Path Python keeps note, some versions for good.
    """
    return os.path.join(folder, f".digitpad-{os.getpid()}-{uuid.uuid4().hex}.tmp")


def _is_left_over(path: Path, writer: int) -> bool:
    """A process number may have been given anew, so great age tells as well."""
    return not _runs(writer) or time.time() - path.stat().st_mtime > _LONGEST_WRITE_S


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        return True  # os.kill would end the process there, so only age tells
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True  # it runs, and belongs to somebody else
    return True


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last through a power cut, where the platform can do that."""
    if sys.platform == "win32":
        return
    # Some network folders cannot; the file is whole all the same.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
