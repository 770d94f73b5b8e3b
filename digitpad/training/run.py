"""One training run: a generator of events, and the few handles that act between two batches."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from math import isfinite, nan
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from digitpad import data
from digitpad.nn import SGD, Adam, Array, Network, Optimizer, loss_named, schedule_factor
from digitpad.nn.engine import Engine, LoadImages, Workers
from digitpad.training.average import WeightAverage
from digitpad.training.config import TrainConfig, check_learning_rate
from digitpad.training.divergence import DivergenceWatch
from digitpad.training.evaluation import evaluate
from digitpad.training.events import (
    BatchEnded,
    EpochEnded,
    Event,
    LearningRateChanged,
    Reason,
    RunEnded,
    RunStarted,
)

_WATCH_IMAGES = 256  # that tell how bad the untrained network is
STATISTICS_MOMENTUM = 0.9  # of BatchNorm's running mean and variance, a batch at a time


@dataclass
class _Progress:
    """Where a run is: counts of what is done, and what was last measured."""

    step: int = 0
    epoch: int = 0
    images_seen: int = 0
    seconds: float = 0.0
    validation_accuracy: float | None = None
    drawn_accuracy: float | None = None


class TrainingRun:
    """Trains ``network`` (a new one, if none is given) on ``splits`` as ``config`` says.

    Iterate over ``events()`` to train; whoever iterates may plot, pause or stop between two.
    ``set_learning_rate`` and ``stop`` may be called from any thread.
    """

    def __init__(
        self, config: TrainConfig, splits: data.Splits, *, network: Network | None = None
    ) -> None:
        self.config = config
        self.splits = splits
        weights, order, streams = np.random.default_rng(config.seed).spawn(3)
        self.network = network if network is not None else config.new_network(weights)
        self._order, self._streams = order, streams
        self._average = WeightAverage(self.network, config.averaging)
        self._optimizer = _optimizer(config, self.network)
        self._learning_rate = config.learning_rate
        self._wanted_learning_rate = config.learning_rate
        self._stop = threading.Event()
        self._progress = _Progress()
        self._evaluated_at = 0.0  # seconds
        self._begun = False

    def set_learning_rate(self, value: float) -> None:
        """From the next batch on, train with ``value``; the schedule keeps its shape.

        Raises: ValueError, not a learning rate.
        """
        check_learning_rate(value)
        self._wanted_learning_rate = value

    def stop(self) -> None:
        """End the run after the batch in hand; what is learnt stays."""
        self._stop.set()

    def snapshot(self) -> Network:
        """Return a frozen copy of the network as it is evaluated; call it between two events."""
        return self._average.network().snapshot()

    def events(self) -> Iterator[Event]:
        """Train; yield what happened after each batch and each epoch, and how it ended.

        Raises: RuntimeError, asked for a second time: a run is made for each training.
        """
        if self._begun:
            raise RuntimeError("this run was begun before; make another TrainingRun")
        self._begun = True
        config, images = self.config, len(self.splits.train)
        batches = -(-images // config.batch_size)
        total = batches * config.epochs
        yield RunStarted(config, images, batches, total, self.network.parameter_count)
        with Workers(config.threads) as workers:
            loss = loss_named(config.loss, smoothing=config.label_smoothing)
            engine = Engine(self.network, loss, config.batch_size, workers, rng=self._streams)
            sample = self.splits.train.first(_WATCH_IMAGES)
            untrained = evaluate(self.network, sample, workers).probabilities
            watch = DivergenceWatch(loss, untrained, sample.labels)
            reason = yield from self._epochs(engine, workers, watch, total)
        yield self._ended(reason)

    def _epochs(
        self, engine: Engine, workers: Workers, watch: DivergenceWatch, total: int
    ) -> Generator[Event, None, Reason]:
        """Train all epochs; return how the run ended."""
        for epoch in range(self.config.epochs):
            good = self._average.network().copy()
            self._progress.epoch = epoch
            ended: list[BatchEnded] = []
            train = self._epoch_images()
            order = self._order.permutation(len(train))
            for start in range(0, len(order), self.config.batch_size):
                if self._stop.is_set():
                    return "stopped"
                yield from self._changed_learning_rate()
                indices = order[start : start + self.config.batch_size]
                ended.append(self._step(engine, train, indices, len(ended), total))
                yield ended[-1]
                if watch.batch_diverged(ended[-1].loss):
                    self._average.restore(good)
                    return "diverged"
            if self._stop.is_set():
                return "stopped"
            evaluated = self._evaluate(workers, ended)
            if watch.epoch_diverged(evaluated.loss) or not isfinite(evaluated.validation_loss):
                self._average.restore(good)
                return "diverged"
            yield evaluated
        return "finished"

    def _changed_learning_rate(self) -> Iterator[Event]:
        old, new = self._learning_rate, self._wanted_learning_rate
        if new != old:
            self._learning_rate = new
            yield LearningRateChanged(self._progress.step, old, new)

    def _epoch_images(self) -> data.ImageSet:
        """Return the training images; with augmentation, the drawings among them drawn anew."""
        if self.config.augment == "none":
            return self.splits.train
        began = perf_counter()
        images = self.splits.train.redrawn(data.StrokeAugmentation(), rng=self._order)
        self._progress.seconds += perf_counter() - began
        return images

    def _step(
        self,
        engine: Engine,
        train: data.ImageSet,
        indices: NDArray[np.intp],
        batch: int,
        total: int,
    ) -> BatchEnded:
        """Take one step on the images ``indices`` of ``train``."""
        began = perf_counter()
        progress = self._progress
        rate = self._learning_rate * schedule_factor(self.config.schedule, progress.step / total)
        result = engine.batch_gradient(self._loader(train, indices), len(indices))
        # A variance may overflow while the loss, of numbers that BatchNorm divided by it, does not.
        loss = result.loss if np.isfinite(result.statistics).all() else nan
        if isfinite(loss):
            with np.errstate(all="ignore"):  # overflow shows in the next loss
                self._optimizer.step(result.gradient, rate)
                self.network.statistics *= STATISTICS_MOMENTUM
                self.network.statistics += (1 - STATISTICS_MOMENTUM) * result.statistics
                self._average.update()
        progress.step += 1
        progress.images_seen += len(indices)
        progress.seconds += perf_counter() - began
        return BatchEnded(
            progress.step,
            progress.epoch,
            batch,
            progress.images_seen,
            loss,
            result.correct / len(indices),
            rate,
            progress.seconds,
        )

    def _loader(self, train: data.ImageSet, indices: NDArray[np.intp]) -> LoadImages:
        """Return the function that brings a part of a batch; it runs in the engine's threads."""
        strength = self.config.augment
        augmentation = None if strength == "none" else data.AUGMENTATIONS[strength]

        def load(cut: slice, rng: np.random.Generator) -> tuple[Array, NDArray[np.uint8]]:
            chosen = indices[cut]
            images, labels = train.images[chosen], train.labels[chosen]
            if augmentation is None:
                return data.as_input(images), labels
            return augmentation(images, rng=rng)[..., np.newaxis], labels

        return load

    def _evaluate(self, workers: Workers, ended: list[BatchEnded]) -> EpochEnded:
        began = perf_counter()
        network, progress = self._average.network(), self._progress
        validation = evaluate(network, self.splits.validation, workers)
        progress.validation_accuracy = validation.accuracy
        if self.splits.drawn is not None:
            progress.drawn_accuracy = evaluate(network, self.splits.drawn, workers).accuracy
        training_seconds = progress.seconds - self._evaluated_at
        progress.seconds += perf_counter() - began
        self._evaluated_at = progress.seconds
        return EpochEnded(
            progress.epoch,
            progress.step,
            float(np.mean([event.loss for event in ended])),
            float(np.mean([event.accuracy for event in ended])),
            validation.loss,
            validation.accuracy,
            progress.drawn_accuracy,
            ended[-1].learning_rate,
            progress.seconds,
            len(self.splits.train) / training_seconds,
        )

    def _ended(self, reason: Reason) -> RunEnded:
        progress = self._progress
        reached = ""
        if progress.validation_accuracy is not None:
            reached = f" It reads {progress.validation_accuracy:.2%} of the validation images"
            if progress.drawn_accuracy is not None:
                reached += f" and {progress.drawn_accuracy:.2%} of the drawn digits"
            reached += "."
        sentence = {
            "finished": f"Training is complete: {self.config.epochs} epochs.{reached}",
            "stopped": f"Training was stopped in epoch {progress.epoch + 1}.{reached}",
            "diverged": (
                f"Training diverged in epoch {progress.epoch + 1} and the last good weights are "
                f"back; try a learning rate below {self._learning_rate:g}."
            ),
        }[reason]
        return RunEnded(
            reason,
            sentence,
            progress.epoch,
            progress.step,
            progress.seconds,
            progress.validation_accuracy,
            progress.drawn_accuracy,
        )


def _optimizer(config: TrainConfig, network: Network) -> Optimizer:
    decay, decayed = config.weight_decay, network.decay
    if config.optimizer == "sgd":
        return SGD(network.parameters, momentum=config.momentum, weight_decay=decay, decay=decayed)
    return Adam(network.parameters, weight_decay=decay, decay=decayed)
