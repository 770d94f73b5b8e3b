"""The networks that one can choose to read with: the shipped one and what was trained."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from digitpad.data.image_set import CLASSES
from digitpad.recognizer import MOST_DOUBT, Recognizer

OpaqueNetwork: TypeAlias = Any  # the window hands networks on and never looks inside

SHIPPED, TRAINED = "shipped", "trained"


@dataclass(frozen=True)
class Entry:
    """A network with what a person knows of it; ``detail`` is its accuracies as text.

    ``classes`` are the names of what it tells apart: the ten digits, or kinds of clothes;
    ``most_doubt`` see Recognizer; ``dataset`` is the key of the data set it learned from.
    """

    key: str
    title: str
    detail: str
    network: OpaqueNetwork
    classes: tuple[str, ...] = CLASSES
    most_doubt: float = MOST_DOUBT
    dataset: str = "mnist"


class NetworkShelf:
    """Holds one entry a key, and knows which one is in use."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self.chosen: str | None = None

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries, in the order in which their keys came."""
        return tuple(self._entries.values())

    @property
    def current(self) -> Entry | None:
        """The entry in use, None when there is no network at all."""
        return None if self.chosen is None else self._entries[self.chosen]

    def get(self, key: str) -> Entry | None:
        """Return the entry of a key, None when there is none."""
        return self._entries.get(key)

    def put(self, entry: Entry) -> None:
        """Add an entry or replace the one of the same key."""
        self._entries[entry.key] = entry

    def choose(self, key: str) -> None:
        """Use the entry of this key.  Raises: KeyError."""
        if key not in self._entries:
            raise KeyError(key)
        self.chosen = key

    def remove(self, key: str) -> None:
        """Remove an entry; if it was in use, the first of the others is used."""
        self._entries.pop(key, None)
        if self.chosen == key:
            self.chosen = next(iter(self._entries), None)


def shipped_entry(recognizer: Recognizer) -> Entry:
    """Return the entry of the network on board."""
    metadata = recognizer.metadata
    detail = accuracies(
        ("test", metadata.get("test_accuracy")), ("drawn", metadata.get("drawn_accuracy"))
    )
    return Entry(SHIPPED, "On board", detail, recognizer.network)


def accuracies(*named: tuple[str, object]) -> str:
    """Return accuracies as text, leaving out what nobody measured: ``99.0 % test``."""
    known = [(name, value) for name, value in named if isinstance(value, float)]
    return ", ".join(f"{100 * value:.1f} % {name}" for name, value in known)
