"""One training run: a generator of events, and the few controls that act between two batches."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import asdict
from math import isfinite, nan
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from digitpad import data
from digitpad.data.go_on import GoOn, always
from digitpad.nn import Array, Loss, Network, loss_named, schedule_factor
from digitpad.nn.engine import Engine, Workers, random_streams
from digitpad.training.average import WeightAverage
from digitpad.training.brake import Brake, Stopped
from digitpad.training.config import TrainConfig, check_learning_rate
from digitpad.training.current_epoch import CurrentEpoch
from digitpad.training.divergence import DivergenceWatch
from digitpad.training.evaluation import evaluate
from digitpad.training.events import (
    BatchEnded,
    EpochEnded,
    Event,
    LearningRateChanged,
    Reason,
    RunStarted,
)
from digitpad.training.images import TrainingImages
from digitpad.training.long_batch import LongBatches
from digitpad.training.measurement import measure
from digitpad.training.progress import Progress
from digitpad.training.run_state import RunState

_WATCH_IMAGES = 256  # on which the loss of the untrained network is measured
_STATISTICS_MOMENTUM = 0.9  # of BatchNorm's running mean and variance, a batch at a time


class TrainingRun:
    """Trains ``network`` (a new one, if none is given) on ``splits`` as ``config`` says.

    Iterate over ``events()`` to train; whoever iterates may plot, pause or stop between two.
    With the ``state`` of another run on the same images with the same settings, it continues from
    there and ends with the same weights as that one would have, bit for bit.
    ``hold`` is called within what takes its time, in any thread, and returns when that may go on.
    ``set_learning_rate`` and ``stop`` may be called from any thread.
    """

    def __init__(
        self,
        config: TrainConfig,
        splits: data.Splits,
        *,
        network: Network | None = None,
        state: RunState | None = None,
        hold: GoOn = always,
    ) -> None:
        self.config = config
        self.splits = splits
        weights, self._order, streams = np.random.default_rng(config.seed).spawn(3)
        self.network = network if network is not None else config.new_network(weights)
        self._streams = random_streams(self.network, config.batch_size, streams)
        self._average = WeightAverage(self.network, config.averaging)
        self._optimizer = config.new_optimizer(self.network)
        self._learning_rate = config.learning_rate
        self._wanted_learning_rate = config.learning_rate
        self._brake = Brake(hold)
        self._batches = LongBatches(self._streams, self._brake)
        self._progress = Progress()
        self._images = TrainingImages(splits.train)
        self._watch: DivergenceWatch | None = None
        self._epoch: CurrentEpoch | None = None
        self._kept_epoch: Mapping[str, Array] = {}  # of a run that was interrupted within an epoch
        self._begun = False
        if state is not None:
            self._resume(state)

    @property
    def images_seen(self) -> int:
        """How many images the run has trained on, one counted again in each epoch."""
        return self._progress.images_seen

    def set_learning_rate(self, value: float) -> None:
        """From the next batch on, train with ``value``; the schedule keeps its shape.

        Raises: ValueError, not a learning rate.
        """
        check_learning_rate(value)
        self._wanted_learning_rate = value

    def stop(self) -> None:
        """End the run soon: after the current batch, or within a larger one, which is dropped."""
        self._brake.stop.set()

    def snapshot(self) -> Network:
        """Return a frozen copy of the network as it is evaluated; call it between two events."""
        return self._average.network().snapshot()

    def state(self) -> RunState:
        """Return what it takes to resume from here; call it right after any event but the first."""
        assert self._watch is not None
        epoch = self._epoch
        order = self._order.bit_generator.state if epoch is None else epoch.stream
        arrays = {**self._arrays(), **(self._kept_epoch if epoch is None else epoch.arrays())}
        return RunState(
            self.config,
            {
                **asdict(self._progress),
                "learning_rate": self._learning_rate,
                "optimizer_steps": self._optimizer.steps,
                "average_steps": self._average.steps,
                "most_loss": self._watch.most,
            },
            [dict(order), *(dict(stream.bit_generator.state) for stream in self._streams)],
            {name: array.copy() for name, array in arrays.items()},
        )

    def _resume(self, state: RunState) -> None:
        """Continue where the run was that ``state`` was taken from."""
        state.check_fits(self.config, self._arrays(), 1 + len(self._streams))
        for name, array in self._arrays().items():
            array[:] = state.arrays[name]
        for stream, generator in zip((self._order, *self._streams), state.generators, strict=True):
            stream.bit_generator.state = generator
        numbers = dict(state.numbers)
        self._learning_rate = self._wanted_learning_rate = numbers.pop("learning_rate")
        self._optimizer.steps = numbers.pop("optimizer_steps")
        self._average.steps = numbers.pop("average_steps")
        self._watch = DivergenceWatch(numbers.pop("most_loss"))
        self._progress = Progress(**numbers)
        self._kept_epoch = state.epoch_arrays

    def _arrays(self) -> dict[str, Array]:
        """Return all arrays that training changes, by name."""
        average = self._average.network()
        return {
            "parameters": self.network.parameters,
            "statistics": self.network.statistics,
            "average_parameters": average.parameters,
            "average_statistics": average.statistics,
            **{f"optimizer_{name}": array for name, array in self._optimizer.state.items()},
        }

    def events(self) -> Iterator[Event]:
        """Train; yield what happened after each batch and each epoch, and how it ended.

        Raises: RuntimeError, called a second time: each training needs a run of its own.
        """
        if self._begun:
            raise RuntimeError("this run has already begun; make another TrainingRun")
        self._begun = True
        config, images = self.config, len(self.splits.train)
        batches = -(-images // config.batch_size)
        total = batches * config.epochs
        yield RunStarted(config, images, batches, total, self.network.parameter_count)
        loss = loss_named(config.loss, smoothing=config.label_smoothing)
        left = images * (config.epochs - self._progress.epochs_done)
        size, streams = config.batch_size, self._streams
        with (
            Workers(config.threads) as workers,
            Engine(self.network, loss, size, workers, streams=streams, images=left) as engine,
        ):
            if self._watch is None:
                sample = self.splits.validation.first(_WATCH_IMAGES)
                untrained = evaluate(self.network, sample, workers).probabilities
                self._watch = DivergenceWatch.over(loss, untrained, sample.labels)
            reason = yield from self._epochs(engine, workers, self._watch, total)
        self._batches.put_back()
        yield self._progress.ended(reason, config.epochs, self._learning_rate)

    def _epochs(
        self, engine: Engine, workers: Workers, watch: DivergenceWatch, total: int
    ) -> Generator[Event, None, Reason]:
        """Train all epochs; return how the run ended."""
        while self._progress.epochs_done < self.config.epochs:
            epoch = self._epoch = self._begin_epoch(workers)
            if epoch is None:
                return "stopped"
            size = self.config.batch_size
            for start in range(len(epoch.losses) * size, len(epoch.order), size):
                if self._brake.stop.is_set():
                    return "stopped"
                yield from self._changed_learning_rate()
                ended = self._step(engine, epoch, epoch.order[start : start + size], total)
                if ended is None:
                    return "stopped"
                yield ended
                if watch.batch_diverged(ended.loss):
                    self._average.restore(epoch.good)
                    return "diverged"
            if self._brake.stop.is_set():
                return "stopped"
            evaluated = yield from self._evaluate(engine.loss, workers, epoch, total)
            if evaluated is None:
                return "stopped"
            if watch.epoch_diverged(evaluated.loss) or not isfinite(evaluated.validation_loss):
                self._average.restore(epoch.good)
                return "diverged"
            self._progress.epochs_done += 1
            self._epoch = None
            yield evaluated
        return "finished"

    def _begin_epoch(self, workers: Workers) -> CurrentEpoch | None:
        """Return the next epoch, or the one in which the run was interrupted; None when stopped."""
        began, check = perf_counter(), self._brake.check
        stream = dict(self._order.bit_generator.state)
        strength = self.config.augment_in(self._progress.epochs_done)
        try:
            self._images.begin_epoch(strength, rng=self._order, run=workers.map, go_on=check)
        except Stopped:
            self._order.bit_generator.state = stream
            return None
        order = self._order.permutation(len(self.splits.train))
        epoch = CurrentEpoch(stream, order, self._average.network().copy())
        if self._kept_epoch:
            epoch.restore(self._kept_epoch)
            self._kept_epoch = {}
        self._progress.seconds += perf_counter() - began - self._brake.seconds_held()
        return epoch

    def _changed_learning_rate(self) -> Iterator[Event]:
        old, new = self._learning_rate, self._wanted_learning_rate
        if new != old:
            self._learning_rate = new
            yield LearningRateChanged(self._progress.step, old, new)

    def _rate_at(self, step: int, total: int) -> float:
        """Return the scheduled learning rate of a step, counted from 0."""
        return self._learning_rate * schedule_factor(self.config.schedule, step / total)

    def _step(
        self, engine: Engine, epoch: CurrentEpoch, indices: NDArray[np.intp], total: int
    ) -> BatchEnded | None:
        """Take one step on the training images ``indices``; None when stopped meanwhile."""
        began, progress = perf_counter(), self._progress
        rate = self._rate_at(progress.step, total)
        result = self._batches.gradient(engine, self._images.loader(indices))
        if result is None:
            return None
        # A variance may overflow while the loss, of numbers that BatchNorm divided by it, does not.
        statistics = self.network.statistics
        fine = not statistics.size or np.isfinite(result.statistics).all()
        loss = result.loss if fine else nan
        if isfinite(loss):
            with np.errstate(all="ignore"):  # overflow shows in the next loss
                self._optimizer.step(result.gradient, rate)
                if statistics.size:
                    statistics *= _STATISTICS_MOMENTUM
                    statistics += (1 - _STATISTICS_MOMENTUM) * result.statistics
                self._average.update()
        digits = self._images.digits_among(indices)
        accuracy = result.correct / digits if digits else None
        batch = len(epoch.losses)
        epoch.add_batch(loss, accuracy)
        progress.step += 1
        progress.images_seen += len(indices)
        progress.seconds += perf_counter() - began - self._brake.seconds_held()
        return BatchEnded(
            progress.step,
            progress.epochs_done,
            batch,
            progress.images_seen,
            loss,
            accuracy,
            rate,
            progress.seconds,
        )

    def _evaluate(
        self, loss: Loss, workers: Workers, epoch: CurrentEpoch, total: int
    ) -> Generator[Event, None, EpochEnded | None]:
        """Measure an epoch on validation images and drawn digits; None when stopped meanwhile."""
        progress, images, drawn = self._progress, self.splits.validation, self.splits.drawn
        training_seconds = progress.seconds - progress.evaluated_at
        network, sets = self._average.network(), [images] if drawn is None else [images, drawn]
        measured = yield from measure(network, sets, workers, progress, self._brake.stop)
        if measured is None:
            return None
        validation = measured[0]
        with np.errstate(all="ignore"):  # of weights that are no good; the loss shows it
            value, _ = loss(validation.probabilities, images.labels)
        reported = loss.reported(value, validation.probabilities, images.labels)
        progress.validation_accuracy = validation.accuracy
        progress.drawn_accuracy = None if drawn is None else measured[1].accuracy
        progress.evaluated_at = progress.seconds
        return EpochEnded(
            progress.epochs_done,
            progress.step,
            epoch.mean_loss,
            epoch.mean_accuracy,
            reported,
            validation.accuracy,
            progress.drawn_accuracy,
            self._rate_at(progress.step - 1, total),
            progress.seconds,
            len(self.splits.train) / training_seconds,
        )
