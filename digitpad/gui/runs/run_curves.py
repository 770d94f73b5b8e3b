"""The curves of a kept run as points to draw, and as lines of a table. Knows nothing of Qt."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digitpad.gui.train.axis_limits import Points
from digitpad.gui.train.smoothing import smoothed, thinned
from digitpad.training import RunHistory, RunHistoryError, RunRecord, RunStore

_SMOOTHED_IMAGES = 2000  # over which the loss of batches is averaged
_POINTS = 400  # of a curve that is drawn with a broad pen
_STANDS_OUT = 3.0  # times the first loss: a run that diverges leaves the plot there
_NONE: Points = (np.empty(0), np.empty(0))

_CSV_COLUMNS = (
    "run",
    "name",
    "epoch",
    "step",
    "loss",
    "lowest_loss",
    "highest_loss",
    "accuracy",
    "validation_loss",
    "validation_accuracy",
    "drawn_accuracy",
    "learning_rate",
    "seconds",
)


@dataclass(frozen=True)
class RunCurves:
    """Curves over epochs, each x (P,) and y (P,); ``loss`` is that of training, smoothed."""

    record: RunRecord
    loss: Points = _NONE
    validation_loss: Points = _NONE
    validation_accuracy: Points = _NONE
    drawn_accuracy: Points = _NONE

    @property
    def last_epoch(self) -> float:
        """Where the longest of the curves ends."""
        ends = [points[0][-1] for points in (self.loss, self.validation_loss) if len(points[0])]
        return float(max(ends, default=0.0))


def read_curves(store: RunStore, records: Sequence[RunRecord]) -> list[RunCurves]:
    """Return the curves of kept runs; a run whose curves cannot be read has none."""
    return [_curves(record, _history(store, record)) for record in records]


def csv_of(store: RunStore, records: Sequence[RunRecord]) -> bytes:
    """Return the curves of runs as a table: first the lines of batches, then those of epochs.

    Raises: RunHistoryError, those of one cannot be read: a table without it would seem whole.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, _CSV_COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for record in records:
        history = _history(store, record)
        if history is None:
            raise RunHistoryError(f"the curves of the run {record.name} cannot be read")
        named = {"run": record.id, "name": record.name}
        batches = history.columns("batches")
        batches["epoch"] = batches["step"] / history.started.batches_per_epoch
        epochs = history.columns("epochs")
        epochs["epoch"] = epochs["epoch"] + 1
        for table in (batches, epochs):
            for values in zip(*table.values(), strict=True):
                cells = {
                    name: "" if np.isnan(value) else f"{value:.9g}"
                    for name, value in zip(table, values, strict=True)
                }
                writer.writerow({**named, **cells})
    return text.getvalue().encode()


def _history(store: RunStore, record: RunRecord) -> RunHistory | None:
    try:
        return store.history(record)
    except (OSError, RunHistoryError):
        return None


def _curves(record: RunRecord, history: RunHistory | None) -> RunCurves:
    if history is None:
        return RunCurves(record)
    batches, epochs = history.columns("batches"), history.columns("epochs")
    x = batches["step"] / history.started.batches_per_epoch
    span = _SMOOTHED_IMAGES / history.started.images
    ends = epochs["epoch"] + 1
    drawn = np.isfinite(epochs["drawn_accuracy"])
    loss = batches["loss"]
    if len(loss):
        loss = np.minimum(loss, _STANDS_OUT * loss[0])
    return RunCurves(
        record,
        thinned(*smoothed(x, loss, span), _POINTS),
        thinned(ends, epochs["validation_loss"], _POINTS),
        thinned(ends, epochs["validation_accuracy"], _POINTS),
        thinned(ends[drawn], epochs["drawn_accuracy"][drawn], _POINTS),
    )
