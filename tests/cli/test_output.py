import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from digitpad import data
from digitpad.cli import output
from digitpad.data import Splits, keras_datasets
from tests.cli.conftest import Run


def test_a_data_set_that_is_missing_is_fetched_and_loaded(
    monkeypatch: pytest.MonkeyPatch, small_data: Splits, capsys: pytest.CaptureFixture[str]
) -> None:
    fetched: list[str] = []

    def load(key: str, *, limit: int | None = None) -> Splits:
        if key not in fetched:
            raise data.DatasetMissing(key)
        return small_data

    def fetch(key: str, **_: object) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(bytes_done=5, bytes_total=10, sentence="")
        fetched.append(key)

    monkeypatch.setattr(data, "load", load)
    monkeypatch.setattr(keras_datasets, "fetch", fetch)
    assert output.load_dataset("keras-mnist") is small_data
    assert capsys.readouterr().err == 'Fetching the data set "keras-mnist" through Keras.\n'


def test_a_fetch_that_fails_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(key: str, *, limit: int | None = None) -> Splits:
        raise data.DatasetMissing(key)

    def fetch(key: str, **_: object) -> Iterator[object]:
        raise keras_datasets.FetchFailed("There is no network.")
        yield

    monkeypatch.setattr(data, "load", load)
    monkeypatch.setattr(keras_datasets, "fetch", fetch)
    status, lines, complaints = run("train", "--dataset", "keras-fashion-mnist")
    assert (status, lines, complaints[-1]) == (1, [], "There is no network.")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_progress_bar_shows_on_a_terminal_and_keeps_off_the_answers(tmp_path: Path) -> None:
    import fcntl
    import pty
    import termios

    path = tmp_path / "drawings.jsonl"
    path.write_text(
        '{"strokes": [[[5, 0], [5, 9]]]}\n' * 5
    )  # few: nobody empties the screen meanwhile
    try:
        screen, terminal = pty.openpty()
    except OSError as error:  # some containers have none
        pytest.skip(str(error))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    done = subprocess.run(
        [sys.executable, "-m", "digitpad", "classify", str(path)],
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
        check=True,
    )
    shown = os.read(screen, 100_000).decode()
    os.close(screen)
    os.close(terminal)
    assert " digits" in shown
    assert len(done.stdout.splitlines()) == 5
    assert all(line.startswith(str(path)) for line in done.stdout.splitlines())
