"""The curves of a run in bounded size; they can be saved as bytes and replayed as events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from math import isnan, nan
from typing import Any

import numpy as np

from digitpad.nn import archive
from digitpad.training.config import TrainConfig
from digitpad.training.events import (
    BatchEnded,
    EpochEnded,
    Event,
    LearningRateChanged,
    RunStarted,
)
from digitpad.training.plain_numbers import is_whole
from digitpad.training.thinned_table import (
    CAPACITY,
    Rows,
    Rule,
    ThinnedTable,
    high,
    last,
    low,
    mean,
)

FORMAT = 1
# Of batches that share a row the mean is kept, and the lowest and the highest loss.
BATCH_COLUMNS = {
    "step": last,
    "loss": mean,
    "lowest_loss": low,
    "highest_loss": high,
    "accuracy": mean,
    "learning_rate": last,
    "seconds": last,
}
# Of epochs that share a row the worst figures are kept: a peak must not vanish.
EPOCH_COLUMNS = {
    "epoch": last,
    "step": last,
    "loss": high,
    "accuracy": low,
    "validation_loss": high,
    "validation_accuracy": low,
    "drawn_accuracy": low,
    "learning_rate": last,
    "seconds": last,
    "images_per_second": mean,
}
RATE_COLUMNS = {"step": last, "old": last, "new": last}
_COLUMNS: Mapping[str, Mapping[str, Rule]] = {
    "batches": BATCH_COLUMNS,
    "epochs": EPOCH_COLUMNS,
    "rates": RATE_COLUMNS,
}
_COUNTS = ("images", "batches_per_epoch", "steps_total", "parameter_count")


class RunHistoryError(ValueError):
    """The bytes hold no history that can be shown; the text, why, ends a sentence."""


class RunHistory:
    """The tables ``batches``, ``epochs`` and ``rates``; their columns are named above."""

    def __init__(self, started: RunStarted) -> None:
        self.started = started
        self.batches = ThinnedTable(list(BATCH_COLUMNS.values()))
        self.epochs = ThinnedTable(list(EPOCH_COLUMNS.values()))
        self.rates = ThinnedTable(list(RATE_COLUMNS.values()))

    def add(self, event: Event) -> None:
        """Append an event to its table; events that have none are ignored."""
        if isinstance(event, BatchEnded):
            loss, accuracy = event.loss, nan if event.accuracy is None else event.accuracy
            rate = event.learning_rate
            self.batches.add((event.step, loss, loss, loss, accuracy, rate, event.seconds))
        elif isinstance(event, EpochEnded):
            values = (getattr(event, name) for name in EPOCH_COLUMNS)
            self.epochs.add([nan if value is None else value for value in values])
        elif isinstance(event, LearningRateChanged):
            self.rates.add((event.step, event.old, event.new))

    def columns(self, table: str) -> dict[str, Rows]:
        """Return the columns (P,) of a table by name."""
        rows = self._tables[table].rows()
        return {name: rows[:, index] for index, name in enumerate(_COLUMNS[table])}

    def events(self) -> Iterator[Event]:
        """Replay the run in order; batches that share a row are one event with their mean."""
        yield self.started
        replayed: list[BatchEnded | EpochEnded | LearningRateChanged] = [
            *map(self._batch, self.batches.rows().tolist()),
            *map(_epoch, self.epochs.rows().tolist()),
            *map(_rate, self.rates.rows().tolist()),
        ]
        yield from sorted(replayed, key=lambda event: event.step)  # as above, where steps are equal

    def until(self, step: int) -> RunHistory:
        """Return the history up to a step, counted from 1."""
        part = RunHistory(self.started)
        for name, table in self._tables.items():
            rows, place = table.rows(), list(_COLUMNS[name]).index("step")
            part._tables[name].restore(rows[rows[:, place] <= step], table.stride)
        return part

    def copy(self) -> RunHistory:
        """Return an independent copy."""
        return self.until(self.started.steps_total)

    @property
    def _tables(self) -> dict[str, ThinnedTable]:
        return {"batches": self.batches, "epochs": self.epochs, "rates": self.rates}

    def _batch(self, row: list[float]) -> BatchEnded:
        started, values = self.started, dict(zip(BATCH_COLUMNS, row, strict=True))
        step, accuracy = int(values["step"]), values["accuracy"]
        epoch, batch = divmod(step - 1, started.batches_per_epoch)
        seen = min(started.images, (batch + 1) * started.config.batch_size)
        return BatchEnded(
            step,
            epoch,
            batch,
            images_seen=epoch * started.images + seen,
            loss=values["loss"],
            accuracy=None if isnan(accuracy) else accuracy,
            learning_rate=values["learning_rate"],
            seconds=values["seconds"],
        )

    def dumps(self) -> bytes:
        """Return the history as bytes."""
        header = {
            "format": FORMAT,
            "counts": {name: asdict(self.started)[name] for name in _COUNTS},
            "strides": {name: table.stride for name, table in self._tables.items()},
        }
        arrays = {name: table.rows().ravel() for name, table in self._tables.items()}
        return archive.pack(header, arrays)

    @classmethod
    def loads(cls, content: bytes, config: TrainConfig) -> RunHistory:
        """Return the history of a run with these settings.  Raises: RunHistoryError."""
        try:
            header, arrays = archive.unpack(content, tuple(_COLUMNS))
            _check_format(header["format"])
            counts = {name: _count(header["counts"][name]) for name in _COUNTS}
            history = cls(RunStarted(config, **counts))
            for name, table in history._tables.items():
                rows = arrays[name].astype(np.float64).reshape(-1, len(_COLUMNS[name]))
                _check_rows(rows, list(_COLUMNS[name]).index("step"))
                table.restore(rows, _count(header["strides"][name]))
        except (ValueError, TypeError, KeyError) as error:
            raise RunHistoryError(f"the curves of the run cannot be read ({error})") from error
        return history


def _epoch(row: list[float]) -> EpochEnded:
    values: dict[str, Any] = dict(zip(EPOCH_COLUMNS, row, strict=True))
    values |= {name: int(values[name]) for name in ("epoch", "step")}
    if isnan(values["drawn_accuracy"]):
        values["drawn_accuracy"] = None
    return EpochEnded(**values)


def _rate(row: list[float]) -> LearningRateChanged:
    step, old, new = row
    return LearningRateChanged(int(step), old, new)


def _check_format(number: object) -> None:
    if number != FORMAT:
        raise ValueError(f"they have format {number!r} and this Digitpad reads {FORMAT}")


def _count(value: object) -> int:
    if not is_whole(value) or value < 1:
        raise ValueError(f"{value!r} is not a count")
    return value


def _check_rows(rows: Rows, step: int) -> None:
    """Raise ValueError unless the rows (P, C) can be a table whose steps go up."""
    if len(rows) > CAPACITY:
        raise ValueError(f"a table has {len(rows):,} rows and can have {CAPACITY:,}")
    steps = rows[:, step]
    if not np.isfinite(steps).all() or (np.diff(steps) < 0).any():
        raise ValueError("the steps do not go up")
