"""Digitpad itself, driven as the program drives it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import numpy as np
import scipy

from bench.peers import base
from bench.works import Work, test_input, training_images
from digitpad import __version__, data
from digitpad.nn import Array
from digitpad.nn.engine import Workers, predict
from digitpad.training import (
    BatchEnded,
    EpochEnded,
    Event,
    TrainConfig,
)
from digitpad.training.run import TrainingRun

ENDLESS = 100_000  # epochs


class Training(base.Job):
    """Steps of a TrainingRun, as its events tell of them."""

    def __init__(self, work: Work, threads: int) -> None:
        images, labels = training_images()
        whole = len(labels) // work.config.batch_size * work.config.batch_size
        train = data.ImageSet("training", images[:whole], labels[:whole])
        splits = data.Splits("MNIST", train, train.first(1), train.first(1), None)
        config = replace(work.config, epochs=ENDLESS, threads=threads)
        self._run = TrainingRun(config, splits, network=work.network())
        self._events = iter(self._run.events())

    def run(self, steps: int) -> None:
        batches = (event for event in self._events if isinstance(event, BatchEnded))
        done = sum(1 for _ in islice(batches, steps))
        if done < steps:
            raise RuntimeError(f"training ended after {done} of {steps} steps: did it diverge?")

    def outputs(self, x: Array) -> Array:
        return self._run.network.predict(x)

    def close(self) -> None:
        self._run.stop()
        for _ in self._events:
            pass


class Reading(base.Job):
    """Prediction: one image at a time, or many with all cores."""

    def __init__(self, work: Work, threads: int) -> None:
        self._network = work.network().snapshot()
        self._workers = Workers(threads)
        self._reads = work.reads
        self._done = 0

    def run(self, steps: int) -> None:
        x, labels = test_input()
        for _ in range(steps):
            start = self._done % (len(x) - self._reads + 1)
            images = x[start : start + self._reads]
            if self._reads == 1:
                self._network.predict(images)
            else:
                predict(
                    self._network,
                    self._reads,
                    lambda cut, _, images=images: (images[cut], labels[cut]),
                    self._workers,
                )
            self._done += 1

    def outputs(self, x: Array) -> Array:
        return self._network.predict(x)

    def close(self) -> None:
        self._workers.close()


class Race(base.Racer):
    """A TrainingRun that validates on the test images after each epoch."""

    def __init__(self, config: TrainConfig, threads: int) -> None:
        splits = data.load(config.dataset, limit=config.limit)
        splits = replace(splits, validation=splits.test, drawn=None)
        _warm_up(config, splits, threads)
        run = TrainingRun(
            replace(config, threads=threads), splits, network=base.first_network(config)
        )
        self._events = iter(run.events())

    def epoch(self) -> float:
        return next(_accuracies(self._events))


def _warm_up(config: TrainConfig, splits: data.Splits, threads: int) -> None:
    """Train one batch of another network, as the peers do to compile theirs."""
    few = replace(splits, train=splits.train.first(config.batch_size))
    list(TrainingRun(replace(config, epochs=1, threads=threads), few).events())


def _accuracies(events: Iterator[Event]) -> Iterator[float]:
    return (event.validation_accuracy for event in events if isinstance(event, EpochEnded))


class Peer(base.Peer):
    """Digitpad."""

    def __init__(self, kind: str, threads: int) -> None:
        del kind
        self._threads = threads

    def versions(self) -> dict[str, str]:
        return {"digitpad": __version__, "numpy": np.__version__, "scipy": scipy.__version__}

    def job(self, work: Work) -> base.Job:
        return Training(work, self._threads) if work.trains else Reading(work, self._threads)

    def racer(self, config: TrainConfig) -> base.Racer:
        return Race(config, self._threads)
