"""Processes that compute some of each batch's micro-batches beside the run's own.

Threads of one process wait for each other between NumPy's calls, since Python runs one at a time:
the shorter the calls, the longer they wait.  Another process has a Python of its own.  Weights and
gradients lie in memory that both see; orders and answers, which are short, go through pipes.

Microseconds an image on two cores, two threads and then one thread and one companion, in turns:
preset Quick 79 and 63, the network on board 334 and 307, Keras' convnet in batches of 128 75 and
69.  But the notebook's network, most of whose time goes into its many weights, 31 and 34.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Thread

import numpy as np

from digitpad.nn.companion_process import CONTEXT, Job, Memory, Order, Process, Task
from digitpad.nn.losses import Loss
from digitpad.nn.micro_batch import Batch, Share, Source, share_of
from digitpad.nn.network import Network

_log = logging.getLogger(__name__)

_WORTH_IT = 2e10  # multiply-adds of a run's way forward: some two seconds
_LEAST_USE = 200  # multiply-adds of a batch for each weight, which must come and go for every batch
_MOST_IMAGES = 512  # in a batch: who wants to pause within a larger one could not hold the others


def companions_for(
    network: Network, loss: Loss, images: int, batch_size: int, threads: int, parts: int
) -> Companions:
    """Return companions for a run over so many ``images``, in batches of ``parts`` micro-batches.

    One for each of ``threads`` but ours that a batch can use; none where it would be over before
    they have started, for many weights that are of little use, and for large batches.
    """
    long_enough = images * network.multiply_adds >= _WORTH_IT
    useful = batch_size * network.multiply_adds >= _LEAST_USE * network.parameter_count
    worth_it = long_enough and useful and batch_size <= _MOST_IMAGES
    return Companions(network, loss, min(threads, parts) - 1 if worth_it else 0, parts)


class Companions:
    """``count`` processes that help to train ``network``, in at most ``parts`` micro-batches.

    They take half a second to start.  Should one die, or hang, or not even start, the run goes on
    without them.
    """

    def __init__(self, network: Network, loss: Loss, count: int, parts: int) -> None:
        self._network, self._loss = network, loss
        self._source: Source | None = None
        self._sending: Thread | None = None
        self._processes: list[Process] = []
        if count:
            each = network.parameters.size + network.statistics.size
            numbers = network.parameters.size + parts * each
            try:
                raw = CONTEXT.RawArray("B", numbers * network.dtype.itemsize)
                self._memory = Memory(raw, network)
                task = Task(network.specs, network.input_shape, network.dtype.str, loss, raw)
                for _ in range(count):
                    self._processes.append(Process(task))
            except OSError:  # of files, memory or processes there are too many
                _log.warning("no other process can take part in the training", exc_info=True)
                self.close()

    def can_share(self, source: Source) -> bool:
        """Whether they are there, have started and know ``source``; if not, it is sent to them.

        All images take 150 ms to send: a thread does it, and the run neither waits nor is deaf.
        To one that hangs they are never sent, and the run goes on alone.
        """
        if not all(process.has_started() for process in self._processes):
            return False
        if self._sending is not None and self._sending.is_alive():
            return False
        self._part_with_the_lost()
        if self._processes and source is not self._source:
            self._source, self._sending = source, Thread(target=self._send, args=(source,))
            self._sending.start()
            return False
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
            jobs = [Job(n, batch.indices[cuts[n]], streams[n].bit_generator.state) for n in parts]
            process.send(Order(jobs, len(batch.indices)))
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
            process.send_source(source)

    def _end_sending(self) -> None:
        if self._sending is not None:
            self._sending.join()

    def _part_with_the_lost(self) -> None:
        if any(process.lost for process in self._processes):
            _log.warning("a process that took part in the training is lost; it goes on without")
            self.close()

    def close(self) -> None:
        """End the processes."""
        for process in self._processes:
            process.kill()  # which ends the sending, too
        self._end_sending()
        for process in self._processes:
            process.close()
        self._processes = []
