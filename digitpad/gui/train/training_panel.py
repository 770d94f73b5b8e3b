"""The training panel: main settings, buttons, and how far a run is. It shows and signals only."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from digitpad.gui.parts import column
from digitpad.gui.train.field_grid import FieldGrid
from digitpad.gui.train.run_controls import RunControls
from digitpad.gui.train.settings_form import SettingsForm, differences
from digitpad.gui.train.settings_note import SettingsNote
from digitpad.training import TrainConfig

_COLUMNS = 4
_TITLES = {
    "preset": "&Preset",
    "dataset": "&Data",
    "limit": "&Images",
    "epochs": "Ep&ochs",
    "batch_size": "&Batch size",
    "learning_rate": "&Learning rate",
    "optimizer": "Optimi&zer",
    "seed": "&Seed",
}


class TrainingPanel(QWidget):
    """Signals: start_asked, pause_asked, step_asked, stop_asked, rate_chosen(learning rate),
    edited() when the person changed any other setting, settings_shown(names of those that wait).
    """

    start_asked = Signal()
    pause_asked = Signal()
    step_asked = Signal()
    stop_asked = Signal()
    rate_chosen = Signal(float)
    edited = Signal()
    settings_shown = Signal(list)

    def __init__(self, form: SettingsForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainingPanel")
        self.form = form
        self.preset, self.dataset, self.limit = form.preset, form.dataset, form.limit
        self.epochs, self.batch_size, self.seed = form.epochs, form.batch_size, form.seed
        self.learning_rate, self.optimizer = form.learning_rate, form.optimizer
        self.fields, self.note = FieldGrid(form, _TITLES, _COLUMNS), SettingsNote()
        self._controls = [RunControls()]
        own = self._controls[0]
        self.start, self.pause, self.step, self.stop = own.start, own.pause, own.step, own.stop
        self.progress, self.status = own.progress, own.status
        self._running: TrainConfig | None = None
        self._lay_out()
        self._connect()
        self._show_note()

    def _lay_out(self) -> None:
        layout = column(8, self)
        layout.addWidget(self.fields)
        layout.addWidget(self.note)
        layout.addWidget(self._controls[0])

    def _connect(self) -> None:
        self._listen(self._controls[0])
        self.form.rate_chosen.connect(self.rate_chosen)
        self.form.rate_chosen.connect(self._show_note)
        self.form.edited.connect(self.edited)
        self.form.edited.connect(self._show_note)
        self.form.layers_changed.connect(self._show_note)
        self.note.reset_asked.connect(self._put_back)

    def _listen(self, controls: RunControls) -> None:
        controls.start_asked.connect(self.start_asked)
        controls.pause_asked.connect(self.pause_asked)
        controls.step_asked.connect(self.step_asked)
        controls.stop_asked.connect(self.stop_asked)

    def add_controls(self, controls: RunControls) -> None:
        """Let these do and show what the panel's own do, elsewhere in the window."""
        self._controls.append(controls)
        self._listen(controls)

    def config(self) -> TrainConfig:
        """Return the settings as they stand.  Raises: ValueError, one sentence."""
        return self.form.config()

    def show_config(self, config: TrainConfig) -> None:
        """Show these settings; nothing is signalled."""
        self.form.show_config(config)

    def show_fields(self, shown: bool) -> None:
        """Show or hide the settings; buttons and progress stay."""
        self.fields.setVisible(shown)
        self.note.setVisible(shown)

    def show_running(self, config: TrainConfig | None) -> None:
        """Say from now on which settings differ from those of a run in progress."""
        self._running = config
        self._show_note()

    def show_buttons(self, *, start: bool, pause: bool, step: bool, stop: bool) -> None:
        """Enable what can be done now."""
        for controls in self._controls:
            controls.show_buttons(start=start, pause=pause, step=step, stop=stop)

    def show_paused(self, paused: bool) -> None:
        """Let the pause button say what it does next."""
        for controls in self._controls:
            controls.show_paused(paused)

    def show_progress(self, share: float | None) -> None:
        """Show how much is done, of 1; None shows that nobody knows."""
        for controls in self._controls:
            controls.show_progress(share)

    def show_status(self, text: str) -> None:
        """Show one or two lines on how things stand."""
        for controls in self._controls:
            controls.show_status(text)

    @Slot()
    def _put_back(self) -> None:
        if self._running is None:
            self.form.reset()
        else:  # the learning rate may have been changed since, and stays as it is
            rate = self.form.learning_rate.value()
            self.form.put_back(replace(self._running, learning_rate=rate))

    @Slot()
    def _show_note(self) -> None:
        waiting: list[str] = []
        try:
            config = self.config()
        except ValueError as error:
            self.note.show_problem(str(error))
        else:
            if self._running is None:
                self.note.show_settings(config)
            else:
                applied = replace(config, learning_rate=self._running.learning_rate)
                waiting = differences(applied, self._running)
                self.note.show_waiting(waiting)
        self.fields.mark(waiting)
        self.settings_shown.emit(waiting)
