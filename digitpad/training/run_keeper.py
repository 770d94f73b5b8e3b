"""Keeps a run on disk while it trains, so that nothing of it is lost with the program."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from time import monotonic

from digitpad import __version__
from digitpad.file_lock import FileLock
from digitpad.nn import model_file
from digitpad.training.events import BatchEnded, EpochEnded, Event, RunEnded, RunStarted
from digitpad.training.latest_writer import LatestWriter
from digitpad.training.run import TrainingRun
from digitpad.training.run_history import RunHistory, RunHistoryError
from digitpad.training.run_record import RunRecord, Status
from digitpad.training.run_state import RunState
from digitpad.training.run_store import HISTORY, NETWORK, STATE, RunStore

_log = logging.getLogger(__name__)

_LEAST_S = 2.0  # between two saves at the ends of epochs: short ones are not worth one each
_MOST_S = 30.0  # without a save: what a crash can cost, also within a long epoch


class RunKeeper:
    """Keeps one run: ``begin``, ``take`` each event, ``close``, all in the thread that trains.

    That thread only copies; another one writes.  With the ``record`` of a run that can be resumed,
    ``begin`` returns the state to resume from.  ``on_problem`` is called once, from any
    thread, with a sentence: the run trains on all the same.
    ``record`` and ``history`` are the run as it is now, None before it has started.
    """

    def __init__(
        self,
        store: RunStore,
        record: RunRecord | None = None,
        *,
        on_problem: Callable[[str], None] = _log.warning,
    ) -> None:
        self.id = store.new_id() if record is None else record.id
        self.record = record
        self.history: RunHistory | None = None
        self.closing = False  # whether the run is only stopped because its program ends
        self._store = store
        self._on_problem = on_problem
        self._writer = LatestWriter(self._tell)
        self._lock: FileLock | None = None
        self._saved_at = monotonic()

    def begin(self) -> RunState | None:
        """Lock the run; return the state to resume from if it was begun before.

        Raises, of a run that was begun before: BlockingIOError, another program holds it; OSError,
        RunStateError, RunRecordError, it cannot be read.
        """
        if self.record is None:
            try:
                self._lock = self._store.lock(self.id)
            except OSError as error:
                self._writer.complain(error)
            return None
        self._lock = self._store.lock(self.id)
        state = self._store.state(self.id)
        # The test accuracy was measured on another state of the network.
        self.record = self._store.update(self.id, test_accuracy=None)
        self.history = self._history_until(self.record, int(state.numbers["step"]))
        return state

    def _history_until(self, record: RunRecord, step: int) -> RunHistory | None:
        """Return the curves up to ``step``, or None: without them the run begins new ones."""
        try:
            return self._store.history(record).until(step)
        except (OSError, RunHistoryError):
            _log.exception("the curves of the run %s are lost", self.id)
            return None

    def take(self, event: Event, run: TrainingRun) -> None:
        """Record an event, and save the run if it is time; call it before the run continues."""
        if isinstance(event, RunStarted):
            self._start(event)
            return
        assert self.record is not None
        assert self.history is not None
        self.history.add(event)
        passed = monotonic() - self._saved_at
        if isinstance(event, BatchEnded):
            if passed > _MOST_S:
                self.record = replace(self.record, step=event.step, seconds=event.seconds)
                self._save(run)
        elif isinstance(event, EpochEnded):
            self.record = _after_epoch(self.record, event)
            if passed > _LEAST_S:
                self._save(run)
        elif isinstance(event, RunEnded):
            status: Status = "interrupted" if self.closing else event.reason
            self.record = replace(
                self.record, status=status, step=event.step, seconds=event.seconds
            )
            self._save(run)

    def close(self) -> None:
        """Release the run once all is written; returns at once."""
        self._writer.close(self._release)

    def wait(self) -> None:
        """Return when all is written."""
        self._writer.wait()

    def _start(self, event: RunStarted) -> None:
        if self.history is None:
            self.history = RunHistory(event)
        if self.record is None:
            self.record = RunRecord(
                id=self.id,
                name=self._store.new_name(event.config.preset),
                config=event.config,
                status="running",
                started_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
                parameter_count=event.parameter_count,
                images=event.images,
                steps_total=event.steps_total,
                version=__version__,
            )
        self.record = replace(self.record, status="running")
        if self._lock is not None:
            self._writer.put(partial(self._store.put, self.record))

    def _save(self, run: TrainingRun) -> None:
        """Copy the run as it is now, and have the copy written."""
        self._saved_at = monotonic()
        record, history = self.record, self.history
        if self._lock is None or record is None or history is None:
            return
        parts: dict[str, Callable[[], bytes]] = {
            HISTORY: history.copy().dumps,  # first: a history ahead of its run does no harm
            NETWORK: partial(model_file.dumps, run.snapshot(), record.metadata()),
        }
        if not record.is_over:
            parts[STATE] = run.state().dumps
        self._writer.put(partial(self._write, record, parts))

    def _write(self, record: RunRecord, parts: dict[str, Callable[[], bytes]]) -> None:
        for part, content in parts.items():
            self._store.write(self.id, part, content())
        self._store.put(record)
        if record.is_over:
            self._store.path(self.id, STATE).unlink(missing_ok=True)

    def _release(self) -> None:
        if self._lock is not None:
            ended = self.record is None or self.record.status not in ("running", "interrupted")
            self._lock.release(keep_file=not ended)

    def _tell(self, reason: str) -> None:
        self._on_problem(f"The run cannot be saved: {reason}. Training goes on without saving.")


def _after_epoch(record: RunRecord, event: EpochEnded) -> RunRecord:
    return replace(
        record,
        step=event.step,
        epochs_done=event.epoch + 1,
        seconds=event.seconds,
        images_per_second=event.images_per_second,
        validation_accuracy=event.validation_accuracy,
        drawn_accuracy=event.drawn_accuracy,
    )
