"""Connects training, the shelf of networks, their chooser and recognition."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from digitpad.data.labels import CLASSES
from digitpad.gui.answer.network_chooser import NetworkChooser
from digitpad.gui.answer.networks import (
    AFTER_TRAINING,
    RUN,
    TRAINED,
    Entry,
    NetworkShelf,
    OpaqueNetwork,
    comparison,
    detail_of,
    most_doubt_of,
    run_key,
    score_of,
    short_title,
)
from digitpad.gui.train.training_controller import TrainingController
from digitpad.training import RunEnded, TrainConfig

_MOST_ASIDE = 5  # networks of earlier runs; all are in the list of runs


class NetworkController(QObject):
    """A network in training is in use from its first batch on, until the person chooses.

    When training ends, the better one is kept in use: the trained one, or that which was in use
    before.  What an earlier run trained is put aside when another begins.
    Signals: network_changed() when another network, or a newer state of it, is in use;
    trained(entry) when training has ended, and compared(sentence, the entry that is not kept).
    """

    network_changed = Signal()
    trained = Signal(object)
    compared = Signal(str, object)

    def __init__(
        self,
        shelf: NetworkShelf,
        chooser: NetworkChooser,
        training: TrainingController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shelf, self._chooser, self._training = shelf, chooser, training
        self._title, self._classes, self._dataset = "", CLASSES, ""
        self._begun = False  # a run is on
        self._awaited = False  # and its first network is still to come
        self._before: str | None = None  # the key of what was in use before it
        training.started.connect(self._begin)
        training.network_changed.connect(self._put)
        training.ended.connect(self._end)
        chooser.chosen.connect(self.choose)
        self._show()

    @Slot(str)
    def choose(self, key: str) -> None:
        """Read with the network of this key."""
        self._shelf.choose(key)
        self._show()
        self.network_changed.emit()

    def put(self, entry: Entry) -> None:
        """Add a network to those that one can choose, or replace the one of its key."""
        self._shelf.put(entry)
        self._show()

    @Slot(str, str)
    def rename_run(self, run_id: str, name: str) -> None:
        """Call what a run has trained, or trains, by the name that the run has now."""
        title, keeper = short_title(name), self._training.keeper
        if keeper is not None and keeper.record is not None and keeper.record.id == run_id:
            self._title = title
        for entry in self._shelf.entries:
            if entry.run == run_id:
                end = AFTER_TRAINING if entry.title.endswith(AFTER_TRAINING) else ""
                self._shelf.put(replace(entry, title=title + end))
        self._show()

    @Slot(object, object)
    def _begin(self, config: TrainConfig, classes: tuple[str, ...]) -> None:
        keeper = self._training.keeper
        record = None if keeper is None else keeper.record
        self._title = config.preset if record is None else short_title(record.name)
        self._classes, self._dataset = classes, config.dataset
        self._put_aside()
        self._before = self._shelf.chosen
        self._begun = self._awaited = True

    def _put_aside(self) -> None:
        """Keep what the last run trained beside what the next one will, and forget the oldest."""
        earlier = self._shelf.get(TRAINED)
        if earlier is None:
            return
        self._shelf.rename(TRAINED, run_key(earlier.run))
        aside = [entry.key for entry in self._shelf.entries if entry.key.startswith(RUN)]
        for key in aside[:-_MOST_ASIDE]:
            if key != self._shelf.chosen:
                self._shelf.remove(key)

    @Slot(object)
    def _put(self, network: OpaqueNetwork) -> None:
        title, doubt = f"{self._title}, in training", most_doubt_of(self._classes)
        entry = Entry(TRAINED, title, "", network, self._classes, doubt, self._dataset)
        self._shelf.put(entry)
        if self._awaited:
            self._awaited = False
            self._shelf.choose(TRAINED)
        self._show()
        if self._shelf.chosen == TRAINED:
            self.network_changed.emit()

    @Slot(object)
    def _end(self, ended: RunEnded | None) -> None:
        entry, begun = self._shelf.get(TRAINED), self._begun
        self._begun = False
        if entry is None or not begun:
            return
        keeper = self._training.keeper
        record = None if keeper is None else keeper.record
        facts = {} if record is None else record.metadata()
        entry = replace(
            entry,
            title=self._title + AFTER_TRAINING,
            detail=detail_of(facts),
            score=score_of(facts),
            run="" if record is None else record.id,
            facts=facts,
        )
        self._shelf.put(entry)
        self._keep_the_better(entry, ended)
        self._show()
        self.trained.emit(entry)

    def _keep_the_better(self, trained: Entry, ended: RunEnded | None) -> None:
        before = None if self._before is None else self._shelf.get(self._before)
        if self._shelf.chosen != TRAINED or before is None or before.classes != trained.classes:
            return
        kept, other = trained, before
        if (ended is not None and ended.reason == "diverged") or not trained.is_better_than(before):
            kept, other = before, trained
            self._shelf.choose(before.key)
            self.network_changed.emit()
        if ended is not None and ended.reason != "diverged":
            self.compared.emit(comparison(trained, kept, other), other)

    def _show(self) -> None:
        self._chooser.show_entries(self._shelf.entries, self._shelf.chosen)
