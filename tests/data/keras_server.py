"""A server on this computer that stands for Keras' own, and misbehaves as it is told.

``contents`` and ``server`` are fixtures; conftest.py makes them known.
"""

import gzip
import http.server
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

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
        self.http.handle_error = lambda *_: None  # a client that is gone is what tests want
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
