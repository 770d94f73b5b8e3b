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
_SMOOTH_CAPACITY = 512  # points of a curve that is drawn with a broad pen
_SMOOTHED_IMAGES = 2000  # over which the values of batches are averaged


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
    def x(self) -> NDArray[np.float64]:
        """Positions (P,); a view."""
        return self._points[0, : self._count]

    @property
    def y(self) -> NDArray[np.float64]:
        """Values (P,); a view."""
        return self._points[1, : self._count]


class _Average:
    """A running mean: early on all values weigh the same, later the last ones weigh most."""

    def __init__(self) -> None:
        self._count = 0
        self._mean = 0.0

    def of(self, value: float, least_weight: float) -> float:
        """Return the mean with one value more."""
        self._count += 1
        self._mean += max(least_weight, 1.0 / self._count) * (value - self._mean)
        return self._mean


def _smooth_series() -> Series:
    return Series(_SMOOTH_CAPACITY)


@dataclass
class Curves:
    """All curves of one run, over epochs; accuracies from 0 to 1."""

    epochs: int = 1
    batch_loss: Series = field(default_factory=Series)
    smooth_loss: Series = field(default_factory=_smooth_series)
    validation_loss: Series = field(default_factory=Series)
    smooth_accuracy: Series = field(default_factory=_smooth_series)
    validation_accuracy: Series = field(default_factory=Series)
    drawn_accuracy: Series = field(default_factory=Series)
    rate_changes: list[float] = field(default_factory=list)
    _batches_per_epoch: int = 1
    _weight: float = 1.0
    _loss: _Average = field(default_factory=_Average)
    _accuracy: _Average = field(default_factory=_Average)

    def add(self, event: Event) -> None:
        """Append what an event says."""
        if isinstance(event, RunStarted):
            self.epochs = event.config.epochs
            self._batches_per_epoch = event.batches_per_epoch
            self._weight = min(1.0, event.config.batch_size / _SMOOTHED_IMAGES)
        elif isinstance(event, BatchEnded):
            self._add_batch(event)
        elif isinstance(event, EpochEnded):
            x = event.epoch + 1.0
            self.validation_loss.add(x, event.validation_loss)
            self.validation_accuracy.add(x, event.validation_accuracy)
            if event.drawn_accuracy is not None:
                self.drawn_accuracy.add(x, event.drawn_accuracy)
        elif isinstance(event, LearningRateChanged):
            self.rate_changes.append(event.step / self._batches_per_epoch)

    def _add_batch(self, event: BatchEnded) -> None:
        x = event.step / self._batches_per_epoch
        self.batch_loss.add(x, event.loss)
        self.smooth_loss.add(x, self._loss.of(event.loss, self._weight))
        if event.accuracy is not None:
            self.smooth_accuracy.add(x, self._accuracy.of(event.accuracy, self._weight))
