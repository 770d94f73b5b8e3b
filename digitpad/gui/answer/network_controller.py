"""Connects training, the shelf of networks, their chooser and recognition."""

from dataclasses import replace
from math import inf

from PySide6.QtCore import QObject, Signal, Slot

from digitpad.data.image_set import CLASSES
from digitpad.gui.answer.network_chooser import NetworkChooser
from digitpad.gui.answer.networks import (
    SHIPPED,
    TRAINED,
    Entry,
    NetworkShelf,
    OpaqueNetwork,
    accuracies,
)
from digitpad.gui.train.training_controller import TrainingController
from digitpad.recognizer import MOST_DOUBT
from digitpad.training import RunEnded, TrainConfig


class NetworkController(QObject):
    """A network in training is in use from its first batch on, until the person chooses.

    Signals: network_changed() when another network, or a newer state of it, is in use.
    """

    network_changed = Signal()

    def __init__(
        self,
        shelf: NetworkShelf,
        chooser: NetworkChooser,
        training: TrainingController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shelf, self._chooser = shelf, chooser
        self._title, self._classes, self._dataset = "", CLASSES, ""
        self._awaited = False  # a run has begun and its first network is still to come
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

    @Slot(object, object)
    def _begin(self, config: TrainConfig, classes: tuple[str, ...]) -> None:
        self._title, self._classes, self._dataset = config.preset, classes, config.dataset
        self._awaited = True

    @Slot(object)
    def _put(self, network: OpaqueNetwork) -> None:
        # What cannot be a digit is for digits only: clothes are always the likeliest class.
        doubt = MOST_DOUBT if self._classes == CLASSES else inf
        title = f"{self._title}, in training"
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
        entry = self._shelf.get(TRAINED)
        if entry is None:
            return
        detail = ""
        if ended is not None:
            drawn = ("drawn", ended.drawn_accuracy)
            detail = accuracies(("validation", ended.validation_accuracy), drawn)
        self._shelf.put(replace(entry, title=f"{self._title}, trained", detail=detail))
        if ended is not None and ended.reason == "diverged" and self._shelf.get(SHIPPED):
            self._shelf.choose(SHIPPED)
            self.network_changed.emit()
        self._show()

    def _show(self) -> None:
        self._chooser.show_entries(self._shelf.entries, self._shelf.chosen)
