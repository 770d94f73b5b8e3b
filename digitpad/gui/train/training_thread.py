"""The thread that prepares the data and drains a training run.

What only a run needs is imported when there is one: the window has no time for it at start.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from digitpad import data
from digitpad.data import Splits
from digitpad.files import reason
from digitpad.gui.background import yield_to_window
from digitpad.gui.mailbox import Mailbox
from digitpad.gui.train.pace import Pace
from digitpad.training import (
    BatchEnded,
    EpochEnded,
    Event,
    ImagesMeasured,
    RunEnded,
    RunRecordError,
    RunStarted,
    RunStateError,
    TrainConfig,
)

if TYPE_CHECKING:
    from digitpad.training.run import TrainingRun
    from digitpad.training.run_keeper import RunKeeper

_log = logging.getLogger(__name__)

_SNAPSHOT_EVERY_S = 0.4  # the window takes some milliseconds for each, which the training misses


@dataclass(frozen=True)
class DataPrepared:
    """How far the data are; ``share`` of 1, or None when nobody knows."""

    sentence: str
    share: float | None


@dataclass(frozen=True)
class DataLoaded:
    """The data are there; ``classes`` are the names of what they show."""

    classes: tuple[str, ...]


Message = Event | DataPrepared | DataLoaded
LoadData = Callable[[TrainConfig, threading.Event], Iterator[DataPrepared | Splits]]


def load_data(config: TrainConfig, cancelled: threading.Event) -> Iterator[DataPrepared | Splits]:
    """Say how far the data of a run are, and yield them last; fetch them first if need be.

    Raises: FetchFailed, ValueError.
    """
    info = next(info for info in data.DATASETS if info.key == config.dataset)
    yield DataPrepared(f"Loading {info.title} …", None)
    with suppress(data.LoadingCancelled):
        try:
            yield data.load(config.dataset, limit=config.limit, cancelled=cancelled)
        except data.DatasetMissing:
            yield from _fetch(config.dataset, cancelled)
            if not cancelled.is_set():
                yield data.load(config.dataset, limit=config.limit, cancelled=cancelled)


def _fetch(key: str, cancelled: threading.Event) -> Iterator[DataPrepared]:
    from digitpad.data import keras_datasets

    for progress in keras_datasets.fetch(key, cancel=cancelled):
        total = progress.bytes_total
        share = progress.bytes_done / total if total else None
        yield DataPrepared(progress.sentence, share)


class TrainingThread(QThread):
    """Trains; what happens goes into ``mailbox``, never to a widget, and to the ``keeper``.

    Signals: failed(sentence), finished() always and last.
    To end it: ``stop()``, then ``wait()``.
    """

    failed = Signal(str)

    def __init__(
        self,
        config: TrainConfig,
        keeper: RunKeeper,
        *,
        load: LoadData = load_data,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.keeper = keeper
        self.mailbox: Mailbox[Message] = Mailbox()
        self.pace = Pace()
        self._config = config
        self._load = load
        self._run: TrainingRun | None = None
        self._learning_rate: float | None = None  # chosen since the run was asked for
        self._stopped = threading.Event()
        self._shown_at = 0.0  # when the last snapshot was taken

    def stop(self) -> None:
        """End soon: see ``TrainingRun.stop``; data that load, or are fetched, are given up."""
        self._stopped.set()
        if self._run is not None:
            self._run.stop()
        self.pace.stop()

    def set_learning_rate(self, value: float) -> None:
        """From the next batch on, train with ``value``.  Raises: ValueError."""
        self._learning_rate = value
        if self._run is not None:
            self._run.set_learning_rate(value)

    def run(self) -> None:
        yield_to_window()
        try:
            splits = self._prepare()
            if splits is not None:
                self._train(splits)
        except Exception as error:  # the one broad catch: no thread dies in silence
            if not self._stopped.is_set():
                _log.exception("training failed")
                self.failed.emit(_sentence(error))
        finally:
            self.keeper.close()

    def _prepare(self) -> Splits | None:
        for step in self._load(self._config, self._stopped):
            if self._stopped.is_set():
                return None
            if isinstance(step, Splits):
                self.mailbox.put(DataLoaded(step.train.classes))
                return step
            self.mailbox.put(step)
        return None

    def _train(self, splits: Splits) -> None:
        from digitpad.training.run import TrainingRun

        state = self.keeper.begin()
        hold = self.pace.wait_within_turn
        run = self._run = TrainingRun(self._config, splits, state=state, hold=hold)
        if self._stopped.is_set():  # between the data and the run; likewise the rate
            run.stop()
        if self._learning_rate is not None:
            run.set_learning_rate(self._learning_rate)
        batches = 1
        for event in run.events():
            self.keeper.take(event, run)
            if isinstance(event, RunStarted):
                batches = event.batches_per_epoch
            elif isinstance(event, RunEnded) or monotonic() - self._shown_at > _SNAPSHOT_EVERY_S:
                self.mailbox.put_network(run.snapshot())
                self._shown_at = monotonic()
            self.mailbox.put(event)
            if isinstance(event, RunStarted):
                self._tell_past()
            if _batch_follows(event, batches):
                self.pace.wait_turn()
            elif isinstance(event, BatchEnded | ImagesMeasured):
                self.pace.wait_within_turn()

    def _tell_past(self) -> None:
        """Tell what the run went through before it was taken up again."""
        history = self.keeper.history
        for event in () if history is None else history.events():
            if not isinstance(event, RunStarted):
                self.mailbox.put(event)


def _batch_follows(event: Event, batches_per_epoch: int) -> bool:
    """Whether what comes next is a batch; after the last one of an epoch comes its evaluation."""
    if isinstance(event, BatchEnded):
        return event.batch + 1 < batches_per_epoch
    return isinstance(event, RunStarted | EpochEnded)


def _sentence(error: Exception) -> str:
    from digitpad.data.keras_datasets import FetchFailed

    if isinstance(error, RunRecordError | RunStateError):
        return f"The run cannot go on: {error}."
    if isinstance(error, OSError):
        return f"Training did not go on: {reason(error)}."
    if isinstance(error, (ValueError, FetchFailed)):
        return f"Training did not go on. {error}"
    return f"Training did not go on because of an unexpected error ({type(error).__name__})."
