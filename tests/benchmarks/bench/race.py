"""The race: a preset from random weights to a given share of the test images."""

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
    """Seconds of each run of each peer that got there; the accuracies of those that did not."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    short: dict[str, list[float]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def mean(self, peer: str) -> float | None:
        """Of the runs that got there, in seconds."""
        times = self.seconds.get(peer)
        return fmean(times) if times else None

    def ratio(self, peer: str | None) -> float | None:
        """Our mean time as a share of that peer's."""
        ours, theirs = self.mean(OURS), self.mean(peer) if peer else None
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
            best = max(answer["accuracies"])
            if best >= GOAL:
                found.seconds.setdefault(key, []).append(answer["seconds"])
            else:
                found.short.setdefault(key, []).append(best)
    return found
