"""How commands speak: answers on standard output, all else on standard error."""

import contextlib
import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from tqdm import tqdm

from digitpad.files import reason


class Complaint(Exception):  # noqa: N818 (what it is for the person)
    """Ends the command; the text is the one sentence for the person."""


def complain(sentence: str) -> None:
    """Say what went wrong where it does not mix with the answers, if anybody can be told."""
    if sys.stderr is not None:  # or tqdm would say it among the answers
        with contextlib.suppress(OSError):  # such as of a full disk: the work itself goes on
            tqdm.write(sentence, file=sys.stderr)


def say(line: str) -> None:
    """Print an answer, past the progress bar if there is one.

    Raises: BrokenPipeError, nobody reads any more; Complaint, such as of a full disk.
    """
    try:
        tqdm.write(line, file=sys.stdout)
        flush_output()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up_output()
        raise Complaint(f"Standard output cannot be written: {reason(error)}.") from error


def say_json(record: Mapping[str, Any]) -> None:
    """Print one JSON object on a line of its own.  Raises: as ``say``."""
    say(json.dumps(record))


def flush_output() -> None:
    """Bring what was printed to whoever reads it."""
    print(end="", flush=True)


def give_up_output() -> None:
    """Nothing more can be written: keep Python from trying once more at its end."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


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
        disable=sys.stderr is None or not sys.stderr.isatty(),
    )
