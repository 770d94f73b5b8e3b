"""The drawing survives the death of the program."""

import signal
import sys
from pathlib import Path

import pytest

from tests.robust import program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of Unix")


def killed_after_drawing(home: Path) -> None:
    with program.start(home, "draw_and_wait") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "kept\n"
        process.send_signal(signal.SIGKILL)


@pytest.mark.slow
def test_a_drawing_is_back_after_a_kill_and_forgotten_after_closing(user_folder: Path) -> None:
    killed_after_drawing(user_folder)
    ended = program.run(user_folder, "tell_the_drawing")
    assert (ended.status, ended.stdout, ended.stderr) == (0, "1 strokes, 7\n", "")
    ended = program.run(user_folder, "tell_the_drawing")
    assert (ended.status, ended.stdout) == (0, "0 strokes, \n")
