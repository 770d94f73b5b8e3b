"""Stops in the middle of a large batch, as if it had not begun, and pauses there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from digitpad.nn import Array
from digitpad.nn.engine import BatchGradient, Engine
from digitpad.nn.losses import Targets
from digitpad.nn.micro_batch import Batch
from digitpad.training.brake import Brake, Stopped

_LONG = 64  # images; fewer are soon done, and this costs some microseconds


@dataclass(frozen=True)
class _HeldBatch(Batch):
    """A batch whose parts are loaded as ``brake`` lets them be, but in other processes at once."""

    brake: Brake

    def __call__(self, cut: slice, rng: np.random.Generator) -> tuple[Array, Targets]:
        self.brake.check()
        return super().__call__(cut, rng)


class LongBatches:
    """Computes gradients as ``brake`` lets it; ``streams`` are what the engine draws from."""

    def __init__(self, streams: Sequence[np.random.Generator], brake: Brake) -> None:
        self._streams, self._brake = streams, brake
        self._before: list[Any] = []  # states of the streams when the batch began

    def gradient(self, engine: Engine, batch: Batch) -> BatchGradient | None:
        """Return the gradient of a batch, None when stopped meanwhile.

        After None the engine must compute no other one: its streams stand within the batch.
        """
        size = len(batch.indices)
        if size <= _LONG:
            return engine.batch_gradient(batch, size)
        before = [dict(stream.bit_generator.state) for stream in self._streams]
        try:
            return engine.batch_gradient(_HeldBatch(batch.source, batch.indices, self._brake), size)
        except Stopped:
            self._before = before
            return None

    def put_back(self) -> None:
        """Restore the streams to before a batch that was stopped; no thread may use them any more.

        So a run that is resumed from there draws what it would have drawn.
        """
        for stream, state in zip(self._streams, self._before, strict=False):
            stream.bit_generator.state = state
