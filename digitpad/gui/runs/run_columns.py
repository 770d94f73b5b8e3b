"""The columns of the list of runs: what stands in them, and how they are sorted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digitpad.data import DATASETS
from digitpad.gui.train.run_progress import clock
from digitpad.training import RunRecord

_DATASET_TITLES = {info.key: info.title for info in DATASETS}
_STATES = {
    "running": "in training",
    "finished": "finished",
    "stopped": "stopped",
    "diverged": "diverged",
    "interrupted": "interrupted",
}
LEAST = float("-inf")  # sorts what was not measured
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Column:
    """``text`` is what stands there, ``rank`` what it is sorted by; numbers stand at the right."""

    title: str
    help: str
    text: Callable[[RunRecord], str]
    rank: Callable[[RunRecord], Any]
    is_number: bool = True
    room_for: str = ""  # beside what stands there now


def dataset_title(record: RunRecord) -> str:
    """Return the data set of a run as a person knows it."""
    key = record.config.dataset
    return _DATASET_TITLES.get(key, key)


def state_text(record: RunRecord) -> str:
    """Return how a run stands, in a word or two."""
    return _STATES[record.status]


def _accuracy(title: str, help_text: str, value: Callable[[RunRecord], float | None]) -> Column:
    def text(record: RunRecord) -> str:
        share = value(record)
        return "" if share is None else f"{100 * share:.2f} %"

    def rank(record: RunRecord) -> float:
        share = value(record)
        return LEAST if share is None else share

    return Column(title, help_text, text, rank, room_for="100.00 %")


def when(moment: datetime, now: datetime) -> str:
    """Return a time of this year as ``28 Nov 08:17``, an earlier one as ``28 Nov 2025``."""
    day = f"{moment.day} {_MONTHS[moment.month - 1]}"
    return f"{day} {moment:%H:%M}" if moment.year == now.year else f"{day} {moment.year}"


def _begun(record: RunRecord) -> str:
    now = datetime.now().astimezone()
    try:
        return when(record.started.astimezone(), now)
    except (OverflowError, OSError, ValueError):  # begun by a clock so wrong that it has no place
        return when(record.started, now)


def _speed(record: RunRecord) -> str:
    return "" if record.images_per_second is None else f"{record.images_per_second:,.0f}"


# What does not fit is scrolled to: what a run is known by, and what it reached, come first.
COLUMNS = (
    Column("Name", "Press F2 to rename.", lambda r: r.name, lambda r: r.name.casefold(), False),
    Column("State", "How the run stands.", state_text, state_text, False, "interrupted"),
    _accuracy(
        "Validation",
        "Accuracy on images kept aside from training.",
        lambda r: r.validation_accuracy,
    ),
    _accuracy("Drawn", "Accuracy on digits that people drew.", lambda r: r.drawn_accuracy),
    _accuracy("Test", "Accuracy on the test images, once measured.", lambda r: r.test_accuracy),
    Column(
        "Begun",
        "When the run began.",
        _begun,
        lambda r: r.started.timestamp(),
        room_for="28 Nov 08:17",
    ),
    Column(
        "Epochs",
        "Epochs done, of those planned.",
        lambda r: f"{r.epochs_done:,} of {r.config.epochs:,}",
        lambda r: float(r.epochs_done),
        room_for="10 of 100",
    ),
    Column(
        "Time",
        "Time of work, pauses left out.",
        lambda r: clock(r.seconds),
        lambda r: r.seconds,
        room_for="1:00:00",
    ),
    Column("Data", "What it learned from.", dataset_title, dataset_title, False),
    Column(
        "Preset",
        "The preset that it began from.",
        lambda r: r.config.preset,
        lambda r: r.config.preset,
        False,
    ),
    Column(
        "Images/s",
        "Images trained on in a second.",
        _speed,
        lambda r: LEAST if r.images_per_second is None else r.images_per_second,
        room_for="100,000",
    ),
    Column(
        "Weights",
        "Numbers that training changes.",
        lambda r: f"{r.parameter_count:,}",
        lambda r: float(r.parameter_count),
    ),
)
