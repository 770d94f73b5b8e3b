"""A peer in a process of its own: ``python -m bench.worker MODULE KIND THREADS CORES``.

Each line on stdin is an order, each line on stdout its answer, both JSON; between two orders it
sleeps.  An answer with "failed" has the reason there.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Any

from bench.peak import peak_memory_mb
from bench.peers.base import Unsupported
from bench.works import WORKS, test_input
from digitpad.training import PRESETS

Answer = dict[str, Any]

SHORTEST_TRIAL_S = 0.1  # to learn how many steps fill a turn
OUTPUTS_COMPARED = 16
LARGEST_DIFFERENCE = 1e-4  # of a probability, before training


class Worker:
    """Carries out the orders of the parent process."""

    def __init__(self, module: str, kind: str, threads: int) -> None:
        self._peer = importlib.import_module(module).Peer(kind, threads)
        self._job: Any = None
        self.orders: dict[str, Callable[..., Answer]] = {
            "compare": self._compare,
            "prepare": self._prepare,
            "run": self._run,
            "race": self._race,
            "epoch": self._epoch,
        }

    def introduce(self) -> Answer:
        """Say that the libraries are there, and which."""
        return {"versions": self._peer.versions()}

    def _prepare(self, work: str, seconds: float) -> Answer:
        """Build and warm up; return how many steps take about ``seconds``."""
        began = perf_counter()
        compared = self._compare(work)
        self._job.run(self._job.steps_at_once)
        steps = self._steps_in(seconds)
        return {"steps": steps, "warm_up_seconds": perf_counter() - began, **compared}

    def _compare(self, work: str) -> Answer:
        """Build; return how far its first probabilities are from ours, at most.

        Raises: ValueError, too far.
        """
        if self._job is not None:
            self._job.close()
        self._job = self._peer.job(WORKS[work])
        x = test_input()[0][:OUTPUTS_COMPARED]
        outputs = self._job.outputs(x)
        if outputs is None:
            return {"difference": None}
        difference = float(abs(outputs - WORKS[work].network().predict(x)).max())
        if not difference <= LARGEST_DIFFERENCE:
            raise ValueError(f"its network is another one: probabilities {difference:g} off")
        return {"difference": difference}

    def _steps_in(self, seconds: float) -> int:
        unit = steps = self._job.steps_at_once
        while (taken := self._timed(steps)) < min(SHORTEST_TRIAL_S, seconds):
            steps *= 2
        return max(unit, round(steps * seconds / taken / unit) * unit)

    def _timed(self, steps: int) -> float:
        began = perf_counter()
        self._job.run(steps)
        return perf_counter() - began

    def _run(self, steps: int) -> Answer:
        return {"seconds": self._timed(steps)}

    def _race(self, preset: str, seed: int, goal: float) -> Answer:
        """Train from random weights until ``goal`` of the test images are read right."""
        config = replace(PRESETS[preset], seed=seed)
        racer = self._peer.racer(config)
        accuracies: list[float] = []
        began = perf_counter()
        while len(accuracies) < config.epochs and max(accuracies, default=0.0) < goal:
            accuracies.append(racer.epoch())
        return {"seconds": perf_counter() - began, "accuracies": accuracies}

    def _epoch(self, work: str, images: int | None) -> Answer:
        """Train one epoch on the first ``images``; return what memory this process took at most."""
        before = peak_memory_mb()
        accuracy = self._peer.racer(replace(WORKS[work].config, limit=images)).epoch()
        return {"before_mb": before, "peak_mb": peak_memory_mb(), "accuracy": accuracy}


def answers(worker: Worker, line: str) -> Answer:
    """Carry out one order; an error becomes an answer."""
    order = json.loads(line)
    try:
        return worker.orders[order.pop("do")](**order)
    except Exception as error:  # whatever a library raises, the others go on
        traceback.print_exc()
        kind = "" if isinstance(error, Unsupported) else f"{type(error).__name__}: "
        return {"failed": f"{kind}{error}".splitlines()[0]}


def use_cores(count: int) -> None:
    """Keep this process to ``count`` cores, where the platform can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def main(module: str, kind: str, threads: str, cores: str) -> None:
    """Answer until stdin ends.  What libraries print goes to stderr."""
    replies = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    use_cores(int(cores))
    try:
        worker = Worker(module, kind, int(threads))
    except ImportError as error:
        replies.write(json.dumps({"failed": f"not installed: {error}"}) + "\n")
        return
    replies.write(json.dumps(worker.introduce()) + "\n")
    for line in sys.stdin:
        replies.write(json.dumps(answers(worker, line)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
