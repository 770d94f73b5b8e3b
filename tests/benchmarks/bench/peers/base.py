"""What a peer must be able to do, and what they share."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bench.works import Work
from digitpad import data
from digitpad.data.bundled import mnist_arrays
from digitpad.nn import Array, Network, schedule_factor
from digitpad.training import TrainConfig

TRAINING_IMAGES = 55_000  # of MNIST's 60,000; Digitpad keeps the others for validation


class Unsupported(Exception):  # noqa: N818 (named for what happened)
    """This peer can't do this work; says why."""


class Job(ABC):
    """One work in the hands of one peer, ready to run."""

    steps_at_once = 1  # ``run`` is asked for multiples of it

    @abstractmethod
    def run(self, steps: int) -> None:
        """Do ``steps`` steps of the work and return when they are really done."""

    def outputs(self, x: Array) -> Array | None:
        """Return the probabilities (N, 10) for x (N, 28, 28, 1), to check that all do the same.

        None where there is nothing to compare.
        """
        del x
        return None

    def close(self) -> None:
        """Give back what it holds; most hold nothing that needs it."""
        return


class Racer(ABC):
    """A training run that is timed from random weights to a given accuracy."""

    @abstractmethod
    def epoch(self) -> float:
        """Train one epoch; return the share of the test images read right afterwards."""


class Peer(ABC):
    """A library, imported and set to a number of threads."""

    @abstractmethod
    def versions(self) -> dict[str, str]:
        """Return the libraries that do the work, with their versions."""

    @abstractmethod
    def job(self, work: Work) -> Job:
        """Build the network of ``work`` with its first weights.  Raises: Unsupported."""

    def racer(self, config: TrainConfig) -> Racer:
        """Build a run as ``config`` says, compiled but not begun.  Raises: Unsupported."""
        raise Unsupported(f"no race of {config.preset} here")


def turns(steps: int, longest: int) -> Iterator[int]:
    """Cut ``steps`` into turns of at most ``longest`` steps: once round the training images."""
    while steps > 0:
        turn = min(steps, longest)
        yield turn
        steps -= turn


def first_network(config: TrainConfig) -> Network:
    """Return the untrained network that all of a race begin with: the seed's, for everybody."""
    return config.new_network(np.random.default_rng(config.seed))


def learning_rates(config: TrainConfig, images: int) -> NDArray[np.float32]:
    """Return the learning rate of each step of a run on so many images."""
    total = -(-images // config.batch_size) * config.epochs
    factors = [schedule_factor(config.schedule, step / total) for step in range(total)]
    return np.array(factors, np.float32) * np.float32(config.learning_rate)


def images_of(config: TrainConfig) -> tuple[Array, NDArray[np.uint8]]:
    """Return the images (N, 28, 28, 1) and labels that a run as ``config`` says trains on.

    Raises: Unsupported, parts of a recipe that the peers have not been taught.
    """
    known = config.augment == "none" and not config.averaging and not config.momentum
    if not known or config.dataset != "mnist":
        raise Unsupported("the peers know no augmentation, averaging, momentum or other data")
    arrays = mnist_arrays()
    count = min(TRAINING_IMAGES, config.limit or TRAINING_IMAGES)
    return data.as_input(arrays["x_train"][:count]), arrays["y_train"][:count]
