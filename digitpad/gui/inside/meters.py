"""Measuring for the page Play, a piece at a time: accuracy, and how much each unit is missed."""

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QObject, Signal

from digitpad import data
from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.gui.inside.pieces import Pieces
from digitpad.gui.inside.signed_colours import Values
from digitpad.gui.work import Work
from digitpad.inside.missing import Score, losses_without_each, score_parts
from digitpad.inside.switches import Bank, Unit, without

ACCURACY_IMAGES = 1000  # of the validation images
NEED_IMAGES = 300


class AccuracyMeter(QObject):
    """Signals: measured(score of the whole network or None, score without what is off or None)."""

    measured = Signal(object, object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces = Pieces(work, self)
        self._network: OpaqueNetwork | None = None
        self._whole: Score | None = None  # of that network, once it is measured

    @property
    def is_busy(self) -> bool:
        """Whether a measurement is on."""
        return self._pieces.is_busy

    def start(self, network: OpaqueNetwork, off: frozenset[Unit], dataset: str) -> None:
        """Measure ``network`` whole, unless that is known, and without ``off``."""
        if network is not self._network:
            self._network, self._whole = network, None
        self._tell(None)
        self._pieces.start(_scores(network, self._whole, off, dataset), self._take)

    def stop(self) -> None:
        """End the measurement."""
        self._pieces.stop()

    def _take(self, found: tuple[Score | None, Score | None]) -> None:
        whole, left = found
        self._whole = whole or self._whole
        self._tell(left)

    def _tell(self, left: Score | None) -> None:
        self.measured.emit(self._whole, left)


def _scores(
    network: OpaqueNetwork, whole: Score | None, off: frozenset[Unit], dataset: str
) -> Iterator[tuple[Score | None, Score | None]]:
    sample = data.load(dataset).validation.first(ACCURACY_IMAGES)
    if whole is None:
        for score in score_parts(network, sample):
            if score.images == len(sample):
                whole = score
            yield whole, None
    if off:
        for score in score_parts(without(network, off), sample):
            yield whole, score


class NeedMeter(QObject):
    """Keeps, by the place of the layer, how much its units are missed: (K,) in nats an image.

    Signals: changed().
    """

    changed = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces = Pieces(work, self)
        self._needs: dict[int, Values] = {}
        self._place = -1  # being measured

    @property
    def share(self) -> float | None:
        """How much of the measurement is done, None when there is none on."""
        if not self._pieces.is_busy:
            return None
        needs = self.of(self._place)
        return 0.0 if needs is None else float(np.isfinite(needs).mean())

    def of(self, place: int) -> Values | None:
        """Return what is known of the layer at a place, NaN where it is not measured."""
        return self._needs.get(place)

    def start(self, network: OpaqueNetwork, bank: Bank, dataset: str) -> None:
        """Measure all units of a layer."""
        self._place = bank.place
        self._needs.pop(bank.place, None)
        self._pieces.start(_needs(network, bank, dataset), self._take, self.changed.emit)
        self.changed.emit()

    def stop(self) -> None:
        """End the measurement; what was measured stays."""
        if self._pieces.is_busy:
            self._pieces.stop()
            self.changed.emit()

    def forget(self) -> None:
        """Begin anew, for another network."""
        self._pieces.stop()
        self._needs.clear()
        self.changed.emit()

    def _take(self, needs: Values) -> None:
        self._needs[self._place] = needs
        self.changed.emit()


def _needs(network: OpaqueNetwork, bank: Bank, dataset: str) -> Iterator[Values]:
    sample = data.load(dataset).validation.first(NEED_IMAGES)
    yield from losses_without_each(network, bank, sample)
