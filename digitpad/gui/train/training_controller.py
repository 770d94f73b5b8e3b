"""Connects the training panel, the plots and the training thread."""

from __future__ import annotations

import enum
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from digitpad.gui.train.curves import Curves
from digitpad.gui.train.run_progress import RunProgress, plan
from digitpad.gui.train.train_view import TrainView
from digitpad.gui.train.training_thread import (
    DataLoaded,
    DataPrepared,
    LoadData,
    Message,
    TrainingThread,
    load_data,
)
from digitpad.training import (
    BatchEnded,
    EpochEnded,
    ImagesMeasured,
    RunEnded,
    RunRecord,
    RunStarted,
    RunStore,
    TrainConfig,
)

if TYPE_CHECKING:
    from digitpad.training.run_keeper import RunKeeper

_POLL_MS = 40
_DRAW_EVERY_S = 0.4  # the plots cost some 8 ms, which the training misses


class State(enum.Enum):
    """What can be done depends on this."""

    IDLE = enum.auto()
    PREPARING = enum.auto()
    RUNNING = enum.auto()
    PAUSED = enum.auto()
    STOPPING = enum.auto()


class TrainingController(QObject):
    """Runs at most one training. The window looks into the mailbox at its own pace.

    Signals: started(config, names of the classes), network_changed(network), ended(RunEnded, or
    None when it failed), failed(sentence), state_changed(), also when ``can_start`` changes.
    """

    started = Signal(object, object)
    network_changed = Signal(object)
    ended = Signal(object)
    failed = Signal(str)
    state_changed = Signal()

    _unkept = Signal(str)  # from the thread that writes

    def __init__(
        self,
        view: TrainView,
        store: RunStore,
        *,
        load: LoadData = load_data,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._panel, self._load = view, view.panel, load
        self._store = store
        self._thread: TrainingThread | None = None
        self.keeper: RunKeeper | None = None  # of the run in hand, and afterwards of the last one
        self._curves = Curves()
        self._progress: RunProgress | None = None
        self._classes: tuple[str, ...] = ()
        self._ended: RunEnded | None = None
        self._stale, self._drawn_at = False, 0.0  # what is drawn is old; when it was drawn
        self.state, self.can_start = State.IDLE, True
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self.poll)
        self._unkept.connect(self.failed)
        self._panel.start_asked.connect(self.start)
        self._panel.pause_asked.connect(self.pause_or_resume)
        self._panel.step_asked.connect(self.step)
        self._panel.stop_asked.connect(self.stop)
        self._panel.rate_chosen.connect(self._set_learning_rate)
        self._panel.edited.connect(self._note_edit)
        self._enter(State.IDLE)
        self.show_plan()

    # What the person asks for

    @Slot()
    def start(self) -> None:
        """Begin a run with the settings as they stand, unless one is on."""
        if self.state is State.IDLE:
            self._begin_new(by_steps=False)

    def resume(self, record: RunRecord) -> None:
        """Let a run that was kept go on where it was, unless one is on."""
        if self.state is State.IDLE:
            self._begin(record.config, record)
        else:
            self.failed.emit(
                f"A network is in training already. When that has ended, {record.name} can go on "
                "from the view Runs."
            )

    def _begin_new(self, *, by_steps: bool) -> None:
        try:
            config = self._panel.config()
        except ValueError as error:
            self.failed.emit(str(error))
            return
        self._begin(config, by_steps=by_steps)

    def _begin(
        self, config: TrainConfig, record: RunRecord | None = None, *, by_steps: bool = False
    ) -> None:
        from digitpad.training.run_keeper import RunKeeper  # the window has no time for it at start

        self._curves, self._ended, self._progress = Curves(), None, None
        self._view.show_curves(self._curves)
        self._panel.show_running(config)
        self.keeper = RunKeeper(self._store, record, on_problem=self._unkept.emit)
        self._thread = TrainingThread(config, self.keeper, load=self._load, parent=self)
        self._thread.failed.connect(self.failed)
        self._thread.finished.connect(self._finish)
        if by_steps:
            self._thread.pace.step()
        self._enter(State.PREPARING)
        self._panel.show_progress(None)
        self._panel.show_status("Preparing …")
        self._thread.start()
        self._timer.start()

    @Slot()
    def pause_or_resume(self) -> None:
        """Pause a run that goes, let a paused one go on."""
        if self._thread is None:
            return
        if self.state is State.RUNNING:
            self._thread.pace.pause()
            self._enter(State.PAUSED)
        elif self.state is State.PAUSED:
            self._thread.pace.resume()
            self._enter(State.RUNNING)
        self._show_status()

    @Slot()
    def step(self) -> None:
        """Train on one batch; without a run, begin one."""
        if self.state is State.IDLE:
            self._begin_new(by_steps=True)
        elif self._thread is not None and self.state is not State.STOPPING:
            self._thread.pace.step()
            if self.state is State.RUNNING:
                self._enter(State.PAUSED)

    @Slot()
    def stop(self) -> None:
        """End the run soon, and keep it."""
        if self._thread is not None and self.state is not State.STOPPING:
            self._enter(State.STOPPING)
            self._panel.show_status("Stopping …")
            self._thread.stop()

    def close(self) -> None:
        """End the run, if there is one, so that it can go on; wait until it is kept."""
        self._timer.stop()
        if self._thread is not None:
            self._thread.keeper.closing = True
            self._thread.stop()
            self._thread.wait()
        if self.keeper is not None:
            self.keeper.wait()

    def _set_learning_rate(self, value: float) -> None:
        if self._thread is not None:
            self._thread.set_learning_rate(value)
        else:
            self.show_plan()

    @Slot()
    def _note_edit(self) -> None:
        if self._thread is None:
            self.show_plan()

    # What the thread tells

    @Slot()
    def poll(self) -> None:
        """Take what the thread has told since, and show the newest state."""
        if self._thread is None:
            return
        messages = self._thread.mailbox.take()
        for message in messages:
            self._take(message)
        told = [m for m in messages if isinstance(m, BatchEnded | ImagesMeasured | EpochEnded)]
        batches = [message for message in told if isinstance(message, BatchEnded)]
        for newest in dict.fromkeys((*batches[-1:], *told[-1:])):
            if self._progress is not None:
                self._progress.note(newest)
        self._stale = self._stale or bool(told)
        if self.state is State.PAUSED:  # it may wait by now
            self._show_status()
        if self._stale and monotonic() - self._drawn_at >= _DRAW_EVERY_S:
            self._draw()
        network = self._thread.mailbox.take_network()
        if network is not None:
            self.network_changed.emit(network)

    def _draw(self) -> None:
        """Show the newest state; this is what the window's work during a run is made of."""
        self._stale, self._drawn_at = False, monotonic()
        self._view.show_curves(self._curves)
        self._show_status()

    def _take(self, message: Message) -> None:
        if isinstance(message, DataPrepared):
            if self.state is State.PREPARING:
                self._panel.show_progress(message.share)
                self._panel.show_status(message.sentence)
            return
        if isinstance(message, DataLoaded):
            self._classes = message.classes
            return
        self._curves.add(message)
        if isinstance(message, RunStarted):
            self._progress = RunProgress(message)
            if self._thread is not None and self.state is State.PREPARING:
                self._enter(State.PAUSED if self._thread.pace.paused else State.RUNNING)
            self.started.emit(message.config, self._classes)
        elif isinstance(message, RunEnded):
            self._ended = message

    @Slot()
    def _finish(self) -> None:
        """The thread is at its end: show the last of what it told."""
        self.poll()
        if self._ended is not None:
            self._draw()
        self._timer.stop()
        if self._thread is not None:
            self._thread.wait()
            self._thread.deleteLater()
            self._thread = None
        self._panel.show_running(None)
        self._enter(State.IDLE)
        ended, progress = self._ended, self._progress
        self.show_plan()
        self._panel.show_progress(progress.share if ended and progress else 0.0)
        if ended is not None:
            self._panel.show_status(ended.sentence)
        self.ended.emit(ended)

    # What is shown

    def _enter(self, state: State) -> None:
        self.state = state
        running, ready = state in (State.RUNNING, State.PAUSED), state is State.IDLE
        self._panel.show_buttons(
            start=ready and self.can_start,
            pause=running,
            step=running or (ready and self.can_start),
            stop=running or state is State.PREPARING,
        )
        self._panel.show_paused(state is State.PAUSED)
        self.state_changed.emit()

    def _show_status(self) -> None:
        progress = self._progress
        if self._thread is None or progress is None:
            return
        if self.state is State.PAUSED:
            self._panel.show_status(progress.paused(self._thread.pace.waits))
        elif self.state is State.RUNNING:
            self._panel.show_status(f"{progress.place()}\n{progress.pace()}")
        self._panel.show_progress(progress.share)

    def show_plan(self) -> None:
        """Say what a run with these settings would be, or why there can be none."""
        problem = ""
        try:
            config = self._panel.config()
        except ValueError as error:
            problem = str(error)
        else:
            if not len(self._curves.batch_loss):
                self._view.show_curves(Curves(config.epochs))
        self._panel.show_status(problem or plan(config))
        self._panel.show_progress(0.0)
        if self.can_start == bool(problem):
            self.can_start = not problem
            self._enter(self.state)
