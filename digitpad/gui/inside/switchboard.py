"""What is switched off, and the way back."""

from collections import deque

from digitpad.inside.switches import Unit

_MOST_ACTS = 1000  # that can be undone


class Switchboard:
    """Which kernels and units are off; every act can be undone.  It knows nothing of Qt."""

    def __init__(self) -> None:
        self.off: frozenset[Unit] = frozenset()
        self._before: deque[frozenset[Unit]] = deque(maxlen=_MOST_ACTS)

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to undo."""
        return bool(self._before)

    def toggle(self, unit: Unit) -> None:
        """Switch a unit off or on."""
        self._become(self.off ^ {unit})

    def all_on(self) -> None:
        """Switch everything on."""
        if self.off:
            self._become(frozenset())

    def undo(self) -> None:
        """Take the last act back, if there is one."""
        if self._before:
            self.off = self._before.pop()

    def forget(self) -> None:
        """Begin anew, for another network."""
        self.off = frozenset()
        self._before.clear()

    def _become(self, off: frozenset[Unit]) -> None:
        self._before.append(self.off)
        self.off = off
