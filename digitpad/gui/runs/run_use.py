"""Uses what a run has left: its network, its settings, and the run itself."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from digitpad.files import reason
from digitpad.gui.answer.network_controller import NetworkController
from digitpad.gui.answer.networks import (
    TRAINED,
    Entry,
    NetworkShelf,
    entry_of,
    run_key,
    short_title,
)
from digitpad.gui.runs.runs_view import RunsView
from digitpad.gui.train.settings_form import USUAL_PRESET
from digitpad.gui.train.training_controller import TrainingController
from digitpad.gui.train.training_panel import TrainingPanel
from digitpad.gui.work import Work
from digitpad.training import PRESETS, RunRecord, RunStore


class RunUse(QObject):
    """Does what the buttons below the list say with the one run that is chosen.

    Signals: failed(sentence), noted(sentence), train_view_asked().
    """

    failed = Signal(str)
    noted = Signal(str)
    train_view_asked = Signal()

    def __init__(
        self,
        view: RunsView,
        store: RunStore,
        networks: NetworkController,
        shelf: NetworkShelf,
        training: TrainingController,
        panel: TrainingPanel,
        work: Work,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._store, self._work = view, store, work
        self._networks, self._shelf = networks, shelf
        self._training, self._panel = training, panel
        actions = view.actions_
        actions.use.triggered.connect(partial(self._with_chosen, self.use_network))
        actions.settings.triggered.connect(partial(self._with_chosen, self.use_settings))
        actions.resume.triggered.connect(partial(self._with_chosen, self.resume))

    def _with_chosen(self, act: Callable[[RunRecord], None]) -> None:
        records = self._view.table.chosen_records()
        if len(records) == 1:
            act(records[0])

    def use_network(self, record: RunRecord) -> None:
        """Read with the network of a run."""
        for key in (run_key(record.id), TRAINED):
            entry = self._shelf.get(key)
            if entry is not None and entry.run == record.id:
                self._networks.choose(key)
                return
        self._work.ask("network", partial(_read, self._store, record), self._put)

    def _put(self, read: Entry | str) -> None:
        if isinstance(read, str):
            self.failed.emit(read)
        else:
            self._networks.put(read)
            self._networks.choose(read.key)
            self.noted.emit(f"The network of the run {read.title} is in use.")

    def use_settings(self, record: RunRecord) -> None:
        """Show the settings of a run in the panel, for the next one."""
        config, notes = record.config, []
        if config.preset not in PRESETS:
            config = replace(config, preset=USUAL_PRESET)
            notes.append(
                f'The run {record.name} began from the preset "{record.config.preset}", which this '
                f"version does not have: its settings are set as changes of {USUAL_PRESET}."
            )
        self._panel.show_config(config)
        self._training.show_plan()
        self.train_view_asked.emit()
        if self._panel.config() != config:
            notes.append(
                f"Some settings of the run {record.name} are not in the panel; they are as the "
                f"preset {config.preset} has them."
            )
        if notes:  # in one message: a second one would hide the first
            self.noted.emit(" ".join(notes))

    def resume(self, record: RunRecord) -> None:
        """Go on training a run where it was."""
        self.train_view_asked.emit()
        self._training.resume(record)


def _read(store: RunStore, record: RunRecord) -> Entry | str:
    """Return the network of a run, or a sentence that says why not."""
    try:
        network, _ = store.network(record.id)
    except FileNotFoundError:
        return f"The run {record.name} has no network yet: it ended before its first save."
    except OSError as error:
        return f"The network of the run {record.name} cannot be read: {reason(error)}."
    except ValueError as error:
        return f"The network of the run {record.name} cannot be used: {error}."
    return entry_of(run_key(record.id), short_title(record.name), network, record.metadata())
