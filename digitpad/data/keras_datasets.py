"""Fetching the data sets of ``keras.datasets``, with progress, time-out and cancel.

Keras does it in a process of its own (see ``keras_process``): importing it takes a second, it has
no time-out, and only a process can be stopped at any moment. It works in a private folder, so
nothing half written stays behind, neither here nor in Keras' own cache.
"""

import json
import logging
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from digitpad.data.stored import unpack
from digitpad.files import reason, sweep_temporaries, temporary_folder, write_whole
from digitpad.paths import user_folder

_log = logging.getLogger(__name__)

# What Keras keeps in its cache, below $KERAS_HOME or ~/.keras.
_CACHED = {
    "keras-mnist": ("datasets/mnist.npz",),
    "keras-fashion-mnist": tuple(
        f"datasets/fashion-mnist/{part}-ubyte.gz"
        for part in (
            "train-labels-idx1",
            "train-images-idx3",
            "t10k-labels-idx1",
            "t10k-images-idx3",
        )
    ),
}
_IMPORT_S = 60.0  # Keras may take this long to be imported on a slow disk; that is not silence
_POLL_S = 0.05


class FetchFailed(Exception):  # noqa: N818 (named for what happened)
    """The data set could not be fetched; says why in one sentence."""


class _Cancelled(Exception):  # noqa: N818 (named for what happened)
    """The caller no longer wants the data."""


@dataclass(frozen=True)
class FetchProgress:
    """What is going on, and how many bytes of the current file have arrived."""

    bytes_done: int
    bytes_total: int | None  # None where the server does not say
    sentence: str


def stored_file(key: str) -> Path:
    """Return where the fetched data set ``key`` lies, or will lie."""
    return user_folder() / "datasets" / f"{key}.npz"


def fetch(
    key: str, *, timeout_s: float = 30.0, cancel: threading.Event | None = None
) -> Generator[FetchProgress, None, None]:
    """Fetch the data set ``key``, which ``load`` can read afterwards.

    What Keras already has in its cache is taken from there, without the network. ``timeout_s`` is
    how long nothing may happen, once Keras is imported. Setting ``cancel`` (from any thread), or
    closing the iterator, ends the process at once; the iterator then ends.
    Raises: ValueError, not a data set to fetch; FetchFailed, with a sentence for the person.
    """
    if key not in _CACHED:
        raise ValueError(f'There is no data set "{key}" to fetch: choose one of {list(_CACHED)}.')
    return _fetch(key, timeout_s, cancel or threading.Event())


def _fetch(
    key: str, timeout_s: float, cancel: threading.Event
) -> Generator[FetchProgress, None, None]:
    target = stored_file(key)
    sweep_temporaries(target.parent)
    try:
        with temporary_folder(target.parent) as folder:
            content = yield from _fetched(key, folder, timeout_s, cancel)
        write_whole(target, content)
    except _Cancelled:
        return
    except OSError as error:
        _log.exception("fetching %s", key)
        why = reason(error)
        raise FetchFailed(f"The data could not be saved in {target.parent}: {why}.") from error


def _fetched(
    key: str, folder: Path, timeout_s: float, cancel: threading.Event
) -> Generator[FetchProgress, None, bytes]:
    """Let Keras load the data, from a copy of its cache if there is one; return the file's content.

    A cache that turns out to be damaged stays as it is: Keras is asked again without it.
    """
    homes = [folder / "cached"] if _copy_cache(key, folder / "cached") else []
    homes.append(folder / "empty")
    for home in homes:
        home.mkdir(exist_ok=True)
        try:
            yield from _run(key, home, folder / "data.npz", timeout_s, cancel)
            break
        except FetchFailed:
            if home is homes[-1]:
                raise
            _log.warning("Keras' cached copy of %s cannot be used", key, exc_info=True)
    try:
        unpack(folder / "data.npz")
    except ValueError as error:
        raise FetchFailed("The data that arrived is damaged: please try again.") from error
    return (folder / "data.npz").read_bytes()


def _copy_cache(key: str, home: Path) -> bool:
    """Copy what Keras has of the data set, if that is all of it."""
    cache = Path(os.environ.get("KERAS_HOME") or "~/.keras").expanduser()
    files = _CACHED[key]
    if not all((cache / name).is_file() for name in files):
        return False
    for name in files:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(cache / name, home / name)
    return True


def _run(
    key: str, home: Path, output: Path, timeout_s: float, cancel: threading.Event
) -> Iterator[FetchProgress]:
    """Run the process to its end, and report what it says.  Raises: FetchFailed, _Cancelled."""
    with (home / "errors.txt").open("w+b") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "digitpad.data.keras_process", key, str(output)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=_environment(home),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            with process:  # closes the pipes and waits
                try:
                    yield from _reports(process, timeout_s, cancel)
                finally:
                    process.kill()
        except FetchFailed:
            errors.seek(0)
            _log.info("the Keras process wrote: %s", errors.read().decode(errors="replace"))
            raise


def _environment(home: Path) -> dict[str, str]:
    package = Path(__file__).resolve().parents[2]
    path = os.pathsep.join(filter(None, [str(package), os.environ.get("PYTHONPATH")]))
    settings = {"KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu", "PYTHONIOENCODING": "utf-8"}
    return {**os.environ, **settings, "KERAS_HOME": str(home), "PYTHONPATH": path}


def _reports(
    process: subprocess.Popen[bytes], timeout_s: float, cancel: threading.Event
) -> Iterator[FetchProgress]:
    assert process.stdout is not None
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read_lines, args=(process.stdout, lines), daemon=True).start()
    yield FetchProgress(0, None, "Starting Keras")
    heard, patience_s = time.monotonic(), timeout_s + _IMPORT_S
    while True:
        if cancel.is_set():
            raise _Cancelled
        if time.monotonic() - heard > patience_s:
            raise FetchFailed(
                f"Nothing arrived for {patience_s:g} seconds: please try again later."
            )
        try:
            line = lines.get(timeout=_POLL_S)
        except queue.Empty:
            continue
        if not line:
            break
        heard, patience_s = time.monotonic(), timeout_s
        yield _progress(line)
    if process.wait() != 0:
        status = process.returncode
        raise FetchFailed(f"Keras ended unexpectedly, with exit status {status}: please try again.")


def _read_lines(stream: IO[bytes], lines: "queue.SimpleQueue[bytes]") -> None:
    """Pass on each line, and an empty one at the end."""
    for line in stream:
        lines.put(line)
    lines.put(b"")


def _progress(line: bytes) -> FetchProgress:
    fields: dict[str, Any] = json.loads(line)
    if "error" in fields:
        raise FetchFailed(fields["error"])
    return FetchProgress(fields["done"], fields["total"], fields["sentence"])
