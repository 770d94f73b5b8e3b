"""The curves of a training run as arrays, with bounded memory. Knows nothing of Qt."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from digitpad.training import (
    BatchEnded,
    EpochEnded,
    Event,
    LearningRateChanged,
    RunStarted,
)

_CAPACITY = 4096  # points of a curve: more than a screen is wide
_RATE_CAPACITY = 512
_MOST_CHANGES = 1000  # of the learning rate that are remembered


class Series:
    """A curve that grows at its right end; when full, neighbours are averaged in pairs."""

    def __init__(self, capacity: int = _CAPACITY) -> None:
        self._points = np.empty((2, capacity))
        self._count = 0
        self._stride = 1  # how many values make one point
        self._sum_x = self._sum_y = 0.0
        self._summed = 0

    def __len__(self) -> int:
        return self._count

    def add(self, x: float, y: float) -> None:
        """Append a point."""
        self._sum_x += x
        self._sum_y += y
        self._summed += 1
        if self._summed < self._stride:
            return
        self._points[0, self._count] = self._sum_x / self._stride
        self._points[1, self._count] = self._sum_y / self._stride
        self._count += 1
        self._sum_x = self._sum_y = 0.0
        self._summed = 0
        if self._count == self._points.shape[1]:
            half = self._count // 2
            self._points[:, :half] = (self._points[:, 0::2] + self._points[:, 1::2]) / 2
            self._count = half
            self._stride *= 2

    @property
    def stride(self) -> int:
        """How many values each point is the mean of."""
        return self._stride

    @property
    def x(self) -> NDArray[np.float64]:
        """Positions (P,); a view."""
        return self._points[0, : self._count]

    @property
    def y(self) -> NDArray[np.float64]:
        """Values (P,); a view."""
        return self._points[1, : self._count]


def _rate_series() -> Series:
    return Series(_RATE_CAPACITY)


@dataclass(frozen=True)
class RateChange:
    """Somebody set another learning rate at this place on the axis of epochs."""

    x: float
    rate: float


@dataclass
class Curves:
    """All curves of one run, over epochs; accuracies from 0 to 1."""

    epochs: int = 1
    images: int = 1  # in an epoch
    batches: int = 1  # in an epoch
    batch_loss: Series = field(default_factory=Series)
    batch_accuracy: Series = field(default_factory=Series)
    learning_rate: Series = field(default_factory=_rate_series)
    validation_loss: Series = field(default_factory=Series)
    validation_accuracy: Series = field(default_factory=Series)
    drawn_accuracy: Series = field(default_factory=Series)
    rate_changes: list[RateChange] = field(default_factory=list)

    def add(self, event: Event) -> None:
        """Append what an event says."""
        if isinstance(event, RunStarted):
            self.epochs, self.images = event.config.epochs, event.images
            self.batches = event.batches_per_epoch
        elif isinstance(event, BatchEnded):
            self._add_batch(event)
        elif isinstance(event, EpochEnded):
            x = event.epoch + 1.0
            self.validation_loss.add(x, event.validation_loss)
            self.validation_accuracy.add(x, event.validation_accuracy)
            if event.drawn_accuracy is not None:
                self.drawn_accuracy.add(x, event.drawn_accuracy)
        elif isinstance(event, LearningRateChanged):
            self.rate_changes.append(RateChange(event.step / self.batches, event.new))
            del self.rate_changes[:-_MOST_CHANGES]

    def _add_batch(self, event: BatchEnded) -> None:
        x = event.step / self.batches
        self.batch_loss.add(x, event.loss)
        self.learning_rate.add(x, event.learning_rate)
        if event.accuracy is not None:
            self.batch_accuracy.add(x, event.accuracy)

    def place(self, x: float) -> str:
        """Return in words which batch of which epoch lies at x on the axis of epochs."""
        step = min(max(1, round(x * self.batches)), max(1, self.epochs * self.batches))
        epoch, batch = divmod(step - 1, self.batches)
        return f"epoch {epoch + 1}, batch {batch + 1:,}"
