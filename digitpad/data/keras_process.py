"""The one place that imports Keras: a process of its own, started by ``keras_datasets.fetch``.

``python -m digitpad.data.keras_process KEY OUTPUT`` lets Keras load a data set and writes it to the
file OUTPUT. Each line on stdout is a JSON object: {"sentence", "done", "total"} while it goes on,
or {"error"} as the last one. It ends when its stdin does, so it never outlives its parent.

The environment variable DIGITPAD_KERAS_MIRROR names a folder (a URL) that holds the same files as
Keras' own server, for those who cannot reach that.
"""

import gzip
import importlib
import json
import os
import sys
import threading
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any, TextIO

from digitpad.data.stored import pack
from digitpad.files import reason

_SERVER = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
_MODULES = {
    "keras-mnist": "keras.datasets.mnist",
    "keras-fashion-mnist": "keras.datasets.fashion_mnist",
}
_REPORT_EVERY_S = 0.1
_DAMAGED = (ValueError, KeyError, EOFError, zlib.error, gzip.BadGzipFile)


class _Reporter:
    """Writes the lines of JSON."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next_s = 0.0

    def say(self, **fields: Any) -> None:
        print(json.dumps(fields), file=self._stream, flush=True)

    def progress(self, name: str, done: int, total: int | None) -> None:
        """Say how many bytes of a file have arrived, but not too often."""
        if time.monotonic() >= self._next_s or done == total:
            self._next_s = time.monotonic() + _REPORT_EVERY_S
            self.say(sentence=f"Downloading {name}", done=done, total=total)


class _Watch(urllib.request.BaseHandler):
    """Reports what arrives, since Keras downloads in silence, and redirects to the mirror, if any.

    The order of 400 puts it before urllib's own handlers, which have 500.
    """

    handler_order = 400

    def __init__(self, reporter: _Reporter, mirror: str | None) -> None:
        self._reporter = reporter
        self._mirror = mirror

    def https_request(self, request: urllib.request.Request) -> urllib.request.Request:
        if self._mirror is not None and request.full_url.startswith(_SERVER):
            name = request.full_url.removeprefix(_SERVER)
            request.full_url = self._mirror.rstrip("/") + "/" + name
        return request

    def http_response(
        self, request: urllib.request.Request, response: HTTPResponse
    ) -> HTTPResponse:
        read: Callable[..., bytes] = response.read
        name = request.full_url.rpartition("/")[2]
        length = response.headers.get("Content-Length", "")
        total = int(length) if length.isdecimal() else None
        done = 0

        def counting_read(*args: int) -> bytes:
            nonlocal done
            content = read(*args)
            if content:
                done += len(content)
                self._reporter.progress(name, done, total)
            return content

        # Replaced on this one object, for whoever reads from it; types know no such thing.
        response.read = counting_read  # type: ignore[assignment,method-assign]
        return response

    https_response = http_response


def main(key: str, output: Path) -> int:
    """Load the data set ``key`` and write it to ``output``; return the exit status."""
    reporter = _Reporter(sys.stdout)
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (Keras prints; to the end)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    opener = urllib.request.build_opener(_Watch(reporter, os.environ.get("DIGITPAD_KERAS_MIRROR")))
    urllib.request.install_opener(opener)
    try:
        dataset = importlib.import_module(_MODULES[key])
    except ImportError as error:
        reporter.say(error=f"Keras cannot be loaded ({error}): please install keras and jax.")
        return 1
    reporter.say(sentence="Asking Keras for the data", done=0, total=None)
    try:
        (x_train, y_train), (x_test, y_test) = dataset.load_data()
        reporter.say(sentence="Checking the data", done=0, total=None)
        content = pack({"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test})
    except Exception as error:  # Keras raises bare Exceptions; the parent logs the stack
        reporter.say(error=_sentence(error))
        raise
    output.write_bytes(content)
    return 0


def _end_with_parent() -> None:
    """A plain read: Python could not shut down while a thread holds the buffer of stdin."""
    while os.read(0, 1):
        pass
    os._exit(1)


def _sentence(error: BaseException) -> str:
    """Say in one sentence what went wrong; Keras hides the cause behind a bare Exception."""
    cause = error.__cause__ or error.__context__
    if isinstance(error, urllib.error.HTTPError):
        return f"The server answered {error.code} ({error.reason}): please try again later."
    if isinstance(error, urllib.error.ContentTooShortError):
        return "The connection broke off before the whole file had arrived: please try again."
    if isinstance(error, urllib.error.URLError):
        why = reason(error.reason) if isinstance(error.reason, OSError) else error.reason
        return f"The server cannot be reached ({why}): is this computer online?"
    if isinstance(error, _DAMAGED):
        return "The file that arrived is damaged: please try again."
    if isinstance(error, ConnectionError | HTTPException):
        return "The connection broke off: please try again."
    if cause is not None:
        return _sentence(cause)
    return f"Keras could not load the data ({error}): please try again later."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
