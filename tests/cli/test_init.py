import subprocess
import sys

import pytest

from digitpad import __version__, cli
from digitpad.cli import score
from tests.cli.conftest import Run


@pytest.mark.parametrize("command", ["train", "test", "classify"])
def test_help_explains_each_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main([command, "--help"])
    text = capsys.readouterr().out
    assert "--json" in text
    assert "%%" not in text


def test_help_names_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--help"])
    text = capsys.readouterr().out
    assert all(command in text for command in ("train", "test", "classify", "window"))


def test_version_is_the_package_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"Digitpad {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["paint"],
        ["train", "--optimizer", "newton"],
        ["train", "--preset", "Worst"],
        ["test", "--limit", "0"],
    ],
)
def test_wrong_arguments_end_with_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(arguments)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "error:" in printed.err


def test_ctrl_c_is_one_word_and_status_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(path: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(score, "load_recognizer", interrupted)
    assert run("test") == (130, [], ["Stopped."])


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "digitpad", "test", "--verbose"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"pred: ")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141
