"""The race: a preset from random weights to a given share of the test images.

All begin with the same weights and train on the same images with the same batches, schedule and
dropout; the test images are read after each epoch, within the time.  A run ends as soon as it has
read enough of them, so its time is a whole number of epochs: how many is told with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from bench.crew import PeerFailed, Process
from bench.peers import OURS

PRESET = "Quick"
GOAL = 0.99
WANTED = 0.7
AIM_S = 10.0


@dataclass
class Race:
    """Seconds of each run of each peer that got there; the best accuracy of each that did not.

    ``accuracies``: the share of the test images read after each epoch, of each run of each peer.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    short: dict[str, list[float]] = field(default_factory=dict)
    accuracies: dict[str, list[list[float]]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def mean(self, peer: str) -> float | None:
        """Of the runs that got there, in seconds."""
        times = self.seconds.get(peer)
        return fmean(times) if times else None

    def epochs(self, peer: str) -> list[int]:
        """Return how many epochs each run took, there or not."""
        return [len(run) for run in self.accuracies.get(peer, [])]

    @property
    def fastest_peer(self) -> str | None:
        """Who but us got there in the least time."""
        there = (peer for peer in self.seconds if peer != OURS)
        return min(there, key=lambda peer: fmean(self.seconds[peer]), default=None)

    @property
    def ratio(self) -> float | None:
        """Our mean time as a share of the fastest peer's."""
        fastest = self.fastest_peer
        ours, theirs = self.mean(OURS), self.mean(fastest) if fastest else None
        return None if ours is None or theirs is None else ours / theirs


def race(
    processes: Mapping[str, Process],
    *,
    preset: str = PRESET,
    seeds: Sequence[int],
    tell: Callable[[str], None],
) -> Race:
    """Let each run with each seed, in turns.  Compiling and loading come before the clock."""
    found = Race()
    for seed in seeds:
        for key, process in processes.items():
            if key in found.failures:
                continue
            tell(f"{preset} to {GOAL:.1%}: {key}, seed {seed}")
            try:
                answer = process.ask("race", preset=preset, seed=seed, goal=GOAL)
            except PeerFailed as error:
                found.failures[key] = str(error)
                continue
            found.accuracies.setdefault(key, []).append(answer["accuracies"])
            best = max(answer["accuracies"])
            if best >= GOAL:
                found.seconds.setdefault(key, []).append(answer["seconds"])
            else:
                found.short.setdefault(key, []).append(best)
    return found
