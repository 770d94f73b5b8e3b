"""One run of ``digitpad train``: events in; lines, a log and a saved network out."""

import contextlib
import json
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from digitpad import __version__, files
from digitpad.cli.output import Complaint, complain, progress_bar, say
from digitpad.data import NO_DIGIT, Splits
from digitpad.files import reason
from digitpad.nn import Network, model_file
from digitpad.training import (
    BatchEnded,
    EpochEnded,
    Event,
    RunEnded,
    RunRecordError,
    RunStarted,
    RunState,
    RunStateError,
    RunStore,
    TrainConfig,
)
from digitpad.training.calibration import sharpened, sharpness
from digitpad.training.evaluation import evaluate
from digitpad.training.run import TrainingRun
from digitpad.training.run_keeper import RunKeeper
from digitpad.training.run_record import settings

Record = dict[str, Any]
EXIT_STATUS = {"finished": 0, "diverged": 1, "stopped": 130}


class TrainingSession:
    """Trains once and reports on it.

    Each report is a record (what --json prints and --log keeps) and, for people, a line made of it.
    """

    def __init__(
        self,
        config: TrainConfig,
        splits: Splits,
        *,
        as_json: bool,
        out: Path | None,
        log: Path | None,
        checkpoint: Path | None,
        keep: bool,
    ) -> None:
        self._config, self._splits = config, splits
        self._as_json, self._out, self._log, self._checkpoint = as_json, out, log, checkpoint
        self._records: list[str] = []
        self._unkept: set[Path] = set()  # files that could not be written the last time
        self._store = RunStore()
        self._keeper = RunKeeper(self._store, on_problem=complain) if keep else None
        self._training = self._begun_or_new()

    def run(self) -> int:
        """Train to the end, or to Ctrl-C; return the exit status."""
        images = self._config.epochs * len(self._splits.train)
        with _interrupt_stops(self._training), progress_bar(images, " images") as bar:
            for event in self._kept_events():
                if isinstance(event, RunStarted):
                    bar.update(self._training.images_seen)
                    self._tell(self._start(event), _start_line)
                elif isinstance(event, BatchEnded):
                    bar.update(event.images_seen - bar.n)
                elif isinstance(event, EpochEnded):
                    self._tell(self._epoch(event), _epoch_line)
                    if self._checkpoint is not None:
                        self._keep(self._checkpoint, self._training.state().dumps())
                elif isinstance(event, RunEnded):
                    ended = event
        return self._end(ended)

    def _kept_events(self) -> Iterator[Event]:
        """Train; keep the run among those that the window lists, unless that is not wanted."""
        keeper = self._keeper
        if keeper is None:
            yield from self._training.events()
            return
        keeper.begin()
        try:
            for event in self._training.events():
                keeper.take(event, self._training)
                yield event
        finally:
            keeper.close()
            keeper.wait()

    def _begun_or_new(self) -> TrainingRun:
        """Return the run that the checkpoint holds, or a new one."""
        path = self._checkpoint
        if path is None or not path.exists():
            return TrainingRun(self._config, self._splits)
        try:
            state = RunState.loads(files.read_whole(path))
            training = TrainingRun(self._config, self._splits, state=state)
        except OSError as error:
            raise Complaint(f"{path} cannot be read: {reason(error)}.") from error
        except RunStateError as error:
            raise Complaint(
                f"The run in {path} cannot be resumed: {error}; "
                "to begin anew, choose another file for --checkpoint."
            ) from error
        done = state.numbers["epochs_done"]
        complain(f"Resuming after epoch {done} of {self._config.epochs}.")
        if self._log is not None and self._log.exists():  # all but how it ended
            self._records = _lines_of(self._log)[: 1 + done]
        return training

    def _end(self, ended: RunEnded) -> int:
        """Measure the network, tell and keep what it is, save it; return the exit status."""
        network, factor = self._calibrated(ended)
        test = evaluate(network, self._splits.test)
        record = {
            "event": "ended",
            "reason": ended.reason,
            "test_accuracy": test.accuracy,
            "validation_accuracy": ended.validation_accuracy,
            "drawn_accuracy": ended.drawn_accuracy,
            "sharpness": factor,
            "seconds": ended.seconds,
        }
        self._tell(record, lambda _: f"{ended.sentence}\nTest images: {100 * test.accuracy:.2f} %")
        if self._keeper is not None:
            with contextlib.suppress(OSError, RunRecordError):  # the keeper has said so
                self._store.update(self._keeper.id, test_accuracy=test.accuracy)
        # A network that diverged before its first epoch was over has learnt nothing.
        learnt = ended.reason != "diverged" or ended.validation_accuracy is not None
        if self._out is not None and learnt:
            self._save(self._out, network, {**record, "steps": ended.step})
        return EXIT_STATUS[ended.reason]

    def _save(self, path: Path, network: Network, facts: Record) -> None:
        """Save the network with its settings and the facts of its end.  Raises: Complaint."""
        metadata = {
            **settings(self._config),
            **{name: value for name, value in facts.items() if name != "event"},
            "ended_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "version": __version__,
        }
        _write(path, model_file.dumps(network, metadata))
        complain(f"Saved as {path}.")

    def _calibrated(self, ended: RunEnded) -> tuple[Network, float]:
        """Return the network, calibrated if need be, and the factor of its logits.

        Only a network that was trained on non-digits is less confident than it is accurate.
        """
        network, splits = self._training.snapshot(), self._splits
        trained_to_doubt = ended.reason == "finished" and (splits.train.labels == NO_DIGIT).any()
        if not trained_to_doubt or splits.drawn is None:
            return network, 1.0
        factor = sharpness(network, [splits.validation, splits.drawn])
        return sharpened(network, factor), factor

    def _start(self, event: RunStarted) -> Record:
        return {
            "event": "started",
            "settings": settings(self._config),
            "images": event.images,
            "batches_per_epoch": event.batches_per_epoch,
            "parameters": event.parameter_count,
            "version": __version__,
        }

    def _epoch(self, event: EpochEnded) -> Record:
        return {
            "event": "epoch",
            "epoch": event.epoch + 1,
            "epochs": self._config.epochs,
            "error": event.loss,
            "accuracy": event.validation_accuracy,
            "drawn_accuracy": event.drawn_accuracy,
            "validation_error": event.validation_loss,
            "training_accuracy": event.accuracy,
            "learning_rate": event.learning_rate,
            "images_per_second": event.images_per_second,
            "seconds": event.seconds,
        }

    def _tell(self, record: Record, line: Callable[[Record], str]) -> None:
        """Print the record and add it to the log, which is always a whole file."""
        text = json.dumps(record)
        say(text if self._as_json else line(record))
        if record["event"] != "started" or not self._records:  # a log has one beginning
            self._records.append(text)
        if self._log is not None:
            self._keep(self._log, "".join(f"{text}\n" for text in self._records).encode())

    def _keep(self, path: Path, content: bytes) -> None:
        """Write what is only for safety: a disk that is full for a while must not end the run."""
        try:
            _write(path, content)
        except Complaint as complaint:
            if path not in self._unkept:
                complain(f"{complaint} Training goes on.")
            self._unkept.add(path)
        else:
            self._unkept.discard(path)


def _start_line(record: Record) -> str:
    settings = record["settings"]
    return (
        f"Training {settings['preset']} on {record['images']:,} images of {settings['dataset']}, "
        f"{record['parameters']:,} parameters, seed {settings['seed']}."
    )


def _epoch_line(record: Record) -> str:
    line = (
        f"{record['epoch']}/{record['epochs']}, error={record['error']:.4f}, "
        f"accuracy={record['accuracy']:.4f}"
    )
    if record["drawn_accuracy"] is None:
        return line
    return f"{line}, drawn={record['drawn_accuracy']:.4f}"


def _lines_of(log: Path) -> list[str]:
    try:
        return files.read_whole(log).decode("utf-8").splitlines()
    except OSError as error:
        raise Complaint(f"{log} cannot be read: {reason(error)}.") from error
    except UnicodeDecodeError as error:
        raise Complaint(f"{log} is not the log of a run: choose another file.") from error


def _write(path: Path, content: bytes) -> None:
    try:
        files.write_whole(path, content)
    except OSError as error:
        raise Complaint(f"{path} cannot be written: {reason(error)}.") from error


@contextlib.contextmanager
def _interrupt_stops(training: TrainingRun) -> Iterator[None]:
    """The first Ctrl-C ends the run after the current batch, a second one at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        complain("Stopping after this batch.")
        training.stop()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
