"""Two windows at once, in two processes on one data folder, do not damage each other's files."""

import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from digitpad.gui.desk import drawing_file
from digitpad.gui.settings import Settings
from tests.robust import program

SECONDS = 6.0


@pytest.mark.slow
def test_two_windows_in_full_use_leave_whole_files(user_folder: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        both = [
            threads.submit(program.run, user_folder, "use_everything", SECONDS) for _ in range(2)
        ]
        ends = [window.result() for window in both]
    for ended in ends:
        assert (ended.status, ended.stderr) == (0, "")
        assert ended.stdout.endswith(" turns\n")
    assert Settings(user_folder / "settings.json").whole("training/batch_size", 1, 99, 0) == 16
    for name in ("digitpad.log", "digitpad-2.log"):
        assert " ERROR " not in (user_folder / name).read_text()
    assert not list(user_folder.glob("drawing*"))
    assert not list(user_folder.rglob(".*.tmp"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of Unix")
def test_each_window_keeps_a_drawing_of_its_own(user_folder: Path) -> None:
    first = program.start(user_folder, "draw_and_wait")
    with first:
        assert first.stdout is not None
        assert first.stdout.readline() == "kept\n"
        ended = program.run(user_folder, "tell_the_drawing")
        assert (ended.status, ended.stdout, ended.stderr) == (0, "0 strokes, \n", "")
        first.send_signal(signal.SIGKILL)
    strokes, _ = drawing_file.loads((user_folder / "drawing.dat").read_bytes())
    assert len(strokes) == 1
