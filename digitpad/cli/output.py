"""What all commands share: how they speak, and the data and networks that they load."""

import argparse
import json
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tqdm import tqdm

from digitpad import data
from digitpad.nn import ModelFileError
from digitpad.recognizer import Recognizer

_SILENCE_S = 30.0  # without a byte, after which a download is given up


class Complaint(Exception):  # noqa: N818 (what it is for the person)
    """Ends the command; the text is the one sentence for the person."""


def complain(sentence: str) -> None:
    """Say what went wrong where it does not mix with the answers."""
    tqdm.write(sentence, file=sys.stderr)


def say(line: str) -> None:
    """Print an answer, past the progress bar if there is one."""
    tqdm.write(line, file=sys.stdout)
    print(end="", flush=True)


def say_json(record: Mapping[str, Any]) -> None:
    """Print one JSON object on a line of its own."""
    say(json.dumps(record))


def add_json(parser: argparse.ArgumentParser) -> None:
    """Give a command its --json."""
    parser.add_argument(
        "--json", action="store_true", help="one JSON object per line on standard output"
    )


def add_model(parser: argparse.ArgumentParser) -> None:
    """Give a command its --model."""
    parser.add_argument(
        "--model", type=Path, metavar="FILE", help="a network saved by train (default: on board)"
    )


def whole_number(text: str) -> int:
    """Return the number for argparse: a whole number from 1 up."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 up")
    return number


def load_recognizer(path: Path | None) -> Recognizer:
    """Return the network in the file, or the one on board.  Raises: Complaint."""
    try:
        return Recognizer.shipped() if path is None else Recognizer.from_file(path.read_bytes())
    except OSError as error:
        raise Complaint(_reason(error, "The network", path)) from error
    except (ModelFileError, ValueError) as error:
        raise Complaint(f"The network {path or 'on board'} can't be used: {error}.") from error


def load_dataset(key: str, *, limit: int | None = None) -> data.Splits:
    """Return the data set, fetched first if it has to be.  Raises: Complaint."""
    try:
        return data.load(key, limit=limit)
    except data.DatasetMissing:
        _fetch(key)
        return load_dataset(key, limit=limit)
    except (OSError, ValueError) as error:
        raise Complaint(str(error)) from error


class ProgressBar(tqdm):
    """A bar that needs no thread of its own: with miniters=1 none has to watch over it."""

    monitor_interval = 0


def progress_bar(total: int | None, unit: str) -> ProgressBar:
    """Return a bar on standard error, which shows itself only on a terminal."""
    return ProgressBar(
        total=total,
        unit=unit,
        miniters=1,
        unit_scale=True,
        dynamic_ncols=True,
        leave=False,
        file=sys.stderr,
        disable=not sys.stderr.isatty(),
    )


def _fetch(key: str) -> None:
    from digitpad.data import keras_datasets  # what few runs need should not slow all of them

    complain(f'Fetching the data set "{key}" through Keras.')
    cancel = threading.Event()
    try:
        with progress_bar(None, "B") as bar:
            for progress in keras_datasets.fetch(key, timeout_s=_SILENCE_S, cancel=cancel):
                bar.total = progress.bytes_total
                bar.update(progress.bytes_done - bar.n)
    except keras_datasets.FetchFailed as error:
        raise Complaint(str(error)) from error
    finally:
        cancel.set()


def _reason(error: OSError, what: str, path: Path | None) -> str:
    if path is None or error.strerror is None:
        return str(error)
    return f"{what} {path} can't be read: {error.strerror.lower()}."
