"""A save killed at any moment leaves the old or the new file, whole."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digitpad import files
from digitpad.gui.desk import drawing_file
from digitpad.gui.settings import Settings
from digitpad.nn import model_file
from digitpad.training import RunState
from tests.robust import program
from tests.robust.conftest import Tell
from tests.robust.saver import STROKE_POINTS, contents

KILLS = 200
LONGEST_S = 0.04  # a round of all files takes about a half of it


def ask(saver: "subprocess.Popen[str]") -> str:
    assert saver.stdin is not None
    assert saver.stdout is not None
    saver.stdin.write("\n")
    saver.stdin.flush()
    return saver.stdout.readline()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL are of Unix")
def test_two_hundred_kills_while_saving_leave_whole_files_and_no_rest(
    tmp_path: Path, tell: Tell
) -> None:
    moments, left_over = random.Random(6), 0
    for name, content in contents(0).items():
        files.write_whole(tmp_path / name, content)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.robust.saver", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=program.ROOT,
    ) as saver:
        for _ in range(KILLS):
            ask(saver)
            time.sleep(moments.uniform(0, LONGEST_S))
            assert ask(saver) == "killed\n"
            left_over += len(list(tmp_path.glob(".*.tmp")))
            files.sweep_tree(tmp_path)  # as every start does
            check(tmp_path)
    tell(f"{left_over} of {KILLS} kills came in the middle of a file")
    assert left_over > KILLS / 10
    assert not list(tmp_path.glob(".*"))


def check(folder: Path) -> None:
    """Every file loads, which checks its checksum, and is the one or the other version."""
    _, metadata = model_file.loads((folder / "model.npz").read_bytes())
    assert metadata["version"] in (0, 1)
    assert RunState.loads((folder / "run.npz").read_bytes()).config.seed in (0, 1)
    strokes, _ = drawing_file.loads((folder / "drawing.dat").read_bytes())
    assert len(strokes[0]) == STROKE_POINTS
    settings = Settings(folder / "settings.json")
    version = settings.whole("version", 0, 1, 9)
    assert settings.choice("filling", [f"{version}" * 100_000], "") or version == 9
