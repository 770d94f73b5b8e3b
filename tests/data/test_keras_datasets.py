"""Keras' data sets through the real Keras, from a server on this computer that misbehaves."""

import gzip
import http.server
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad import data
from digitpad.data import keras_datasets
from digitpad.data.keras_datasets import FetchFailed

KEY = "keras-fashion-mnist"
FILES = ("train-labels-idx1", "train-images-idx3", "t10k-labels-idx1", "t10k-images-idx3")
Reply = Callable[[http.server.BaseHTTPRequestHandler, bytes], None]


def idx(array: NDArray[np.uint8]) -> bytes:
    """Return the array in the format of MNIST's own files."""
    return struct.pack(f">I{array.ndim}I", 0x800 + array.ndim, *array.shape) + array.tobytes()


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    """The four files of a data set of 70,000 images that are nearly empty."""
    files = {}
    for part, count in (("train", 60_000), ("t10k", 10_000)):
        images = np.zeros((count, 28, 28), np.uint8)
        images[:, 5, 5] = np.arange(count) % 256
        labels = (np.arange(count) % 10).astype(np.uint8)
        files[f"{part}-images-idx3-ubyte.gz"] = gzip.compress(idx(images), 1, mtime=0)
        files[f"{part}-labels-idx1-ubyte.gz"] = gzip.compress(idx(labels), 1, mtime=0)
    return files


def good(handler: http.server.BaseHTTPRequestHandler, content: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def not_found(handler: http.server.BaseHTTPRequestHandler, content: bytes) -> None:
    handler.send_error(404)


def reset(handler: http.server.BaseHTTPRequestHandler, content: bytes) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def broken_off(handler: http.server.BaseHTTPRequestHandler, content: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(content) + 1000))
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])


def corrupt(handler: http.server.BaseHTTPRequestHandler, content: bytes) -> None:
    middle = len(content) // 2
    good(handler, content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :])


def a_web_page(handler: http.server.BaseHTTPRequestHandler, content: bytes) -> None:
    good(handler, b"<html>Please log in to the hotel's network</html>")


class Server:
    """Serves the files on a loopback port, in the way that ``reply`` says."""

    def __init__(self, contents: dict[str, bytes]) -> None:
        self.reply: Reply = good
        self.asked: list[str] = []
        self.closing = threading.Event()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.strip("/")
                outer.asked.append(name)
                outer.reply(self, contents[name])

            def log_message(self, *_: object) -> None:
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.01,))
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_port}/"

    def silence(self, handler: http.server.BaseHTTPRequestHandler, content: bytes) -> None:
        """Promise the file, and then say nothing."""
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.flush()
        self.closing.wait(60)

    def close(self) -> None:
        self.closing.set()
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def server(
    contents: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Server]:
    made = Server(contents)
    monkeypatch.setenv("DIGITPAD_KERAS_MIRROR", made.url)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    yield made
    made.close()


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
            super().__init__(*args, **settings)  # type: ignore[call-overload]
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
        fetch.close()  # type: ignore[attr-defined]
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
    with pytest.raises(FetchFailed, match=r"^The data could not be saved in .*\.$"):
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
