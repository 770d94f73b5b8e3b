"""Keras' data sets through the real Keras, from a server on this computer that misbehaves."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from digitpad import data
from digitpad.data import keras_datasets
from digitpad.data.keras_datasets import FetchFailed
from tests.data.keras_server import (
    FILES,
    KEY,
    Reply,
    Server,
    a_web_page,
    broken_off,
    corrupt,
    not_found,
    reset,
)


@pytest.fixture
def datasets(user_folder: Path) -> Path:
    return user_folder / "datasets"


def fill_cache(folder: Path, contents: dict[str, bytes]) -> None:
    (folder / "datasets" / "fashion-mnist").mkdir(parents=True)
    for name, content in contents.items():
        (folder / "datasets" / "fashion-mnist" / name).write_bytes(content)


def test_a_data_set_is_fetched_with_progress_and_can_then_be_loaded(
    server: Server, datasets: Path, tmp_path: Path, contents: dict[str, bytes]
) -> None:
    progress = list(keras_datasets.fetch(KEY))
    assert progress[0].sentence == "Starting Keras"
    assert server.asked == [f"{name}-ubyte.gz" for name in FILES]
    for name in server.asked:
        last = [step for step in progress if step.sentence == f"Downloading {name}"][-1]
        assert last.bytes_done == last.bytes_total == len(contents[name])
    splits = data.load(KEY, limit=1000)
    assert splits.train.images[:, 5, 5].tolist() == [number % 256 for number in range(1000)]
    assert splits.train.classes[9] == "Ankle boot"
    assert splits.drawn is None
    assert [path.name for path in datasets.iterdir()] == [f"{KEY}.npz"]
    assert not (tmp_path / "keras").exists()


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (not_found, r"^The server answered 404 \(.*\): .*\.$"),
        (reset, r"^The (connection broke off|server cannot be reached).*[.?]$"),
        (broken_off, r"^The connection broke off before the whole file had arrived: .*\.$"),
        (corrupt, r"^The file that arrived is damaged: .*\.$"),
        (a_web_page, r"^The file that arrived is damaged: .*\.$"),
    ],
)
def test_each_failure_is_one_sentence_and_nothing_half_written_stays(
    reply: Reply, sentence: str, server: Server, datasets: Path
) -> None:
    server.reply = reply
    with pytest.raises(FetchFailed, match=sentence):
        list(keras_datasets.fetch(KEY))
    assert list(datasets.iterdir()) == []


def test_offline_is_one_sentence(
    server: Server, datasets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("DIGITPAD_KERAS_MIRROR", f"http://127.0.0.1:{port}/")
    with pytest.raises(FetchFailed, match=r"^The server cannot be reached \(.*\): .*\?$"):
        list(keras_datasets.fetch(KEY))
    assert list(datasets.iterdir()) == []


def test_silence_ends_after_the_time_out(server: Server, datasets: Path) -> None:
    server.reply = server.silence
    with pytest.raises(FetchFailed, match=r"^Nothing arrived for 0.5 seconds: .*\.$"):
        list(keras_datasets.fetch(KEY, timeout_s=0.5))
    assert list(datasets.iterdir()) == []


def test_a_failure_keeps_what_was_fetched_before(
    server: Server, datasets: Path, contents: dict[str, bytes]
) -> None:
    list(keras_datasets.fetch(KEY))
    before = (datasets / f"{KEY}.npz").read_bytes()
    server.reply = not_found
    with pytest.raises(FetchFailed):
        list(keras_datasets.fetch(KEY))
    assert (datasets / f"{KEY}.npz").read_bytes() == before


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("how", ["cancel", "close"])
def test_a_cancelled_fetch_ends_at_once_with_its_process(
    how: str, server: Server, datasets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.reply = server.silence
    started: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *args: object, **settings: object) -> None:
            super().__init__(*args, **settings)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    cancel = threading.Event()
    fetch = keras_datasets.fetch(KEY, cancel=cancel)
    while next(fetch).sentence != "Asking Keras for the data":
        pass
    wait_for(lambda: bool(server.asked))
    if how == "cancel":
        cancel.set()
        assert list(fetch) == []
    else:
        fetch.close()
    assert [process.poll() is not None for process in started] == [True]
    assert list(datasets.iterdir()) == []


def test_what_keras_has_in_its_cache_needs_no_network(
    server: Server, tmp_path: Path, contents: dict[str, bytes]
) -> None:
    fill_cache(tmp_path / "keras", contents)
    list(keras_datasets.fetch(KEY))
    assert server.asked == []
    assert len(data.load(KEY).test) == 10_000


def test_a_damaged_cache_is_left_alone_and_the_data_fetched(
    server: Server, tmp_path: Path, contents: dict[str, bytes]
) -> None:
    damaged = {name: content[:-100] for name, content in contents.items()}
    fill_cache(tmp_path / "keras", damaged)
    list(keras_datasets.fetch(KEY))
    assert len(server.asked) == 4
    assert len(data.load(KEY).test) == 10_000
    for name, content in damaged.items():
        path = tmp_path / "keras" / "datasets" / "fashion-mnist" / name
        assert path.read_bytes() == content


def test_a_folder_that_cannot_be_written_is_one_sentence(server: Server, user_folder: Path) -> None:
    user_folder.write_bytes(b"a file where the folder should be")
    with pytest.raises(FetchFailed, match=r"^The data could not be saved in .*: [^][]+\.$"):
        list(keras_datasets.fetch(KEY))


def test_a_computer_without_keras_is_told_what_to_install(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "keras.py").write_text("raise ImportError('no backend')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(FetchFailed, match=r"^Keras cannot be loaded \(.*\): please install"):
        list(keras_datasets.fetch(KEY))


def test_a_data_set_that_is_not_of_keras_is_refused() -> None:
    with pytest.raises(ValueError, match='no data set "mnist" to fetch'):
        keras_datasets.fetch("mnist")


@pytest.mark.skipif(sys.platform == "win32", reason="looks at processes as Unix does")
def test_the_process_ends_with_the_one_that_started_it(server: Server, tmp_path: Path) -> None:
    server.reply = server.silence
    command = [sys.executable, "-m", "digitpad.data.keras_process", KEY, str(tmp_path / "out")]
    settings = {**os.environ, "KERAS_BACKEND": "jax"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=settings
    ) as process:
        assert process.stdin is not None
        wait_for(lambda: bool(server.asked))
        assert process.poll() is None
        process.stdin.close()  # as when the parent is killed
        assert process.wait(60) == 1
