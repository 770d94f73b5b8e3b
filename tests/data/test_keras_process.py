"""What the process says, without Keras; test_keras_datasets.py drives it with Keras."""

import io
import json
import urllib.error
import urllib.request
from email.message import Message
from http.client import IncompleteRead

import pytest

from digitpad.data import keras_process


def chained(cause: Exception) -> Exception:
    """Return the bare Exception behind which Keras hides ``cause``."""
    error = Exception("URL fetch failure")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        (
            urllib.error.HTTPError("http://x", 503, "Busy", Message(), None),
            "The server answered 503 (Busy): please try again later.",
        ),
        (
            urllib.error.URLError(ConnectionRefusedError(111, "Connection refused")),
            "The server cannot be reached (connection refused): is this computer online?",
        ),
        (
            urllib.error.URLError("no route"),
            "The server cannot be reached (no route): is this computer online?",
        ),
        (
            urllib.error.ContentTooShortError("short", (b"", Message())),
            "The connection broke off before the whole file had arrived: please try again.",
        ),
        (IncompleteRead(b""), "The connection broke off: please try again."),
        (EOFError("end"), "The file that arrived is damaged: please try again."),
        (RuntimeError("odd"), "Keras could not load the data (odd): please try again later."),
    ],
)
def test_the_cause_that_keras_hides_is_told_in_one_sentence(
    cause: Exception, sentence: str
) -> None:
    assert keras_process._sentence(cause) == sentence
    assert keras_process._sentence(chained(cause)) == sentence


def test_progress_is_told_now_and_then_and_always_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keras_process.time, "monotonic", lambda: 100.0)
    stream = io.StringIO()
    reporter = keras_process._Reporter(stream)
    for done in range(1, 11):
        reporter.progress("a.gz", done, 10)
    told = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["done"] for line in told] == [1, 10]
    assert told[0] == {"sentence": "Downloading a.gz", "done": 1, "total": 10}


@pytest.mark.parametrize(
    ("mirror", "sent"),
    [
        (None, keras_process._SERVER + "mnist.npz"),
        ("http://near/data/", "http://near/data/mnist.npz"),
    ],
)
def test_the_mirror_is_asked_instead_of_keras_own_server(mirror: str | None, sent: str) -> None:
    watch = keras_process._Watch(keras_process._Reporter(io.StringIO()), mirror)
    request = urllib.request.Request(keras_process._SERVER + "mnist.npz")
    assert watch.https_request(request).full_url == sent


def test_the_mirror_is_not_asked_for_files_of_other_servers() -> None:
    watch = keras_process._Watch(keras_process._Reporter(io.StringIO()), "http://near/")
    request = urllib.request.Request("https://elsewhere.org/a")
    assert watch.https_request(request).full_url == "https://elsewhere.org/a"
