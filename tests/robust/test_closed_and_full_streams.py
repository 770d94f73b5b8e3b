"""Standard streams that are closed or full never stop the work, nor mix up what is said where."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.robust.program import ROOT

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a shell's redirections are of Unix"
)

QUICK = "train --limit 64 --epochs 1 --no-keep"
ONE = '{"strokes": [[[5, 0], [5, 9]]]}\n'


def shell(line: str, *, stdin: str = "", **settings: str) -> tuple[int, str, str]:
    """Run a line of sh, in which ``digitpad`` is the program; return status, output, errors."""
    done = subprocess.run(
        ["sh", "-c", line.replace("digitpad", f"'{sys.executable}' -m digitpad")],
        env={**os.environ, **settings},
        input=stdin,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=100,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("closed", ["2>&-", "2>/dev/full"])
def test_training_needs_nobody_to_complain_to(closed: str, tmp_path: Path) -> None:
    if "full" in closed and not Path("/dev/full").exists():
        pytest.skip("/dev/full is of Linux")
    out = tmp_path / "net.npz"
    status, said, _ = shell(f"digitpad {QUICK} --out '{out}' {closed}")
    assert status == 0
    assert len(said.splitlines()) == 4
    assert out.exists()


def test_training_needs_nobody_to_listen(tmp_path: Path) -> None:
    out = tmp_path / "net.npz"
    status, _, complaints = shell(f"digitpad {QUICK} --out '{out}' <&- >&-")
    assert (status, complaints) == (0, f"Saved as {out}.\n")
    assert out.exists()


def test_what_cannot_be_said_does_not_stop_what_can_be_read() -> None:
    line = "digitpad classify --json missing.jsonl - 2>&-"
    status, said, _ = shell(line, stdin=ONE)
    assert status == 1
    assert [line[:13] for line in said.splitlines()] == ['{"source": "-']


def test_wrong_arguments_are_status_2_with_nobody_to_tell() -> None:
    assert shell("digitpad train --epochs few 2>&-") == (2, "", "")


def test_standard_input_that_is_closed_or_a_folder_is_one_sentence(tmp_path: Path) -> None:
    sentence = "- cannot be read: standard input is closed.\n"
    assert shell("digitpad classify - <&-") == (1, "", sentence)
    assert shell(f"digitpad classify - <'{tmp_path}'")[:2] == (1, "")


@pytest.mark.parametrize("encoding", ["ascii", "utf-16-le", "latin-1"])
def test_names_that_a_terminal_cannot_show_are_written_all_the_same(
    encoding: str, tmp_path: Path
) -> None:
    out = tmp_path / 'é "日" \'.npz'
    command = [sys.executable, "-m", "digitpad", *QUICK.split(), "--out", str(out)]
    settings = {"LC_ALL": "C", "PYTHONIOENCODING": encoding}
    done = subprocess.run(
        command, env={**os.environ, **settings}, capture_output=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert out.exists()


def test_ctrl_c_is_one_word_from_the_first_import_on() -> None:
    """Python itself, before it comes to this program, is not ours to hush."""
    script = (
        "import os, signal, sys; from importlib.abc import MetaPathFinder\n"
        "class CtrlC(MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'digitpad.start_checks': signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, CtrlC())\n"
        "from digitpad.__main__ import main; sys.argv[1:] = ['test']; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Stopped.\n")
