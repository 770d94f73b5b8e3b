"""Connects the menu Training and its keys with the run."""

from PySide6.QtCore import QObject, Slot

from digitpad.gui.actions import Actions
from digitpad.gui.train.training_controller import State, TrainingController


class TrainingActions(QObject):
    """Enables what can be done to the run now."""

    def __init__(self, actions: Actions, training: TrainingController, parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._training = actions, training
        actions.start.triggered.connect(training.start)
        actions.pause.triggered.connect(training.pause_or_resume)
        actions.step.triggered.connect(training.step)
        actions.stop.triggered.connect(training.stop)
        training.state_changed.connect(self._show_state)
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        state, actions = self._training.state, self._actions
        running = state in (State.RUNNING, State.PAUSED)
        ready = state is State.IDLE and self._training.can_start
        actions.start.setEnabled(ready)
        actions.pause.setEnabled(running)
        actions.step.setEnabled(running or ready)
        actions.stop.setEnabled(running or state is State.PREPARING)
