"""Measures the test images, and drawn digits, of networks of which nobody knows how they do."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from digitpad.gui.answer.network_controller import NetworkController
from digitpad.gui.answer.networks import Entry, NetworkShelf, detail_of
from digitpad.gui.train.training_controller import State, TrainingController
from digitpad.training import RunRecordError, RunStore

if TYPE_CHECKING:
    from digitpad.gui.evaluate.evaluation_thread import EvaluationThread

_CALM_MS = 500  # after training, so that the window's and the disk's work comes first
_TEST, _DRAWN = "test_accuracy", "drawn_accuracy"  # what is wanted of each


class Measuring(QObject):
    """Measures one after the other, while nothing trains; what it finds is kept with the run."""

    def __init__(
        self,
        shelf: NetworkShelf,
        networks: NetworkController,
        training: TrainingController,
        store: RunStore,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._shelf, self._networks = shelf, networks
        self._training, self._store = training, store
        self._waiting: deque[Entry] = deque()
        self._thread: EvaluationThread | None = None
        self._closed = False
        training.state_changed.connect(self._look)

    @Slot(object)
    def measure(self, entry: Entry) -> None:
        """Measure a network soon, unless all is known of it."""
        if any(entry.facts.get(fact) is None for fact in (_TEST, _DRAWN)):
            self._waiting.append(entry)
            QTimer.singleShot(_CALM_MS, self, self._look)

    @Slot()
    def close(self) -> None:
        """End what is measured, and wait for it."""
        self._closed = True
        if self._thread is not None:
            self._thread.stop()
            self._thread.wait()

    @Slot()
    def _look(self) -> None:
        """Begin with the next one, if it is time; give way to a run that begins."""
        if self._training.state is not State.IDLE:
            if self._thread is not None:
                self._thread.stop()
            return
        if self._closed or self._thread is not None or not self._waiting:
            return
        # With all that evaluation needs: the window has no time for it at start.
        from digitpad.gui.evaluate.evaluation_thread import EvaluationThread

        entry = self._waiting[0]
        self._thread = EvaluationThread(entry.network, entry.images, entry.most_doubt, self)
        self._thread.finished.connect(self._finish)
        self._thread.start()

    @Slot()
    def _finish(self) -> None:
        from digitpad.gui.evaluate.evaluation_thread import SetMeasured
        from digitpad.gui.evaluate.measurement import DRAWN, TEST

        assert self._thread is not None
        self._thread.wait()
        messages, stopped = self._thread.mailbox.take(), self._thread.is_stopped
        self._thread.deleteLater()
        self._thread = None
        facts = {TEST.key: _TEST, DRAWN.key: _DRAWN}
        found = {
            facts[message.key]: message.measured.evaluation.accuracy
            for message in messages
            if isinstance(message, SetMeasured)
        }
        if not stopped:
            self._keep(self._waiting.popleft(), found)
        self._look()

    def _keep(self, entry: Entry, found: dict[str, float]) -> None:
        facts = {**entry.facts, **found}
        for now in self._shelf.entries:
            if now.network is entry.network:
                self._networks.put(replace(now, facts=facts, detail=detail_of(facts)))
        if entry.run and _TEST in found:
            try:
                self._store.update(entry.run, test_accuracy=found[_TEST])
            except (OSError, RunRecordError):
                return  # the run was deleted, or its folder is gone: nobody misses the figure
