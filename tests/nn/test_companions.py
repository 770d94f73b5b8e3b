"""Companions are real processes here; the images and their augmentation are those of a run."""

import errno
import multiprocessing
import os
import pickle
import signal
import sys
import time
from typing import Any

import numpy as np
import pytest

from digitpad import data
from digitpad.nn import LayerSpec, Network, companion_process, loss_named
from digitpad.nn.engine import BatchGradient, Engine, Workers, micro_batch_size, random_streams
from digitpad.nn.micro_batch import Batch
from digitpad.training.images import TrainingImages
from tests.nn.processes import is_alive, wait_until

LAYERS: list[LayerSpec] = [
    {"layer": "Conv2D", "filters": 4, "kernel_size": 3},
    {"layer": "MaxPool2D", "size": 2},
    {"layer": "BatchNorm"},
    {"layer": "ReLU"},
    {"layer": "Flatten"},
    {"layer": "Dropout", "rate": 0.3},
    {"layer": "Dense", "units": 10},
    {"layer": "Softmax"},
]
BATCH = 150  # in three micro-batches, the last one smaller
LOSS = loss_named("cross_entropy")


@pytest.fixture(scope="module")
def batch() -> Batch:
    images = TrainingImages(data.load("mnist+strokes", limit=300).train)
    images.begin_epoch("strong", rng=np.random.default_rng(7))
    return images.loader(np.random.default_rng(8).permutation(300)[:BATCH])


class Darkness:
    """A source of black images that takes so many bytes to send."""

    def __init__(self, size: int) -> None:
        self.content = bytes(size)

    def __call__(self, indices: Any, rng: Any) -> Any:
        return np.zeros((len(indices), 28, 28, 1), np.float32), np.zeros(len(indices), np.uint8)


class Training:
    """An engine whose weights change between batches, as an optimizer changes them."""

    def __init__(self, workers: Workers) -> None:
        self.network = Network(LAYERS, rng=np.random.default_rng(1))
        self.streams = random_streams(self.network, BATCH, np.random.default_rng(3))
        self.engine = Engine(self.network, LOSS, BATCH, workers, streams=self.streams, images=10**9)
        self.companions = self.engine._companions

    def steps(self, batch: Batch, number: int) -> list[Any]:
        results = []
        for _ in range(number):
            results.append(self.step(self.engine.batch_gradient(batch, len(batch.indices))))
        return results

    def step(self, result: BatchGradient) -> Any:
        vector = result.gradient.vector()
        found = result.loss, result.correct, vector.tobytes(), result.statistics.tobytes()
        self.network.parameters -= np.float32(0.1) * vector
        return *found, [str(stream.bit_generator.state) for stream in self.streams]


@pytest.fixture(scope="module")
def alone(batch: Batch) -> list[Any]:
    with Workers(1) as workers:
        return Training(workers).steps(batch, 4)


def test_the_batch_of_these_tests_has_three_micro_batches() -> None:
    assert -(-BATCH // micro_batch_size(Network(LAYERS, rng=None), BATCH)) == 3


@pytest.mark.parametrize("count", [1, 2])
def test_with_companions_every_bit_is_the_same_and_the_streams_are_too(
    batch: Batch, alone: list[Any], count: int
) -> None:
    with Workers(1 + count) as workers:
        training = Training(workers)
        with training.engine:
            first = training.steps(batch, 1)  # they have hardly started
            wait_until(lambda: training.companions.can_share(batch.source))
            assert first + training.steps(batch, 3) == alone


def test_of_two_sources_the_later_one_is_used(batch: Batch) -> None:
    darker = TrainingImages(data.load("mnist", limit=300).train).loader(batch.indices)
    with Workers(2) as workers, Workers(1) as one:
        training, other = Training(workers), Training(one)
        with training.engine:
            wait_until(lambda: training.companions.can_share(batch.source))
            for part in (batch, darker, darker, batch):
                assert training.steps(part, 1) == other.steps(part, 1)


def test_images_are_sent_from_where_they_lie_and_only_the_rest_is_pickled(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pickling all of them would keep the window waiting for 50 ms."""
    sizes: list[int] = []
    dumps = pickle.dumps

    def measured(*arguments: Any, **named: Any) -> bytes:
        content = dumps(*arguments, **named)
        sizes.append(len(content))
        return content

    monkeypatch.setattr(pickle, "dumps", measured)
    with Workers(2) as workers:
        training = Training(workers)
        with training.engine:
            wait_until(lambda: training.companions.can_share(batch.source))
    assert sizes
    assert max(sizes) < 2_000


@pytest.mark.parametrize("before_the_order", [True, False])
def test_a_companion_that_dies_changes_no_result(
    batch: Batch,
    alone: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    before_the_order: bool,
) -> None:
    with Workers(3) as workers:
        training = Training(workers)
        with training.engine:
            wait_until(lambda: training.companions.can_share(batch.source))
            victim = training.companions._processes[0]._process
            if before_the_order:
                victim.kill()
                victim.join()
            else:  # while it computes, since we do our own part meanwhile
                own = training.companions._own

                def kill_meanwhile(*arguments: Any) -> Any:
                    if victim.pid is not None and victim.is_alive():
                        victim.kill()
                        victim.join()
                    return own(*arguments)

                os.kill(victim.pid or 0, signal.SIGSTOP)
                monkeypatch.setattr(training.companions, "_own", kill_meanwhile)
            assert training.steps(batch, 4) == alone
            assert not training.companions.can_share(batch.source)


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be stopped there")
def test_a_companion_that_hangs_is_given_up_and_changes_no_result(
    batch: Batch, alone: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(companion_process, "_CHECKS", 5)
    with Workers(3) as workers:
        training = Training(workers)
        with training.engine:
            wait_until(lambda: training.companions.can_share(batch.source))
            number = training.companions._processes[0]._process.pid or 0
            os.kill(number, signal.SIGSTOP)
            assert training.steps(batch, 4) == alone
            assert not is_alive(number)


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be stopped there")
def test_a_companion_that_hangs_while_images_are_sent_holds_nobody_up(batch: Batch) -> None:
    with Workers(2) as workers:
        training = Training(workers)
        with training.engine:
            wait_until(lambda: training.companions.can_share(batch.source))
            os.kill(training.companions._processes[0]._process.pid or 0, signal.SIGSTOP)
            began = time.monotonic()
            for size in range(3):  # a source for each epoch, too large for the pipe to hold
                assert not training.companions.can_share(Darkness(10**6 + size))
        assert time.monotonic() - began < 10


def test_after_images_that_cannot_be_sent_the_run_goes_on_alone(
    batch: Batch, alone: list[Any]
) -> None:
    def cannot_be_pickled(indices: Any, rng: Any) -> Any:
        return batch.source(indices, rng)

    before = Darkness(1)
    with Workers(2) as workers:
        training = Training(workers)
        with training.engine:
            wait_until(lambda: training.companions.can_share(before))
            wait_until(
                lambda: (
                    not training.companions.can_share(cannot_be_pickled)
                    and not training.companions._processes
                )
            )
            assert training.steps(Batch(cannot_be_pickled, batch.indices), 4) == alone


@pytest.mark.parametrize("started", [True, False])
def test_where_a_pipe_that_is_asked_tells_of_a_death_by_an_error_the_run_goes_on_alone(
    batch: Batch, alone: list[Any], monkeypatch: pytest.MonkeyPatch, started: bool
) -> None:
    def broken(seconds: float = 0.0) -> bool:  # as on Windows
        raise BrokenPipeError(errno.EPIPE, "The pipe has been ended")

    with Workers(2) as workers:
        training = Training(workers)
        with training.engine:
            companion = training.companions._processes[0]
            if started:
                wait_until(lambda: training.companions.can_share(batch.source))
            companion.kill()
            companion._process.join()
            monkeypatch.setattr(companion._answers, "poll", broken)
            assert training.steps(batch, 4) == alone
            assert not training.companions._processes


def test_where_no_process_can_be_started_the_run_goes_on_alone(
    batch: Batch, alone: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe, made = companion_process.CONTEXT.Pipe, []

    def too_many(duplex: bool) -> Any:
        if len(made) == 2:  # enough for the first process, and none for the second
            raise OSError(errno.EMFILE, "Too many open files")
        made.append(pipe(duplex))
        return made[-1]

    monkeypatch.setattr(companion_process.CONTEXT, "Pipe", too_many)
    with Workers(3) as workers:
        training = Training(workers)
        with training.engine:
            assert training.steps(batch, 4) == alone
    assert not [child for child in multiprocessing.active_children() if "companion" in child.name]


def test_no_process_is_left_when_companions_are_closed(batch: Batch) -> None:
    with Workers(2) as workers:
        started, starting = Training(workers), Training(workers)
        wait_until(lambda: started.companions.can_share(batch.source))
        numbers = [
            training.companions._processes[0]._process.pid for training in (started, starting)
        ]
        started.engine.close()
        starting.engine.close()
        assert started.steps(batch, 1) == starting.steps(batch, 1)
    for number in numbers:
        assert not is_alive(number or 0)
