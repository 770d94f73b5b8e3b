"""One companion: a process that is started, given orders, and answers; from outside and inside."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from threading import Lock
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitpad.nn import machine
from digitpad.nn.layer import LayerSpec, Shape
from digitpad.nn.losses import Loss
from digitpad.nn.micro_batch import Source, share_of
from digitpad.nn.network import Network

CONTEXT = multiprocessing.get_context("spawn")  # forking would copy the locks of other threads
_HAS_MASK = hasattr(signal, "pthread_sigmask")  # not on Windows
_starting = Lock()
_CHECKS, _CHECK_S = 50, 0.1  # for an answer, once the run's own share is done: 5 s


@dataclass(frozen=True)
class Task:
    """What a process is told when it starts; ``memory`` holds what ``Memory`` says."""

    specs: list[LayerSpec]
    input_shape: Shape
    dtype: str
    loss: Loss
    memory: Any


@dataclass(frozen=True)
class Job:
    """Micro-batch ``number``: its images, and the state of its random stream."""

    number: int
    indices: NDArray[np.intp]
    stream: Any


@dataclass(frozen=True)
class Order:
    """Compute some micro-batches of a batch of ``size`` images."""

    jobs: list[Job]
    size: int


@dataclass(frozen=True)
class Done:
    """What came out of a job, beside the numbers in memory."""

    number: int
    loss: float
    correct: int
    stream: Any


@dataclass(frozen=True)
class _Pickled:
    """Where images come from, pickled but for so many ``buffers``, which are sent after it."""

    plain: bytes
    buffers: int


class Memory:
    """The parameters (P,), then gradient (P,) and statistics (S,) of each micro-batch."""

    def __init__(self, raw: Any, network: Network) -> None:
        numbers = np.frombuffer(raw, network.dtype)
        self._size, statistics = network.parameters.size, network.statistics.size
        self.parameters = numbers[: self._size]
        self._shares = numbers[self._size :].reshape(-1, self._size + statistics)

    def share(self, number: int) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the places of a micro-batch's gradient and statistics."""
        return self._shares[number, : self._size], self._shares[number, self._size :]


class Process:
    """One of the processes, from outside.  ``lost``: it has died, hangs, or lacks the images."""

    def __init__(self, task: Task) -> None:
        orders, self._orders = CONTEXT.Pipe(duplex=False)
        self._answers, answers = CONTEXT.Pipe(duplex=False)
        self._started = self.lost = False
        self._process = CONTEXT.Process(
            target=_serve, args=(orders, answers, task), name="digitpad-companion", daemon=True
        )
        with _apart():
            self._process.start()
        orders.close()
        answers.close()

    def has_started(self) -> bool:
        """Whether it takes orders; also when it has died."""
        if not self._started and self._has_said(0.0):
            self._started = True
            self._receive()
        return self._started

    def send(self, order: Order) -> None:
        """Send an order."""
        try:
            self._orders.send(order)
        except OSError:  # it is dead
            self.lost = True

    def send_source(self, source: Source) -> None:
        """Send where images come from.

        The images themselves go straight from where they lie: to pickle them, too, would keep all
        other threads waiting, and the window with them, for some 50 ms.
        """
        buffers: list[pickle.PickleBuffer] = []
        try:
            plain = pickle.dumps(source, protocol=5, buffer_callback=buffers.append)
            self._orders.send(_Pickled(plain, len(buffers)))
            for buffer in buffers:
                self._orders.send_bytes(buffer.raw())
        except Exception:  # it is dead, or there is no memory to pickle the rest: it has old ones
            self.lost = True

    def answer(self) -> list[Done]:
        """Wait for what an order gave; nothing, if the process has died or hangs.

        Many short waits: one that began before the whole computer slept would be over at once.
        """
        if not self.lost and any(self._has_said(_CHECK_S) for _ in range(_CHECKS)):
            return self._receive()
        self.lost = True
        return []

    def _has_said(self, seconds: float) -> bool:
        """Whether, within this time, there is something to receive, be it its end."""
        try:
            return self._answers.poll(seconds)
        except OSError:  # on Windows, when it has died
            return True

    def _receive(self) -> list[Done]:
        try:
            done: list[Done] = self._answers.recv()
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
    to all processes of a terminal, but it is the run that decides what ends.  Python's tracker of
    resources lets it through again when it starts, as it would with the first process: so it
    starts before.
    """
    with _starting:
        if _HAS_MASK:
            resource_tracker.ensure_running()
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if _HAS_MASK else None
        try:
            yield
        finally:
            sys.modules["__main__"] = main
            if mask is not None:
                signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _serve(orders: Connection, answers: Connection, task: Task) -> None:
    """Be a companion until the other end of the pipes is closed, by whatever cause."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where ``_apart`` could not block it
    machine.prepare()
    network = Network(task.specs, input_shape=task.input_shape, rng=None, dtype=task.dtype)
    memory = Memory(task.memory, network)
    network.use(memory.parameters)
    source: Any = None
    with suppress(EOFError, OSError):  # which of them tells of the end depends on the system
        answers.send([])
        while True:
            message = orders.recv()
            if isinstance(message, Order):
                with network.at_rest():
                    done = [
                        _do(job, message.size, source, network, task.loss, memory)
                        for job in message.jobs
                    ]
                answers.send(done)
            else:
                buffers = [orders.recv_bytes() for _ in range(message.buffers)]
                source = pickle.loads(message.plain, buffers=buffers)


def _do(job: Job, size: int, source: Source, network: Network, loss: Loss, memory: Memory) -> Done:
    rng = np.random.default_rng(0)
    rng.bit_generator.state = job.stream
    x, targets = source(job.indices, rng)
    gradient, statistics = memory.share(job.number)
    share = share_of(network, loss, x, targets, rng, size, gradient=gradient)
    np.copyto(statistics, share.statistics)
    return Done(job.number, share.loss, share.correct, rng.bit_generator.state)
