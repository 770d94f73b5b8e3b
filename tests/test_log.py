"""The log file."""

import subprocess
import sys
from pathlib import Path

import pytest

from digitpad.log import LOG_BYTES, LOG_FILES, log_tail

WRITE_MUCH = (
    "import logging, sys, pathlib; from digitpad.log import start_log\n"
    "start_log(pathlib.Path(sys.argv[1]))\n"
    "for number in range(60_000): logging.getLogger('x').info('%0100d', number)\n"
)
CRASH = (
    "import ctypes, logging, sys, pathlib; from digitpad.log import LOG_BYTES, start_log\n"
    "start_log(pathlib.Path(sys.argv[1]))\n"
    "for _ in range(3): logging.getLogger('x').info('x' * (LOG_BYTES // 2))\n"
    "ctypes.string_at(0)\n"
)


def run(script: str, path: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", script, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_the_log_is_bounded_however_much_is_written(tmp_path: Path) -> None:
    done = run(WRITE_MUCH, tmp_path / "x.log")
    assert (done.returncode, done.stderr) == (0, "")
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == 1 + LOG_FILES
    assert max(sizes) <= LOG_BYTES
    assert log_tail(tmp_path / "x.log", 1).endswith(f"{59_999:0100d}")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows reports such a crash differently")
def test_the_last_words_of_a_crash_are_in_the_log_also_after_it_was_rotated(
    tmp_path: Path,
) -> None:
    done = run(CRASH, tmp_path / "x.log")
    assert done.returncode < 0
    assert done.stderr == ""
    assert "Fatal Python error: Segmentation fault" in (tmp_path / "x.log").read_text()


def test_without_a_place_to_write_there_is_no_log_and_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run(
        "import sys; from digitpad.log import *; from pathlib import Path\n"
        "start_log(Path(sys.argv[1])); import logging; logging.error('x')\n",
        tmp_path / "file" / "x.log",
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_tail_is_the_last_lines_and_little_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.log"
    path.write_text("\n".join(map(str, range(100_000))))
    assert log_tail(path, 2) == "99998\n99999"
    assert len(log_tail(path, 100_000)) < 70_000
    assert log_tail(tmp_path / "none.log", 5) == ""
