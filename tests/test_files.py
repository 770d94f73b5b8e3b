import contextlib
import io
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digitpad import files
from tests.conftest import OpenElsewhere

A_DEAD_PROCESS = 2**22 + 1  # above the highest number that Linux gives


def temporaries(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.endswith(".tmp")]


def left_over(folder: Path, process: int) -> Path:
    return folder / f".digitpad-{process}-{'0' * 32}.tmp"


def test_what_is_written_can_be_read_and_nothing_else_is_left(tmp_path: Path) -> None:
    files.write_whole(tmp_path / "a.bin", b"new")
    assert (tmp_path / "a.bin").read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [tmp_path / "a.bin"]


def test_the_folder_is_created_when_it_is_not_there(tmp_path: Path) -> None:
    files.write_whole(tmp_path / "new" / "folder" / "a.bin", b"x")
    assert (tmp_path / "new" / "folder" / "a.bin").read_bytes() == b"x"


def test_python_takes_no_note_of_the_names_of_temporaries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[str] = []
    intern = sys.intern
    monkeypatch.setattr(sys, "intern", lambda name: noted.append(name) or intern(name))
    files.write_whole(tmp_path / "a.bin", b"x")
    assert not [name for name in noted if name.endswith(".tmp")]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied", "/a"), "permission denied"),
        (OSError("The disk is asleep."), "The disk is asleep"),
    ],
)
def test_the_reason_of_an_error_ends_a_sentence(error: OSError, told: str) -> None:
    assert files.reason(error) == told


def test_on_windows_a_file_that_is_open_elsewhere_is_replaced_once_it_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.write_whole(tmp_path / "a.bin", b"old")
    elsewhere = OpenElsewhere(monkeypatch, refusals=3)
    files.write_whole(tmp_path / "a.bin", b"new")
    assert elsewhere.left == 0
    assert (tmp_path / "a.bin").read_bytes() == b"new"
    assert temporaries(tmp_path) == []


def test_on_windows_a_file_that_stays_open_elsewhere_is_kept_and_the_error_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.write_whole(tmp_path / "a.bin", b"old")
    OpenElsewhere(monkeypatch, refusals=1000)
    with pytest.raises(PermissionError):
        files.write_whole(tmp_path / "a.bin", b"new")
    assert (tmp_path / "a.bin").read_bytes() == b"old"
    assert temporaries(tmp_path) == []


def test_a_file_that_is_moved_takes_the_place_of_another(tmp_path: Path) -> None:
    for name in ("source", "target"):
        (tmp_path / name).write_text(name)
    files.move(tmp_path / "source", tmp_path / "target")
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
    assert (tmp_path / "target").read_text() == "source"


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_write_that_fails_keeps_the_old_file_and_leaves_nothing(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.bin"
    files.write_whole(path, b"old")

    def no_space(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, no_space)
    with pytest.raises(OSError, match="No space left"):
        files.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are of Unix")
def test_a_full_disk_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    files.write_whole(path, b"old")
    script = (
        "import resource, signal, sys, pathlib; from digitpad import files\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: files.write_whole(pathlib.Path(sys.argv[1]), bytes(100_000))\n"
        "except OSError: sys.exit(7)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(path)], check=False, timeout=60)
    assert ended.returncode == 7
    assert path.read_bytes() == b"old"
    assert temporaries(tmp_path) == []


def test_a_path_below_a_file_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        files.write_whole(tmp_path / "file" / "a.bin", b"x")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with a path are of Unix")
def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "pipe")
    for name in ("pipe", "link"):
        with pytest.raises(OSError, match="a device or pipe, not a file"):
            files.write_whole(tmp_path / name, b"x")
    with pytest.raises(OSError, match="a folder, not a file"):
        files.write_whole(tmp_path, b"x")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_symbolic_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    files.write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_file_is_as_readable_as_the_person_wants_new_files_to_be(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    files.write_whole(tmp_path / "ours", b"x")
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "ours")}
    assert len(modes) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of Unix")
def test_a_writer_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    old_or_new = [bytes([byte]) * 2_000_000 for byte in (0, 1)]
    files.write_whole(path, old_or_new[0])
    script = (
        "import sys, pathlib; from digitpad import files\n"
        "print(flush=True)\n"
        "while True:\n"
        "    for byte in (0, 1):\n"
        "        files.write_whole(pathlib.Path(sys.argv[1]), bytes([byte]) * 2_000_000)\n"
    )
    moments = random.Random(1)
    for _ in range(10):
        with subprocess.Popen(
            [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(moments.uniform(0, 0.03))
            writer.send_signal(signal.SIGKILL)
        assert path.read_bytes() in old_or_new
    files.sweep_temporaries(tmp_path)
    assert list(tmp_path.iterdir()) == [path]


def test_the_sweep_takes_what_dead_processes_left_and_nothing_else(tmp_path: Path) -> None:
    left_over(tmp_path, A_DEAD_PROCESS).write_bytes(b"half")
    kept = [left_over(tmp_path, os.getpid()), tmp_path / "mine.tmp", tmp_path / "best.npz"]
    for path in kept:
        path.write_bytes(b"")
    assert files.sweep_temporaries(tmp_path) == 1
    assert sorted(tmp_path.iterdir()) == sorted(kept)


def test_a_very_old_temporary_goes_even_if_its_number_is_in_use_again(tmp_path: Path) -> None:
    old = left_over(tmp_path, os.getpid())
    old.write_bytes(b"half")
    os.utime(old, (time.time() - 86_400,) * 2)
    assert files.sweep_temporaries(tmp_path) == 1
    assert not old.exists()


def test_a_left_over_folder_is_swept_with_all_that_is_in_it(tmp_path: Path) -> None:
    folder = left_over(tmp_path, A_DEAD_PROCESS)
    folder.mkdir()
    (folder / "half").write_bytes(b"half")
    assert files.sweep_temporaries(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_temporary_that_cannot_be_deleted_does_not_keep_the_others_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, *others = (left_over(tmp_path, A_DEAD_PROCESS + number) for number in range(3))
    for path in (stuck, *others):
        path.write_bytes(b"half")
    delete = Path.unlink

    def refuse_one(path: Path, missing_ok: bool = False) -> None:
        if path == stuck:
            raise PermissionError(13, "Permission denied", str(path))
        delete(path, missing_ok)

    monkeypatch.setattr(Path, "iterdir", lambda _: iter([stuck, *others]))
    monkeypatch.setattr(Path, "unlink", refuse_one)
    assert files.sweep_temporaries(tmp_path) == 2
    assert [path.exists() for path in (stuck, *others)] == [True, False, False]


def test_there_is_nothing_to_sweep_where_there_is_no_folder(tmp_path: Path) -> None:
    assert files.sweep_temporaries(tmp_path / "none") == 0


def test_a_tree_is_swept_in_every_folder(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "runs", tmp_path / "runs" / "deleted"):
        folder.mkdir(exist_ok=True)
        left_over(folder, A_DEAD_PROCESS).write_bytes(b"half")
    (tmp_path / "runs" / "kept.npz").touch()
    assert files.sweep_tree(tmp_path) == 3
    left = {path.name for path in tmp_path.rglob("*")}
    assert left == {"runs", "deleted", "kept.npz"}


def test_a_lent_folder_is_gone_afterwards_even_after_an_error(tmp_path: Path) -> None:
    def use_it_badly() -> None:
        with files.temporary_folder(tmp_path / "in") as folder:
            (folder / "file").write_bytes(b"x")
            raise KeyError

    with pytest.raises(KeyError):
        use_it_badly()
    assert list((tmp_path / "in").iterdir()) == []


def test_the_sweep_leaves_a_folder_that_is_lent_now(tmp_path: Path) -> None:
    with files.temporary_folder(tmp_path) as folder:
        assert files.sweep_temporaries(tmp_path) == 0
        assert folder.is_dir()


def test_what_never_ends_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="a folder, not a file"):
        files.read_whole(tmp_path)
    for name in ("/dev/zero", "/dev/null"):
        if Path(name).exists():
            with pytest.raises(OSError, match="a device or pipe, not a file"):
                files.read_whole(Path(name))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(OSError, match="a device or pipe, not a file"):
            files.read_whole(tmp_path / "pipe")


def test_too_much_is_refused_before_all_of_it_is_there() -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return bytes(size)

    with pytest.raises(OSError, match="it is larger than 5 MB"):
        files.read_stream(Endless(), 5 * 2**20)


def test_a_symbolic_link_to_itself_is_written_or_an_os_error(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with contextlib.suppress(OSError):
        files.write_whole(loop, b"new")
        assert loop.read_bytes() == b"new"
    with pytest.raises(OSError):
        files.write_whole(loop / "below", b"new")
