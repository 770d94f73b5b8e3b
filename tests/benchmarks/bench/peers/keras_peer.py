"""Keras, on any of its backends.

Training is ``Model.fit``, its fastest loop; JAX compiles the step, and TensorFlow runs it as a
graph, because compiled by XLA it takes ten times as long on a CPU.  Reading is one compiled call
of the model, which is faster than ``predict`` and ``predict_on_batch`` with each backend.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from bench.peers import base
from bench.peers.keras_network import keras_loss, keras_model, keras_optimizer, keras_schedule
from bench.works import Work, test_input, training_input
from digitpad import nn
from digitpad.nn import Array
from digitpad.training import TrainConfig

SMALL_BATCH = 8  # at and below, Keras is told to take several steps in one call
STEPS_AT_ONCE = 8
IMAGES_A_CALL = {"tensorflow": 128, "jax": 1000, "torch": 1000}  # the fastest of 128 to 10,000
PACKAGES = {"tensorflow": ("tensorflow-cpu", "tensorflow"), "jax": ("jax",), "torch": ("torch",)}

Read = Callable[[Array], Array]


class Training(base.Job):
    """Calls of ``fit`` on as many images as the steps take."""

    def __init__(self, work: Work, backend: str) -> None:
        self._batch = work.config.batch_size
        if self._batch <= SMALL_BATCH and backend != "torch":
            self.steps_at_once = STEPS_AT_ONCE
        self._model = keras_model(work.network(), softmax=False)
        self._model.compile(
            optimizer=keras_optimizer(work.config, work.config.learning_rate),
            loss=keras_loss(work.config),
            steps_per_execution=self.steps_at_once,
            jit_compile=backend == "jax",
        )

    def run(self, steps: int) -> None:
        x, labels = training_input()
        longest = len(x) // self._batch // self.steps_at_once * self.steps_at_once
        for turn in base.turns(steps, longest):
            images = turn * self._batch
            self._model.fit(x[:images], labels[:images], self._batch, verbose=0, shuffle=False)

    def outputs(self, x: Array) -> Array:
        return nn.softmax(np.asarray(self._model.predict(x, verbose=0)))


class Reading(base.Job):
    """Calls of the compiled model on one image or on many."""

    def __init__(self, work: Work, backend: str) -> None:
        self._reads, self._done = work.reads, 0
        model = keras_model(work.network(), softmax=True)
        self._read = compiled(model, backend, single=work.reads == 1)
        self._at_once = min(work.reads, IMAGES_A_CALL[backend])

    def run(self, steps: int) -> None:
        x, _ = test_input()
        for _ in range(steps):
            start = self._done % (len(x) - self._reads + 1)
            self._done += 1
            self.outputs(x[start : start + self._reads])

    def outputs(self, x: Array) -> Array:
        return in_parts(self._read, x, self._at_once)


class Race(base.Racer):
    """``fit`` for one epoch at a time, shuffled, with the learning rate of each step."""

    def __init__(self, config: TrainConfig, backend: str) -> None:
        import keras

        self._x, self._labels = base.images_of(config)
        self._batch, self._at_once = config.batch_size, IMAGES_A_CALL[backend]
        keras.utils.set_random_seed(config.seed)  # of its shuffling and its dropout
        self._model = keras_model(base.first_network(config), softmax=False)
        rates = base.learning_rates(config, len(self._labels))
        self._optimizer = keras_optimizer(config, keras_schedule(rates))
        self._model.compile(
            optimizer=self._optimizer, loss=keras_loss(config), jit_compile=backend == "jax"
        )
        self._read = compiled(self._model, backend, single=False)
        self._warm_up()

    def epoch(self) -> float:
        self._model.fit(self._x, self._labels, self._batch, verbose=0)
        return self._accuracy()

    def _accuracy(self) -> float:
        x, labels = test_input()
        return float((in_parts(self._read, x, self._at_once).argmax(axis=1) == labels).mean())

    def _warm_up(self) -> None:
        """Compile everything, the last and smaller batch too; then begin anew."""
        import keras

        self._optimizer.build(self._model.trainable_variables)
        variables = [*self._model.variables, *self._optimizer.variables]
        first = [keras.ops.convert_to_numpy(variable).copy() for variable in variables]
        images = self._batch + len(self._x) % self._batch
        self._model.fit(self._x[:images], self._labels[:images], self._batch, verbose=0)
        self._accuracy()
        for variable, value in zip(variables, first, strict=True):
            variable.assign(value)


def in_parts(read: Read, x: Array, at_once: int) -> Array:
    """Return what ``read`` says of x, ``at_once`` images a call."""
    parts = [read(x[start : start + at_once]) for start in range(0, len(x), at_once)]
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def compiled(model: Any, backend: str, *, single: bool) -> Read:
    """Return the fastest call of ``model`` that the backend has; ``single``: for one image."""
    if backend == "tensorflow":
        import tensorflow as tf

        call = tf.function(
            lambda x: model(x, training=False), jit_compile=single, reduce_retracing=True
        )
        return lambda x: call(tf.constant(x)).numpy()
    if backend == "jax":
        return _compiled_by_jax(model, frozen=single)
    import torch

    def read(x: Array) -> Array:
        with torch.inference_mode():
            return model(torch.from_numpy(x), training=False).numpy()

    return read


def _compiled_by_jax(model: Any, *, frozen: bool) -> Read:
    import jax

    def variables() -> tuple[list[Any], list[Any]]:
        both = (model.trainable_variables, model.non_trainable_variables)
        trained, others = ([variable.value for variable in some] for some in both)
        return trained, others

    call = jax.jit(lambda t, o, x: model.stateless_call(t, o, x, training=False)[0])
    fixed = variables()
    return lambda x: np.asarray(call(*(fixed if frozen else variables()), x))


class Peer(base.Peer):
    """Keras with the backend ``kind``.  Raises: ModuleNotFoundError, one of them is missing."""

    def __init__(self, kind: str, threads: int) -> None:
        self._backend = kind
        os.environ["KERAS_BACKEND"] = kind
        os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
        if kind == "tensorflow":
            import tensorflow as tf

            tf.config.threading.set_intra_op_parallelism_threads(threads)
            tf.config.threading.set_inter_op_parallelism_threads(threads)
        elif kind == "torch":
            import torch

            torch.set_num_threads(threads)
        else:
            import jax  # noqa: F401 (missing is said now, and not by Keras in its own words)
        import keras

        self._versions = {"keras": keras.__version__}

    def versions(self) -> dict[str, str]:
        return {**self._versions, **installed(PACKAGES[self._backend])}

    def job(self, work: Work) -> base.Job:
        return (Training if work.trains else Reading)(work, self._backend)

    def racer(self, config: TrainConfig) -> base.Racer:
        return Race(config, self._backend)


def installed(names: tuple[str, ...]) -> dict[str, str]:
    """Return the version of the first of these packages that is there."""
    for name in names:
        try:
            return {name: version(name)}
        except PackageNotFoundError:
            continue
    return {}
