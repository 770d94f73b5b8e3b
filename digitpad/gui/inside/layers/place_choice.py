"""Which number of a network is explained: the one under the mouse, or else the one chosen."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from digitpad.gui.inside.layers.strip_layout import Place
from digitpad.inside.trace import Trace


class Pointable(Protocol):
    """A widget that tells which number the person means."""

    pointed: SignalInstance
    chosen: SignalInstance
    left: SignalInstance


class PlaceChoice(QObject):
    """Listens to ``parts``.  Signals: changed() when the person means another number."""

    changed = Signal()

    def __init__(self, parts: Sequence[Pointable], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen: Place | None = None
        self._pointed: Place | None = None
        for part in parts:
            part.pointed.connect(self.point)
            part.chosen.connect(self.choose)
            part.left.connect(self.leave)

    @property
    def place(self) -> Place | None:
        """The place of the number, None before there is any network."""
        return self._pointed or self._chosen

    def keep_within(self, way: Trace, first: Place) -> None:
        """Give up what this network does not have; without a choice take ``first``."""
        if self._chosen is None or not _exists(way, self._chosen):
            self._chosen = first
        if self._pointed is not None and not _exists(way, self._pointed):
            self._pointed = None

    @Slot(int, tuple)
    def point(self, layer: int, cell: tuple[int, ...]) -> None:
        """Take the number under the mouse."""
        self._pointed = (layer, cell)
        self.changed.emit()

    @Slot(int, tuple)
    def choose(self, layer: int, cell: tuple[int, ...]) -> None:
        """Take a number to come back to."""
        self._chosen, self._pointed = (layer, cell), None
        self.changed.emit()

    @Slot()
    def leave(self) -> None:
        """Come back to the number that was chosen."""
        if self._pointed is not None:
            self._pointed = None
            self.changed.emit()


def _exists(way: Trace, place: Place) -> bool:
    layer, cell = place
    if layer >= len(way.stages):
        return False
    shape = way.stages[layer].y.shape
    return len(cell) == len(shape) and all(c < n for c, n in zip(cell, shape, strict=True))
