"""One batch's gradient, cut into micro-batches that threads share.

A micro-batch is small enough for its intermediate results to stay in a core's cache, and each
thread works on its own.  How a batch is cut depends on the network and the batch size only, each
micro-batch draws from a random stream of its own, and the gradients are summed in one fixed order:
so the number of threads never changes a result.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

import numpy as np

from digitpad.nn import machine
from digitpad.nn.companions import companions_for
from digitpad.nn.gradient import Gradient, LayerGradients, VectorGradient, statistics_of
from digitpad.nn.layer import Array
from digitpad.nn.losses import Loss
from digitpad.nn.micro_batch import Batch, LoadImages, Share, part_of, share_of
from digitpad.nn.network import Network
from digitpad.nn.prediction import CHUNK

T = TypeVar("T")
R = TypeVar("R")

MICRO_BATCH_NUMBERS = 2**22  # between the steps of one micro-batch: some 16 MB in float32
PREDICTED = 10 * CHUNK  # images that a thread takes at a time to predict
SMALLEST_SHARE = 8  # images; below, starting a thread's work costs more than it saves


@dataclass(frozen=True)
class BatchGradient:
    """Means over a batch: loss, gradient, statistics (S,); and how many images were right."""

    loss: float
    correct: int
    gradient: Gradient
    statistics: Array


class Workers:
    """Threads that run the same function on several things; the thread that asks is one of them.

    So one thread less must be woken, which takes 75 us.  Together with ``layout.repeated`` instead
    of ``np.tile``, Keras' convnet trains in 0.94 of the time, the network on board in 0.95.

    ``threads``: 0 for one a core.  While they exist, BLAS runs one thread a call: ours are the
    parallelism, and more threads than cores would wait for each other.
    """

    def __init__(self, threads: int = 0) -> None:
        if threads < 0:
            raise ValueError(f"threads is {threads}; it must be 0 (one a core) or more")
        self.threads = threads or machine.usable_cores()
        machine.prepare()
        others = self.threads - 1
        self._pool = ThreadPoolExecutor(others, "digitpad") if others else None

    def map(self, function: Callable[[T], R], things: Sequence[T]) -> list[R]:
        """Return the results of ``function`` in the order of ``things``; an error is raised."""
        results: dict[int, R] = {}
        numbers = iter(range(len(things)))  # each is drawn once: Python's lock sees to it

        def work() -> None:
            try:
                for number in numbers:
                    results[number] = function(things[number])
            except BaseException:
                deque(numbers, maxlen=0)  # nobody need begin another
                raise

        helpers: list[Future[None]] = []
        if self._pool is not None:
            count = min(self.threads, len(things)) - 1
            helpers = [self._pool.submit(work) for _ in range(count)]
        try:
            work()
        finally:
            errors = [helper.exception() for helper in helpers]  # waits for them
        for error in errors:
            if error is not None:
                raise error
        return [results[number] for number in range(len(things))]

    def close(self) -> None:
        """End the threads."""
        if self._pool is not None:
            self._pool.shutdown()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def micro_batch_size(network: Network, batch_size: int) -> int:
    """Return how many images of a batch go through ``network`` at a time: a power of two.

    Many short calls to NumPy cost more than they do, and threads wait for each other between them;
    too long ones fall out of the cache.  In turns, batches of 128, microseconds an image with one
    core and with two: the network on board 1018 and 608 by 8 images, 724 and 420 by 16, 578 and 380
    by 32, 542 and 368 by 64 (but it was trained by 32, which batch norm depends on); Keras' convnet
    132 and 99, 122 and 96, 122 and 87, 120 and 83; the notebook's network 96 and 84, 67 and 60, 57
    and 44, 49 and 38.
    """
    fitting = max(1, MICRO_BATCH_NUMBERS // network.numbers_kept)
    share = max(SMALLEST_SHARE, batch_size // 2)
    return int(2 ** int(np.log2(min(fitting, share))))


def random_streams(
    network: Network, batch_size: int, rng: np.random.Generator
) -> list[np.random.Generator]:
    """Return a random stream for each micro-batch of a batch."""
    return rng.spawn(-(-batch_size // micro_batch_size(network, batch_size)))


class Engine:
    """Computes gradients of ``loss`` for the batches of one run; see ``random_streams``.

    ``images``: how many it will be given in all; where that is worth it, companions take part in
    each batch that can be loaded elsewhere, until the engine is closed.
    """

    def __init__(
        self,
        network: Network,
        loss: Loss,
        batch_size: int,
        workers: Workers,
        *,
        streams: Sequence[np.random.Generator],
        images: int = 0,
    ) -> None:
        self.network, self.loss = network, loss
        self._workers = workers
        self._companions = companions_for(
            network, loss, images, batch_size, workers.threads, len(streams)
        )
        self._size = micro_batch_size(network, batch_size)
        self._streams = streams

    def batch_gradient(self, load: LoadImages, size: int) -> BatchGradient:
        """Return the gradient of one batch of ``size`` images, at most the batch size.

        ``load`` is called in the threads, with the micro-batch's place in the batch and its random
        stream, and returns x (n, *input_shape) and the targets (n,).
        """
        if size <= self._size:
            rng = self._streams[0]
            part = part_of(self.network, self.loss, *load(slice(0, size), rng), rng)
            gradient = LayerGradients(self.network, part.gradients)
            statistics = statistics_of(self.network, part.gradients)
            return BatchGradient(part.loss, part.correct, gradient, statistics)
        cuts = [slice(start, min(start + self._size, size)) for start in range(0, size, self._size)]
        total = _Total(self.network)
        with self.network.at_rest():
            self._add_shares(total, load, cuts, size)
        return total.gradient()

    def _add_shares(
        self, total: _Total, load: LoadImages, cuts: Sequence[slice], size: int
    ) -> None:
        if isinstance(load, Batch) and self._companions.can_share(load.source):
            for number, share in enumerate(self._companions.shares(load, cuts, self._streams)):
                total.add(number, share)
            return

        def work(number: int) -> None:
            rng = self._streams[number]
            x, targets = load(cuts[number], rng)
            total.add(number, share_of(self.network, self.loss, x, targets, rng, size))

        self._workers.map(work, range(len(cuts)))

    def close(self) -> None:
        """End the companions."""
        self._companions.close()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Total:
    """Adds up the shares of a batch in the order of their numbers, whichever thread brings them.

    So only those that come before their turn are kept: all 313 of 10,000 images and the network on
    board would take 0.6 GB.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._lock = Lock()
        self._early: dict[int, Share] = {}
        self._results: list[tuple[float, int]] = []  # loss and correct of each share added
        self._gradient: Array
        self._statistics: Array

    def add(self, number: int, share: Share) -> None:
        """Add a share and those that waited for it; the arrays of number 0 hold the sum."""
        with self._lock:
            self._early[number] = share
            while (turn := self._early.pop(len(self._results), None)) is not None:
                if self._results:
                    np.add(self._gradient, turn.gradient, out=self._gradient)
                    np.add(self._statistics, turn.statistics, out=self._statistics)
                else:
                    self._gradient, self._statistics = turn.gradient, turn.statistics
                self._results.append((turn.loss, turn.correct))

    def gradient(self) -> BatchGradient:
        """Return the sum of all shares, at least one."""
        losses, correct = zip(*self._results, strict=True)
        gradient = VectorGradient(self._gradient, self._network.parameters)
        return BatchGradient(sum(losses), sum(correct), gradient, self._statistics)


def predict(
    network: Network, images: int, load: LoadImages, workers: Workers, *, cut: int = PREDICTED
) -> Array:
    """Return the output for ``images`` images -> (N, *output_shape).

    The threads share them, ``cut`` at a time.
    """
    cuts = [slice(start, min(start + cut, images)) for start in range(0, images, cut)]
    rng = np.random.default_rng(0)  # nothing draws from it: prediction is exact

    def work(place: slice) -> Array:
        with machine.calculating():  # weights that are no good show in the result
            return network.predict(load(place, rng)[0])

    parts = workers.map(work, cuts)
    return np.concatenate([np.empty((0, *network.output_shape), network.dtype), *parts])
