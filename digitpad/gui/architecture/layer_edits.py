"""A list of layers that can be changed, and every change taken back. Knows nothing of Qt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from digitpad.training import LayerSpec
from digitpad.training.architecture import MOST_LAYERS
from digitpad.training.layer_kinds import LAYER_KINDS

Layers = tuple[LayerSpec, ...]

_MOST_UNDONE = 200


@dataclass(frozen=True)
class _Change:
    """``layers`` are those on its other side; the places are those to look at on each side."""

    layers: Layers
    before: int
    after: int


class LayerEdits:
    """Edits that make no sense (a place that is not there) change nothing."""

    def __init__(self, layers: Sequence[LayerSpec]) -> None:
        self.layers: Layers = tuple(layers)
        self._before: list[_Change] = []
        self._after: list[_Change] = []
        self._typed: tuple[int, str] | None = None  # the setting that was changed last

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to make again."""
        return bool(self._after)

    @property
    def can_add(self) -> bool:
        """Whether there is room for one more layer."""
        return len(self.layers) < MOST_LAYERS

    def add(self, place: int, kind: str) -> None:
        """Put a new layer at ``place``."""
        if self.can_add:
            place = min(max(place, 0), len(self.layers))
            new = dict(LAYER_KINDS[kind].spec)
            self._put((*self.layers[:place], new, *self.layers[place:]), place - 1, place)

    def remove(self, place: int) -> None:
        """Take the layer at ``place`` away."""
        if 0 <= place < len(self.layers):
            self._put((*self.layers[:place], *self.layers[place + 1 :]), place, place)

    def move(self, place: int, to: int) -> None:
        """Let the layer at ``place`` be the one at ``to``."""
        if 0 <= place < len(self.layers) and 0 <= to < len(self.layers):
            left = [*self.layers[:place], *self.layers[place + 1 :]]
            left.insert(to, self.layers[place])
            self._put(tuple(left), place, to)

    def change(self, place: int, name: str, value: Any) -> None:
        """Set a setting of the layer at ``place``.

        Changes of one setting, one after another, are taken back at once: 1, 12, 128 while typing.
        """
        if 0 <= place < len(self.layers):
            if self._typed == (place, name):
                self.layers = self._before.pop().layers
            changed = {**self.layers[place], name: value}
            self._put((*self.layers[:place], changed, *self.layers[place + 1 :]), place, place)
            self._typed = (place, name) if self.layers[place] is changed else None

    def replace(self, layers: Sequence[LayerSpec]) -> None:
        """Have these layers instead."""
        self._put(tuple(layers), 0, 0)

    def _put(self, layers: Layers, before: int, after: int) -> None:
        if layers == self.layers:
            return
        self._typed = None
        self._before.append(_Change(self.layers, before, after))
        del self._before[:-_MOST_UNDONE]
        self._after.clear()
        self.layers = layers

    def undo(self) -> int | None:
        """Take the last change back; return the place of the layer that it was about, if any."""
        change = self._swap(self._before, self._after)
        return None if change is None else change.before

    def redo(self) -> int | None:
        """Make the change again that was taken back last; return the place as ``undo`` does."""
        change = self._swap(self._after, self._before)
        return None if change is None else change.after

    def _swap(self, source: list[_Change], target: list[_Change]) -> _Change | None:
        if not source:
            return None
        self._typed = None
        change = source.pop()
        target.append(replace(change, layers=self.layers))
        self.layers = change.layers
        return change
