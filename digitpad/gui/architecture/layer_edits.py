"""A list of layers that can be changed, and every change taken back. Knows nothing of Qt."""

from collections.abc import Sequence
from typing import Any

from digitpad.training import LayerSpec
from digitpad.training.architecture import MOST_LAYERS
from digitpad.training.layer_kinds import LAYER_KINDS

Layers = tuple[LayerSpec, ...]

_MOST_UNDONE = 200


class LayerEdits:
    """Edits that make no sense (a place that is not there) change nothing."""

    def __init__(self, layers: Sequence[LayerSpec]) -> None:
        self.layers: Layers = tuple(layers)
        self._before: list[Layers] = []
        self._after: list[Layers] = []

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
            self.replace((*self.layers[:place], new, *self.layers[place:]))

    def remove(self, place: int) -> None:
        """Take the layer at ``place`` away."""
        if 0 <= place < len(self.layers):
            self.replace((*self.layers[:place], *self.layers[place + 1 :]))

    def move(self, place: int, to: int) -> None:
        """Let the layer at ``place`` be the one at ``to``."""
        if 0 <= place < len(self.layers) and 0 <= to < len(self.layers):
            left = [*self.layers[:place], *self.layers[place + 1 :]]
            left.insert(to, self.layers[place])
            self.replace(tuple(left))

    def change(self, place: int, name: str, value: Any) -> None:
        """Set a setting of the layer at ``place``."""
        if 0 <= place < len(self.layers):
            changed = {**self.layers[place], name: value}
            self.replace((*self.layers[:place], changed, *self.layers[place + 1 :]))

    def replace(self, layers: Sequence[LayerSpec]) -> None:
        """Have these layers instead."""
        if tuple(layers) == self.layers:
            return
        self._before.append(self.layers)
        del self._before[:-_MOST_UNDONE]
        self._after.clear()
        self.layers = tuple(layers)

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self._after.append(self.layers)
            self.layers = self._before.pop()

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        if self._after:
            self._before.append(self.layers)
            self.layers = self._after.pop()
