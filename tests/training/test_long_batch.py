"""An engine that only draws random numbers stands for the real one, which test_interruption has."""

from typing import Any

import numpy as np
import pytest

from digitpad.nn.micro_batch import Batch
from digitpad.training.brake import Brake
from digitpad.training.long_batch import _LONG, LongBatches

BATCH, STOPPED_AT = _LONG + 44, 2


class DrawingEngine:
    """Loads a batch in four micro-batches, each of which draws from a stream of its own."""

    def __init__(self, streams: list[np.random.Generator]) -> None:
        self.streams = streams

    def batch_gradient(self, load: Any, size: int) -> list[float]:
        return [load(slice(0, size), stream)[0] for stream in self.streams]


@pytest.fixture
def streams() -> list[np.random.Generator]:
    return np.random.default_rng(1).spawn(4)


def batch_of(size: int, brake: Brake | None) -> Batch:
    """Return a batch that stops by ``brake``, if there is one, in its second micro-batch."""
    count = 0

    def source(_: Any, rng: np.random.Generator) -> Any:
        nonlocal count
        count += 1
        if brake is not None and count == STOPPED_AT:
            brake.stop.set()
        return rng.random(), None

    return Batch(source, np.arange(size))


def gradient(batches: LongBatches, streams: list[np.random.Generator], batch: Batch) -> Any:
    engine: Any = DrawingEngine(streams)
    return batches.gradient(engine, batch)


def test_a_long_batch_is_dropped_and_its_streams_put_back(
    streams: list[np.random.Generator],
) -> None:
    brake = Brake()
    batches = LongBatches(streams, brake)
    assert gradient(batches, streams, batch_of(BATCH, brake)) is None
    batches.put_back()
    expected = [stream.random() for stream in np.random.default_rng(1).spawn(4)]
    assert [stream.random() for stream in streams] == expected


def test_a_short_batch_is_done_to_its_end_even_when_stopped(
    streams: list[np.random.Generator],
) -> None:
    brake = Brake()
    assert len(gradient(LongBatches(streams, brake), streams, batch_of(_LONG, brake))) == 4


def test_without_a_stop_nothing_is_put_back(streams: list[np.random.Generator]) -> None:
    batches = LongBatches(streams, Brake())
    first = gradient(batches, streams, batch_of(BATCH, None))
    batches.put_back()
    assert gradient(batches, streams, batch_of(BATCH, None)) != first
