"""The folder in which every run is kept, whoever trains: windows and command lines."""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count, islice
from pathlib import Path
from time import sleep
from typing import Any

from digitpad import files
from digitpad.file_lock import FileLock, is_locked
from digitpad.nn import Network, model_file
from digitpad.paths import user_folder
from digitpad.training import days_of_grace
from digitpad.training.run_history import RunHistory
from digitpad.training.run_record import LONGEST_NAME, RunRecord, RunRecordError
from digitpad.training.run_state import RunState

RECORD, NETWORK, HISTORY, STATE = ".json", ".npz", ".curves.npz", ".state.npz"
_LOCK = ".lock"
_WRITING = "writing"  # locked while a program changes records
_MOST_TRIES, _TRY_AGAIN_S = 200, 0.005  # a record is written in some milliseconds
_MOST_RECORD_BYTES = 2**20
_NO_STAMP = (0, 0)  # that of no file, so that what was not readable once is read again
_DELETED = "deleted"
DELETED_DAYS = 30  # that a deleted run can still be brought back


@dataclass(frozen=True)
class DamagedRun:
    """A run whose record cannot be read; its files stay where they are.  ``sentence`` says why."""

    id: str
    sentence: str


KeptRun = RunRecord | DamagedRun


class RunStore:
    """Runs as files in ``folder``, named by the run's id; any thread, any number of programs.

    ``.json`` the record; ``.npz`` the network, as a model file; ``.curves.npz`` the history;
    ``.state.npz`` what it takes to resume, while it can be; ``.lock`` is locked by the program
    that is training the run, ``writing`` by one that changes a record.  Deleted runs move to the
    folder ``deleted`` within, and are swept from there after ``DELETED_DAYS``.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = user_folder() / "runs" if folder is None else folder
        self._lock = threading.Lock()
        self._read: dict[str, tuple[tuple[int, int], KeptRun]] = {}  # by id: stamp and content

    @staticmethod
    def new_id() -> str:
        """Return an id that no other run has; ids sort by time."""
        return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}"

    def path(self, run_id: str, part: str) -> Path:
        """Return where a part of a run lies."""
        return self.folder / f"{run_id}{part}"

    def new_name(self, preset: str) -> str:
        """Return the preset's name, with a number where another run has it."""
        names = {run.name for run in self.runs() if isinstance(run, RunRecord)}
        preset = preset[: LONGEST_NAME - 8]
        numbered = (f"{preset} {number}" for number in count(2))
        return next(name for name in (preset, *islice(numbered, len(names))) if name not in names)

    # Reading

    def runs(self) -> list[KeptRun]:
        """Return all runs, the oldest first; only what has changed is read again."""
        try:
            paths = sorted(self.folder.glob(f"*{RECORD}"))
        except OSError:
            return []
        with self._lock:
            found = {path.stem: self._look_up(path) for path in paths}
            self._read = {run_id: entry for run_id, entry in found.items() if entry is not None}
            kept = [run for _, run in self._read.values()]
        return [self._as_it_stands(run) if isinstance(run, RunRecord) else run for run in kept]

    def record(self, run_id: str) -> RunRecord:
        """Return what is known of a run.  Raises: OSError, RunRecordError."""
        return self._as_it_stands(_read(self.path(run_id, RECORD)))

    def interrupted(self) -> list[RunRecord]:
        """Return the runs that ended with their program and can be resumed; reads few files."""
        return [
            record
            for run_id in sorted(path.stem for path in self.folder.glob(f"*{_LOCK}"))
            if (record := self._record_or_none(run_id)) is not None
            and record.status == "interrupted"
            and self.can_resume(record)
        ]

    def is_in_training(self, run_id: str) -> bool:
        """Tell whether a running program, this one or another, is training the run."""
        return is_locked(self.path(run_id, _LOCK))

    def can_resume(self, record: RunRecord) -> bool:
        """Tell whether the run is unfinished, in nobody's training, and its state was saved."""
        rests = record.status in ("stopped", "interrupted")
        return rests and self.path(record.id, STATE).exists()

    def network(self, run_id: str) -> tuple[Network, dict[str, Any]]:
        """Return the network of a run and its metadata.  Raises: OSError, ModelFileError."""
        return model_file.loads(files.read_whole(self.path(run_id, NETWORK)))

    def history(self, record: RunRecord) -> RunHistory:
        """Return the history of a run.  Raises: OSError, RunHistoryError."""
        return RunHistory.loads(files.read_whole(self.path(record.id, HISTORY)), record.config)

    def state(self, run_id: str) -> RunState:
        """Return what it takes to resume a run.  Raises: OSError, RunStateError."""
        return RunState.loads(files.read_whole(self.path(run_id, STATE)))

    # Writing

    def lock(self, run_id: str) -> FileLock:
        """Lock a run to train or delete it.  Raises: BlockingIOError, it is locked; OSError."""
        try:
            return FileLock(self.path(run_id, _LOCK))
        except BlockingIOError as error:
            sentence = "another window or program is training this run"
            raise BlockingIOError(sentence) from error

    def write(self, run_id: str, part: str, content: bytes) -> None:
        """Write a part of a run.  Raises: OSError."""
        files.write_whole(self.path(run_id, part), content)

    def put(self, record: RunRecord) -> None:
        """Write what training knows of a run.

        Its name and its accuracy on the test images are set by others, so those in the file stay.

        Raises: OSError.
        """
        with self._changing():
            kept = self._record_or_none(record.id)
            if kept is not None:
                record = replace(record, name=kept.name, test_accuracy=kept.test_accuracy)
            self.write(record.id, RECORD, record.dumps())

    def update(self, run_id: str, **changes: Any) -> RunRecord:
        """Change what is known of a run.

        Raises: OSError, RunRecordError; ValueError, a value that no run can have.
        """
        with self._changing():
            record = replace(self.record(run_id), **changes)
            self.write(run_id, RECORD, record.dumps())
            return record

    def forget_interruption(self, run_id: str) -> None:
        """No longer return a run from ``interrupted()``; the run itself stays as it is."""
        with contextlib.suppress(OSError):
            self.lock(run_id).release()

    def delete(self, run_ids: Iterable[str]) -> list[str]:
        """Move runs to the folder ``deleted``; return those moved; a run in training is not.

        Raises: OSError.
        """
        moved = []
        for run_id in run_ids:
            with contextlib.suppress(BlockingIOError):
                lock = self.lock(run_id)
                try:
                    with self._changing():
                        _move(run_id, self.folder, self.folder / _DELETED)
                finally:
                    lock.release()
                moved.append(run_id)
        return moved

    def restore(self, run_ids: Iterable[str]) -> None:
        """Bring deleted runs back.  Raises: OSError."""
        for run_id in run_ids:
            with self._changing():
                _move(run_id, self.folder / _DELETED, self.folder)

    def sweep_deleted(self) -> None:
        """Delete for good what was deleted ``DELETED_DAYS`` ago, however the clock has leapt."""
        days_of_grace.sweep(self.folder / _DELETED, DELETED_DAYS)

    # Internals

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Let no other thread or program change a record, so that none undoes what another did."""
        with self._lock:
            lock = self._lock_against_programs()
            try:
                yield
            finally:
                if lock is not None:
                    lock.release()

    def _lock_against_programs(self) -> FileLock | None:
        """Return a lock that other programs wait for before they change a record.

        None, after a second, where one of them hangs, or at once where no lock can be made: rather
        may a new name be lost than a run.
        """
        for _ in range(_MOST_TRIES):
            try:
                return FileLock(self.folder / _WRITING)
            except BlockingIOError:
                sleep(_TRY_AGAIN_S)
            except OSError:
                break
        return None

    def _look_up(self, path: Path) -> tuple[tuple[int, int], KeptRun] | None:
        """Return a run with the stamp of its record, from memory where that is the same."""
        try:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_ino)
            known = self._read.get(path.stem)
            return known if known and known[0] == stamp else (stamp, _read(path))
        except FileNotFoundError:  # deleted meanwhile
            return None
        except OSError as error:
            return _NO_STAMP, _damaged(path, files.reason(error))
        except RunRecordError as error:
            return stamp, _damaged(path, str(error))

    def _record_or_none(self, run_id: str) -> RunRecord | None:
        try:
            return self.record(run_id)
        except (OSError, RunRecordError):
            return None

    def _as_it_stands(self, record: RunRecord) -> RunRecord:
        """A run that is recorded as running, but not in training, was interrupted."""
        if record.status != "running" or self.is_in_training(record.id):
            return record
        return replace(record, status="interrupted")


def _read(path: Path) -> RunRecord:
    """Return the record in a file.  Raises: OSError, RunRecordError."""
    record = RunRecord.loads(files.read_whole(path, _MOST_RECORD_BYTES))
    if record.id != path.stem:
        raise RunRecordError(f"its record is that of the run {record.id}")
    return record


def _damaged(path: Path, why: str) -> DamagedRun:
    return DamagedRun(path.stem, f"This run cannot be shown: {why}.")


def _move(run_id: str, source: Path, target: Path) -> None:
    """Move the files of a run; the record last, so that the run is listed until all is moved.

    From a deletion on, their days of grace are counted.
    """
    target.mkdir(parents=True, exist_ok=True)
    for part in (NETWORK, HISTORY, STATE, RECORD):
        with contextlib.suppress(FileNotFoundError):
            days_of_grace.begin(source / f"{run_id}{part}", target)
            files.move(source / f"{run_id}{part}", target / f"{run_id}{part}")
