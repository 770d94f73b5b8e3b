"""Measuring: all peers in turns, several rounds, medians and ratios."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import sleep

from bench.crew import PeerFailed, Process
from bench.peers import MACHINE, OURS
from bench.peers.sgemm import FLOP_A_STEP
from bench.works import Work

PAUSE_S = 0.3  # between two turns: OpenMP's threads spin for 0.2 s after their last work


@dataclass
class Timing:
    """One peer at one work: a turn in each round is ``steps`` long.  Times in seconds.

    ``difference``: of its probabilities from ours before the first step, at most; None: not known.
    """

    steps: int
    warm_up_seconds: float
    difference: float | None
    step_seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Of the rounds, for one step."""
        return median(self.step_seconds)


@dataclass
class Outcome:
    """What came out of one work: peer -> its timing, or why there is none."""

    work: Work
    timings: dict[str, Timing] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def image_us(self, peer: str) -> float:
        """Microseconds an image, the median of the rounds."""
        return self.timings[peer].median / self.work.images_a_step * 1e6

    @property
    def fastest_peer(self) -> str | None:
        """Who but us took the least time."""
        others = [peer for peer in self.timings if peer not in (OURS, MACHINE)]
        return min(others, key=self.image_us, default=None)

    @property
    def ratio(self) -> float | None:
        """Our time as a share of the fastest peer's."""
        fastest = self.fastest_peer
        if fastest is None or OURS not in self.timings:
            return None
        return self.image_us(OURS) / self.image_us(fastest)

    def gflops(self, peer: str) -> float:
        """The peer's arithmetic a second, counted as plain convolutions, in GFLOP/s."""
        return self.work.flop_an_image / self.image_us(peer) / 1e3


def sgemm_peak(outcomes: Sequence[Outcome]) -> float | None:
    """Return what a large matrix product reached in the best of its turns, in GFLOP/s."""
    timings = [outcome.timings[MACHINE] for outcome in outcomes if MACHINE in outcome.timings]
    seconds = [second for timing in timings for second in timing.step_seconds]
    return FLOP_A_STEP / min(seconds) / 1e9 if seconds else None


def measure(
    work: Work,
    processes: Mapping[str, Process],
    *,
    rounds: int,
    seconds: float,
    tell: Callable[[str], None],
) -> Outcome:
    """Let all do ``work`` in turns of about ``seconds``: A B C, A B C, ...; one at a time.

    Building, compiling and warming up come before the first round.
    """
    outcome = Outcome(work)
    for key, process in processes.items():
        tell(f"{work.key}: {key} warms up")
        try:
            outcome.timings[key] = Timing(**process.ask("prepare", work=work.key, seconds=seconds))
        except PeerFailed as error:
            outcome.failures[key] = str(error)
    for number in range(1, rounds + 1):
        tell(f"{work.key}: round {number} of {rounds}")
        for key in list(outcome.timings):
            sleep(PAUSE_S)
            _turn(outcome, key, processes[key])
    return outcome


def _turn(outcome: Outcome, key: str, process: Process) -> None:
    timing = outcome.timings[key]
    try:
        seconds = process.ask("run", steps=timing.steps)["seconds"]
        timing.step_seconds.append(seconds / timing.steps)
    except PeerFailed as error:
        del outcome.timings[key]
        outcome.failures[key] = str(error)
