"""The networks that one can choose to read with: the shipped one and what was trained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

from digitpad.data import DATASETS
from digitpad.data.labels import CLASSES
from digitpad.gui.words import percent
from digitpad.recognizer import MOST_DOUBT, Recognizer

OpaqueNetwork = Any  # the window hands networks on and never looks inside

SHIPPED, TRAINED, RUN = "shipped", "trained", "run "
AFTER_TRAINING = ", trained"  # behind the name of what the last run trained
_LONGEST_TITLE = 24  # or the window could not be made small
DIGITS = DATASETS[0].key  # with its images all networks that read digits are measured and shown


@dataclass(frozen=True)
class Entry:
    """A network with what a person knows of it; ``detail`` is its accuracies as text.

    ``classes`` are the names of what it tells apart: the ten digits, or kinds of clothes;
    ``most_doubt`` see Recognizer; ``dataset`` is the key of the data set it learned from;
    ``score`` in [0, 1] is its accuracy on validation images and drawn digits, None if unknown;
    ``run`` is the id of the kept run that it came from, or empty; ``facts`` are what a model file
    says of it.
    """

    key: str
    title: str
    detail: str
    network: OpaqueNetwork
    classes: tuple[str, ...] = CLASSES
    most_doubt: float = MOST_DOUBT
    dataset: str = DIGITS
    score: float | None = None
    run: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def images(self) -> str:
        """The key of the data set with whose images it is measured and shown."""
        return DIGITS if self.classes == CLASSES else self.dataset

    def is_better_than(self, other: "Entry") -> bool:
        """Tell whether it reads more than another network of the same classes, as far as known."""
        return self.score is not None and (other.score is None or self.score > other.score)


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

    def rename(self, key: str, new_key: str) -> None:
        """Give the entry of a key, in use or not, another one, and the last place."""
        entry = replace(self._entries.pop(key), key=new_key)
        self._entries[new_key] = entry
        if self.chosen == key:
            self.chosen = new_key

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
    return entry_of(SHIPPED, "On board", recognizer.network, recognizer.metadata)


def entry_of(key: str, title: str, network: OpaqueNetwork, facts: Mapping[str, Any]) -> Entry:
    """Return the entry of a network from a model file that says these facts, of whatever kind."""
    learned = next((info for info in DATASETS if info.key == facts.get("dataset")), DATASETS[0])
    return Entry(
        key,
        title,
        detail_of(facts),
        network,
        learned.classes,
        most_doubt_of(learned.classes),
        learned.key,
        score_of(facts),
        str(facts.get("run", "")),
        facts,
    )


def most_doubt_of(classes: tuple[str, ...]) -> float:
    """Return how open an answer may be, see Recognizer.

    What cannot be a digit is for digits only: clothes are always the likeliest class.
    """
    return MOST_DOUBT if classes == CLASSES else inf


def short_title(name: str) -> str:
    """Return a name that the person gave, cut to what has room beside the accuracies."""
    return name if len(name) <= _LONGEST_TITLE else f"{name[: _LONGEST_TITLE - 1]}…"


def run_key(run_id: str) -> str:
    """Return the key of the network of a run that is over."""
    return RUN + run_id


def detail_of(facts: Mapping[str, Any]) -> str:
    """Return what is known of a network's accuracies as text, the test images' if they are."""
    kind = "test" if _share(facts.get("test_accuracy")) is not None else "validation"
    return accuracies((kind, facts.get(f"{kind}_accuracy")), ("drawn", facts.get("drawn_accuracy")))


def score_of(facts: Mapping[str, Any]) -> float | None:
    """Return the mean of what is known of the accuracy on validation images and drawn digits."""
    named = (_share(facts.get(f"{kind}_accuracy")) for kind in ("validation", "drawn"))
    known = [share for share in named if share is not None]
    return sum(known) / len(known) if known else None


def _share(value: object) -> float | None:
    return value if isinstance(value, float) and 0.0 <= value <= 1.0 else None


def accuracies(*named: tuple[str, object]) -> str:
    """Return accuracies as text, leaving out what nobody measured: ``99.0 % test``."""
    shares = [(name, _share(value)) for name, value in named]
    return ", ".join(f"{percent(share)} {name}" for name, share in shares if share is not None)


def comparison(trained: Entry, kept: Entry, other: Entry) -> str:
    """Return what a run has reached, and which of two networks is kept and why."""
    reached = f"{trained.title}: {trained.detail or 'not measured yet'}."
    if kept is trained:
        if other.score is None:
            return f"{reached} It is measured, unlike {other.title}, and is now in use."
        return f"{reached} It reads more than {other.title} and is now in use."
    if kept.score is None:
        return f"{reached} {kept.title} stays in use."
    if trained.score is None:
        why = "was measured"
    else:
        why = "reads as much" if trained.score == kept.score else "reads more"
    return f"{reached} {kept.title} {why} ({kept.detail}) and stays in use."
