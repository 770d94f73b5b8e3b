"""A lock has one holder at a time, and is free again however its holder ends."""

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from digitpad import file_lock
from digitpad.file_lock import FileLock, is_locked
from digitpad.seat import Seat

HOLD = """
import sys, time
from pathlib import Path
from digitpad.file_lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_holder_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "runs" / "a.lock"
    first = FileLock(path)
    assert is_locked(path)
    with pytest.raises(BlockingIOError, match=r"a\.lock is locked"):
        FileLock(path)
    first.release()
    assert not path.exists()
    FileLock(path).release()


def test_the_file_of_an_interrupted_run_may_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    FileLock(path).release(keep_file=True)
    assert path.exists()
    assert not is_locked(path)


def test_a_disk_without_locks_is_not_taken_for_another_holder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(handle: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(file_lock, "_try_lock", no_locks)
    with pytest.raises(OSError, match="No locks available"):
        FileLock(tmp_path / "a.lock")
    assert not is_locked(tmp_path / "a.lock")
    assert Seat.take(tmp_path).number == 1


def test_asking_makes_no_file(tmp_path: Path) -> None:
    assert not is_locked(tmp_path / "a.lock")
    assert list(tmp_path.iterdir()) == []


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    assert is_locked(path)
    holder.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    assert path.exists()
    assert not is_locked(path)
    FileLock(path).release()


def test_where_no_lock_can_be_made_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        FileLock(tmp_path / "file" / "a.lock")
