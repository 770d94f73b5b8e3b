import subprocess
import sys
from pathlib import Path

import pytest

from digitpad import __main__, __version__, cli
from digitpad.cli import score


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


def test_ctrl_c_is_one_word_and_status_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(path: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(score, "load_recognizer", interrupted)
    monkeypatch.setattr(sys, "argv", ["digitpad", "test"])
    assert __main__.main() == 130
    assert capsys.readouterr() == ("", "Stopped.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is of Linux")
def test_answers_that_cannot_be_written_are_one_sentence() -> None:
    command = [sys.executable, "-m", "digitpad", "test", "--limit", "1"]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    sentence = "Standard output cannot be written: no space left on device.\n"
    assert (ended.returncode, ended.stderr) == (1, sentence)


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = [sys.executable, "-m", "digitpad", "test", "--verbose"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"pred: ")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_too_little_memory_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def too_much(path: object) -> None:
        raise MemoryError

    monkeypatch.setattr(score, "load_recognizer", too_much)
    assert cli.main(["test"]) == 1
    assert capsys.readouterr() == (
        "",
        "This needs more memory than there is: close other programs, or use fewer images.\n",
    )
