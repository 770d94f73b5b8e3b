"""Connects the folder of runs, the view that lists them, and the run in training."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from digitpad.files import reason
from digitpad.gui.runs.run_curves import RunCurves, read_curves
from digitpad.gui.runs.run_plots import RUN_COLOURS
from digitpad.gui.runs.runs_view import RunsView
from digitpad.gui.train.training_controller import State, TrainingController
from digitpad.gui.words import counted
from digitpad.gui.work import Work
from digitpad.training import KeptRun, RunRecord, RunRecordError, RunStore
from digitpad.training.run_store import DELETED_DAYS

_REFRESH_MS = 2000  # while the list is looked at: other windows train, too


class RunsController(QObject):
    """Lists the runs while they are looked at, and shows, renames and deletes those chosen.

    Signals: failed(sentence), renamed(id, name), deleted(sentence, what takes it back).
    """

    failed = Signal(str)
    renamed = Signal(str, str)
    deleted = Signal(str, object)

    def __init__(
        self,
        view: RunsView,
        store: RunStore,
        training: TrainingController,
        work: Work,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._store, self._training, self._work = view, store, training, work
        self._drawn: tuple[object, ...] = ()  # what the curves that are shown were read for
        self._timer = QTimer(self, interval=_REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        view.shown.connect(self._begin)
        view.hidden.connect(self._timer.stop)
        view.runs_chosen.connect(self._show_chosen)
        view.renamed.connect(self.rename)
        view.actions_.rename.triggered.connect(view.table.rename_chosen)
        view.actions_.delete.triggered.connect(self.delete)
        training.state_changed.connect(self.refresh)

    @Slot()
    def _begin(self) -> None:
        self._timer.start()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read what has changed, in a thread, and show it."""
        if self._view.isVisible():
            self._work.ask("runs", self._store.runs, self._show)

    def _show(self, runs: Sequence[KeptRun]) -> None:
        self._view.show_runs([self._as_it_is(run) for run in runs])
        self._show_chosen()

    def _as_it_is(self, run: KeptRun) -> KeptRun:
        """Return a run with the newest figures, if it is the one in training here."""
        keeper = self._training.keeper
        newest = None if keeper is None else keeper.record
        if newest is None or newest.id != run.id or not isinstance(run, RunRecord):
            return run
        written = run.status not in ("running", "interrupted")
        return run if written else replace(newest, name=run.name)

    @Slot()
    def _show_chosen(self) -> None:
        """Enable what can be done with the chosen runs, and draw their curves."""
        records, chosen = self._view.table.chosen_records(), self._view.table.chosen()
        one = records[0] if len(records) == 1 else None
        idle = self._training.state is State.IDLE
        self._view.actions_.enable(
            one=one is not None,
            resumable=one is not None and idle and self._store.can_resume(one),
            any_=bool(records),
            deletable=any(run.status != "running" for run in records) or len(records) < len(chosen),
        )
        drawn = records[: len(RUN_COLOURS)]
        if self._drawn == tuple(drawn):
            return
        self._drawn = tuple(drawn)
        show = partial(self._draw, len(records) - len(drawn))
        self._work.ask("curves", partial(read_curves, self._store, drawn), show)

    def _draw(self, left_out: int, curves: Sequence[RunCurves]) -> None:
        self._view.show_curves(curves, left_out)

    @Slot(str, str)
    def rename(self, run_id: str, name: str) -> None:
        """Give a run another name."""
        try:
            self._store.update(run_id, name=name)
        except OSError as error:
            self.failed.emit(f"The run was not renamed: {reason(error)}.")
        except RunRecordError as error:
            self.failed.emit(f"The run was not renamed: {error}.")
        except ValueError:
            self.failed.emit("The run was not renamed: a name has 1 to 80 letters on one line.")
        else:
            self.renamed.emit(run_id, name)
        self.refresh()

    @Slot()
    def delete(self) -> None:
        """Delete the chosen runs, but none that is in training."""
        moved: list[str] = []
        problem = ""
        for run in self._view.table.chosen():
            try:
                found = self._store.delete([run.id])
            except OSError as error:
                problem = _unchanged(error)
                break
            moved += found
            if not found:
                problem = "A run that is in training cannot be deleted."
        if moved:
            told = f"{_deleted(len(moved))} {problem}".rstrip()
            self.deleted.emit(told, partial(self.restore, moved))
        elif problem:
            self.failed.emit(problem)
        self.refresh()

    def restore(self, run_ids: Sequence[str]) -> None:
        """Bring deleted runs back."""
        try:
            self._store.restore(run_ids)
        except OSError as error:
            self.failed.emit(_unchanged(error))
        self.refresh()


def _deleted(count: int) -> str:
    whose = "Its" if count == 1 else "Their"
    kept = f"{whose} files stay in runs/deleted for {DELETED_DAYS} days."
    return f"{counted(count, 'run')} deleted. {kept}"


def _unchanged(error: OSError) -> str:
    return f"The folder of runs cannot be changed: {reason(error)}."
