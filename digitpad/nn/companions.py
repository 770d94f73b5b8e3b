"""Processes that compute some of each batch's micro-batches beside the run's own.

Threads of one process wait for each other between NumPy's calls, since Python runs one at a time:
the shorter the calls, the longer they wait.  Another process has a Python of its own.  Weights and
gradients lie in memory that both see; orders and answers, which are short, go through pipes.

Microseconds an image on two cores, two threads and then one thread and one companion, in turns:
preset Quick 103 and 68, the network on board 576 and 522, Keras' convnet in batches of 128 107 and
98, the notebook's network 34 and 31.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from threading import Lock, Thread
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitpad.nn import machine
from digitpad.nn.layer import LayerSpec, Shape
from digitpad.nn.losses import Loss
from digitpad.nn.micro_batch import Batch, Share, Source, share_of
from digitpad.nn.network import Network

_WORTH_IT = 2e10  # multiply-adds of a run's way forward: some two seconds
_CONTEXT = multiprocessing.get_context("spawn")  # forking would copy the locks of other threads
_HAS_MASK = hasattr(signal, "pthread_sigmask")  # not on Windows
_starting = Lock()


def companions_for(
    network: Network, loss: Loss, images: int, threads: int, parts: int
) -> Companions:
    """Return companions for a run over so many ``images``, in batches of ``parts`` micro-batches.

    One for each of ``threads`` but ours that a batch can use, and none where it would be over
    before they have started.
    """
    worth_it = images * network.multiply_adds >= _WORTH_IT
    return Companions(network, loss, min(threads, parts) - 1 if worth_it else 0, parts)


class Companions:
    """``count`` processes that help to train ``network``, in at most ``parts`` micro-batches.

    They take half a second to start.  Should one die, the run goes on without them.
    """

    def __init__(self, network: Network, loss: Loss, count: int, parts: int) -> None:
        self._network, self._loss = network, loss
        self._source: Source | None = None
        self._sending: Thread | None = None
        self._processes: list[_Process] = []
        if count:
            each = network.parameters.size + network.statistics.size
            numbers = network.parameters.size + parts * each
            raw = _CONTEXT.RawArray("B", numbers * network.dtype.itemsize)
            self._memory = _Memory(raw, network)
            task = _Task(network.specs, network.input_shape, network.dtype.str, loss, raw)
            self._processes = [_Process(task) for _ in range(count)]

    def can_share(self, source: Source) -> bool:
        """Whether they are there, have started and know ``source``; if not, it is sent to them.

        All images take 150 ms to send: a thread does it, and the run neither waits nor is deaf.
        """
        if not all(process.has_started() for process in self._processes):
            return False
        if source is not self._source:
            self._end_sending()
            self._source, self._sending = source, Thread(target=self._send, args=(source,))
            self._sending.start()
        if self._sending is not None and self._sending.is_alive():
            return False
        self._part_with_the_lost()
        return bool(self._processes)

    def shares(
        self, batch: Batch, cuts: Sequence[slice], streams: Sequence[np.random.Generator]
    ) -> list[Share]:
        """Return the share of each micro-batch in ``cuts``; each draws from its stream.

        This process and each of the others take every so many.
        """
        turns = len(self._processes) + 1
        own, *others = (range(turn, len(cuts), turns) for turn in range(turns))
        np.copyto(self._memory.parameters, self._network.parameters)
        for process, parts in zip(self._processes, others, strict=True):
            jobs = [_Job(n, batch.indices[cuts[n]], streams[n].bit_generator.state) for n in parts]
            process.send(_Order(jobs, len(batch.indices)))
        shares = {number: self._own(batch, cuts[number], streams[number]) for number in own}
        for process in self._processes:
            for done in process.answer():
                streams[done.number].bit_generator.state = done.stream
                gradient, statistics = self._memory.share(done.number)
                shares[done.number] = Share(done.loss, done.correct, gradient, statistics)
        for number, cut in enumerate(cuts):  # of a process that died: its streams are as before
            if number not in shares:
                shares[number] = self._own(batch, cut, streams[number])
        self._part_with_the_lost()
        return [shares[number] for number in range(len(cuts))]

    def _own(self, batch: Batch, cut: slice, rng: np.random.Generator) -> Share:
        size = len(batch.indices)
        return share_of(self._network, self._loss, *batch(cut, rng), rng, size)

    def _send(self, source: Source) -> None:
        for process in self._processes:
            process.send(source)

    def _end_sending(self) -> None:
        if self._sending is not None:
            self._sending.join()

    def _part_with_the_lost(self) -> None:
        if any(process.lost for process in self._processes):
            self.close()

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.kill()  # which ends the sending, too
        self._end_sending()
        for process in self._processes:
            process.close()
        self._processes = []


@dataclass(frozen=True)
class _Task:
    """What a process is told when it starts; ``memory`` holds what ``_Memory`` says."""

    specs: list[LayerSpec]
    input_shape: Shape
    dtype: str
    loss: Loss
    memory: Any


@dataclass(frozen=True)
class _Job:
    """Micro-batch ``number``: its images, and the state of its random stream."""

    number: int
    indices: NDArray[np.intp]
    stream: Any


@dataclass(frozen=True)
class _Order:
    """Compute some micro-batches of a batch of ``size`` images."""

    jobs: list[_Job]
    size: int


@dataclass(frozen=True)
class _Done:
    """What came out of a job, beside the numbers in memory."""

    number: int
    loss: float
    correct: int
    stream: Any


class _Memory:
    """The parameters (P,), then gradient (P,) and statistics (S,) of each micro-batch."""

    def __init__(self, raw: Any, network: Network) -> None:
        numbers = np.frombuffer(raw, network.dtype)
        self._size, statistics = network.parameters.size, network.statistics.size
        self.parameters = numbers[: self._size]
        self._shares = numbers[self._size :].reshape(-1, self._size + statistics)

    def share(self, number: int) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the places of a micro-batch's gradient and statistics."""
        return self._shares[number, : self._size], self._shares[number, self._size :]


class _Process:
    """One of the processes, from outside.  ``lost``: it has died."""

    def __init__(self, task: _Task) -> None:
        orders, self._orders = _CONTEXT.Pipe(duplex=False)
        self._answers, answers = _CONTEXT.Pipe(duplex=False)
        self._started = self.lost = False
        self._process = _CONTEXT.Process(
            target=_serve, args=(orders, answers, task), name="digitpad-companion", daemon=True
        )
        with _apart():
            self._process.start()
        orders.close()
        answers.close()

    def has_started(self) -> bool:
        """Whether it takes orders; also when it has died."""
        if not self._started and self._answers.poll():
            self._started = True
            self._receive()
        return self._started

    def send(self, message: Source | _Order) -> None:
        """Send an order, or where images come from."""
        try:
            self._orders.send(message)
        except OSError:
            self.lost = True

    def answer(self) -> list[_Done]:
        """Wait for what an order gave; nothing, if the process has died."""
        return [] if self.lost else self._receive()

    def _receive(self) -> list[_Done]:
        try:
            done: list[_Done] = self._answers.recv()
        except (EOFError, OSError):
            self.lost = True
            return []
        return done

    def kill(self) -> None:
        """End it at once: it has nothing to lose."""
        self._process.kill()

    def close(self) -> None:
        """Wait for its end, and close the pipes."""
        self._process.join()
        self._process.close()
        self._orders.close()
        self._answers.close()


@contextmanager
def _apart() -> Iterator[None]:
    """Start processes that know nothing of the program that runs, nor of Ctrl-C.

    A new process would run the program's first file again, unless that guards itself.  Ctrl-C goes
    to all processes of a terminal, but it is the run that decides what ends.
    """
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if _HAS_MASK else None
        try:
            yield
        finally:
            sys.modules["__main__"] = main
            if mask is not None:
                signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _serve(orders: Connection, answers: Connection, task: _Task) -> None:
    """Be a companion until the other end of the pipes is closed, by whatever cause."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where ``_apart`` could not block it
    machine.prepare()
    network = Network(task.specs, input_shape=task.input_shape, rng=None, dtype=task.dtype)
    memory = _Memory(task.memory, network)
    answers.send([])
    source: Any = None
    while True:
        try:
            message = orders.recv()
        except EOFError:
            return
        if isinstance(message, _Order):
            np.copyto(network.parameters, memory.parameters)
            answers.send(
                [_do(job, message.size, source, network, task.loss, memory) for job in message.jobs]
            )
        else:
            source = message


def _do(
    job: _Job, size: int, source: Source, network: Network, loss: Loss, memory: _Memory
) -> _Done:
    rng = np.random.default_rng(0)
    rng.bit_generator.state = job.stream
    x, targets = source(job.indices, rng)
    share = share_of(network, loss, x, targets, rng, size)
    gradient, statistics = memory.share(job.number)
    np.copyto(gradient, share.gradient)
    np.copyto(statistics, share.statistics)
    return _Done(job.number, share.loss, share.correct, rng.bit_generator.state)
