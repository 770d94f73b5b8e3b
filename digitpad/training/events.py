"""What a training run reports: events that are facts and never change."""

from dataclasses import dataclass
from typing import Literal

from digitpad.training.config import TrainConfig

Reason = Literal["finished", "stopped", "diverged"]


@dataclass(frozen=True)
class RunStarted:
    """First event.  ``images``: how many are trained on; ``steps_total``: batches in all epochs."""

    config: TrainConfig
    images: int
    batches_per_epoch: int
    steps_total: int
    parameter_count: int


@dataclass(frozen=True)
class BatchEnded:
    """One step was taken.

    ``step`` counts from 1 over the run, ``epoch`` and ``batch`` from 0; ``images_seen`` over the
    run.  ``loss`` is what the loss reports (nats an image), before the step; ``accuracy`` in
    [0, 1], of the digits among the images, None where there are none; ``seconds`` of work since the
    start, pauses left out.
    """

    step: int
    epoch: int
    batch: int
    images_seen: int
    loss: float
    accuracy: float | None
    learning_rate: float
    seconds: float


@dataclass(frozen=True)
class ImagesMeasured:
    """After the last batch of an epoch: ``done`` of ``total`` images have been evaluated."""

    epoch: int
    done: int
    total: int


@dataclass(frozen=True)
class EpochEnded:
    """All training images were seen once more.

    ``loss`` and ``accuracy``: means over the epoch's batches, each before its step.  Those on the
    validation images and on drawn digits (None where there are none) are measured afterwards; both
    losses are in the same unit, what the loss reports.
    """

    epoch: int
    step: int
    loss: float
    accuracy: float
    validation_loss: float
    validation_accuracy: float
    drawn_accuracy: float | None
    learning_rate: float
    seconds: float
    images_per_second: float


@dataclass(frozen=True)
class LearningRateChanged:
    """The learning rate was changed; the new one applies from the next batch on."""

    step: int
    old: float
    new: float


@dataclass(frozen=True)
class RunEnded:
    """Last event, always.  ``sentence`` is for the person; accuracies are those last measured."""

    reason: Reason
    sentence: str
    epoch: int
    step: int
    seconds: float
    validation_accuracy: float | None
    drawn_accuracy: float | None


Event = RunStarted | BatchEnded | ImagesMeasured | EpochEnded | LearningRateChanged | RunEnded
