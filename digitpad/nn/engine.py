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
from typing import TypeVar

import numpy as np

from digitpad.nn import machine
from digitpad.nn.gradient import Gradient, LayerGradients, VectorGradient, statistics_of
from digitpad.nn.layer import Array, Gradients
from digitpad.nn.losses import Loss, Targets
from digitpad.nn.network import Network
from digitpad.nn.prediction import CHUNK

T = TypeVar("T")
R = TypeVar("R")

MICRO_BATCH_NUMBERS = 2**22  # between the steps of one micro-batch: some 16 MB in float32
PREDICTED = 10 * CHUNK  # images that a thread takes at a time to predict
SMALLEST_SHARE = 8  # images; below, starting a thread's work costs more than it saves

LoadImages = Callable[[slice, np.random.Generator], tuple[Array, Targets]]


@dataclass(frozen=True)
class BatchGradient:
    """Means over a batch: loss, gradient, statistics (S,); and how many images were right."""

    loss: float
    correct: int
    gradient: Gradient
    statistics: Array


@dataclass(frozen=True)
class _Part:
    loss: float
    correct: int
    gradients: list[Gradients]


class Workers:
    """Threads that run the same function on several things; the thread that asks is one of them.

    So one thread less must be woken, which takes 75 us: with one that only waits, Keras' convnet
    trained in 1.06 of the time, the notebook's network in batches of 128 in 1.03.

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
    too long ones fall out of the cache.  The network on board, microseconds an image with one and
    with two threads: 1276 and 970 by 8 images, 1150 and 759 by 16, 1139 and 680 by 32; Keras'
    convnet 143 and 134 by 16, 158 and 137 by 32, 178 and 119 by 64; the notebook's network 92 and
    73 by 16, 73 and 52 by 32, 67 and 47 by 64.
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
    """Computes gradients of ``loss`` for the batches of one run; see ``random_streams``."""

    def __init__(
        self,
        network: Network,
        loss: Loss,
        batch_size: int,
        workers: Workers,
        *,
        streams: Sequence[np.random.Generator],
    ) -> None:
        self.network, self.loss = network, loss
        self._workers = workers
        self._size = micro_batch_size(network, batch_size)
        self._streams = streams

    def batch_gradient(self, load: LoadImages, size: int) -> BatchGradient:
        """Return the gradient of one batch of ``size`` images, at most the batch size.

        ``load`` is called in the threads, with the micro-batch's place in the batch and its random
        stream, and returns x (n, *input_shape) and the targets (n,).
        """
        cuts = [slice(start, min(start + self._size, size)) for start in range(0, size, self._size)]
        if len(cuts) == 1:
            part = self._micro_batch(load, cuts[0], self._streams[0])
            gradient = LayerGradients(self.network, part.gradients)
            statistics = statistics_of(self.network, part.gradients)
            return BatchGradient(part.loss, part.correct, gradient, statistics)
        shares = self._workers.map(
            lambda number: self._share(load, cuts[number], self._streams[number], size),
            range(len(cuts)),
        )
        return self._sum(shares)

    def _micro_batch(self, load: LoadImages, cut: slice, rng: np.random.Generator) -> _Part:
        x, targets = load(cut, rng)
        with machine.calculating():  # what overflows shows in the loss, and who trains looks
            value, output, gradients = self.network.loss_and_gradients(
                self.loss, x, targets, rng=rng
            )
            loss = self.loss.reported(value, output, targets)
        return _Part(loss, _correct(output, targets), gradients)

    def _share(
        self, load: LoadImages, cut: slice, rng: np.random.Generator, size: int
    ) -> tuple[float, int, Array, Array]:
        """Return a micro-batch's share of the batch's loss, count, gradient and statistics."""
        part = self._micro_batch(load, cut, rng)
        weight = (cut.stop - cut.start) / size
        gradient = LayerGradients(self.network, part.gradients).vector()
        statistics = statistics_of(self.network, part.gradients)
        for vector in (gradient, statistics):
            vector *= vector.dtype.type(weight)
        return weight * part.loss, part.correct, gradient, statistics

    def _sum(self, shares: list[tuple[float, int, Array, Array]]) -> BatchGradient:
        losses, corrects, gradients, statistics = zip(*shares, strict=True)
        for total, parts in ((gradients[0], gradients[1:]), (statistics[0], statistics[1:])):
            for part in parts:
                total += part
        gradient = VectorGradient(gradients[0], self.network.parameters)
        return BatchGradient(sum(losses), sum(corrects), gradient, statistics[0])


def _correct(output: Array, targets: Targets) -> int:
    """Count the images whose likeliest class is the right one; an even target has none."""
    best = output.argmax(axis=1)
    if targets.ndim == 1:
        return int((best == targets).sum())
    return int((targets[np.arange(len(best)), best] > 0.5).sum())


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
