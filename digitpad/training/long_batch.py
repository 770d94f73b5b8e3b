"""Stops in the middle of a large batch, as if it had not begun, and pauses there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from digitpad.nn import Array
from digitpad.nn.engine import BatchGradient, Engine, LoadImages
from digitpad.nn.losses import Targets
from digitpad.training.brake import Brake, Stopped

_LONG = 64  # images; fewer are soon done, and this costs some microseconds


class LongBatches:
    """Computes gradients as ``brake`` lets it; ``streams`` are what the engine draws from."""

    def __init__(self, streams: Sequence[np.random.Generator], brake: Brake) -> None:
        self._streams, self._brake = streams, brake
        self._before: list[Any] = []  # states of the streams when the batch began

    def gradient(self, engine: Engine, load: LoadImages, size: int) -> BatchGradient | None:
        """Return the gradient of a batch of ``size`` images, None when stopped meanwhile."""
        if size <= _LONG:
            return engine.batch_gradient(load, size)

        def load_unless_stopped(cut: slice, rng: np.random.Generator) -> tuple[Array, Targets]:
            self._brake.check()
            return load(cut, rng)

        before = [dict(stream.bit_generator.state) for stream in self._streams]
        try:
            return engine.batch_gradient(load_unless_stopped, size)
        except Stopped:
            self._before = before
            return None

    def put_back(self) -> None:
        """Restore the streams to before a batch that was stopped; no thread may use them any more.

        So a run that is resumed from there draws what it would have drawn.
        """
        for stream, state in zip(self._streams, self._before, strict=False):
            stream.bit_generator.state = state
