"""Stops in the middle of a large batch, as if it had not begun."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event
from typing import Any

import numpy as np

from digitpad.nn import Array
from digitpad.nn.engine import BatchGradient, Engine
from digitpad.nn.losses import Targets
from digitpad.nn.micro_batch import LoadImages

_LONG = 256  # images; fewer are soon done, and this costs some microseconds


class _Stopped(Exception):  # noqa: N818 (no error)
    pass


class LongBatches:
    """Computes gradients until ``stop`` is set; ``streams`` are what the engine draws from."""

    def __init__(self, streams: Sequence[np.random.Generator], stop: Event) -> None:
        self._streams, self._stop = streams, stop
        self._before: list[Any] = []  # states of the streams when the batch began

    def gradient(self, engine: Engine, load: LoadImages, size: int) -> BatchGradient | None:
        """Return the gradient of a batch of ``size`` images, None when stopped meanwhile."""
        if size <= _LONG:
            return engine.batch_gradient(load, size)

        def load_unless_stopped(cut: slice, rng: np.random.Generator) -> tuple[Array, Targets]:
            if self._stop.is_set():
                raise _Stopped
            return load(cut, rng)

        before = [dict(stream.bit_generator.state) for stream in self._streams]
        try:
            return engine.batch_gradient(load_unless_stopped, size)
        except _Stopped:
            self._before = before
            return None

    def put_back(self) -> None:
        """Restore the streams to before a batch that was stopped; no thread may use them any more.

        So a run that is resumed from there draws what it would have drawn.
        """
        for stream, state in zip(self._streams, self._before, strict=False):
            stream.bit_generator.state = state
