"""The notebook's own formulas: one image at a time, ``scipy.signal`` for the convolutions.

Its shapes too: an image is (1, 28, 28), a kernel a plane of its own, and what the dense layers see
a column.  For batches the gradients of the images, one by one, are averaged.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np
import scipy
from scipy.signal import convolve2d, correlate2d

from bench.peers import base
from bench.works import Work, training_input
from digitpad import nn
from digitpad.nn import Array


class Step(ABC):
    """A layer as the notebook has it: it keeps its input, and the gradients until ``learn``."""

    def __init__(self, *parameters: Array) -> None:
        self.parameters = parameters
        self._gradients: list[Array] = []

    @abstractmethod
    def forward(self, x: Array, *, training: bool) -> Array: ...

    @abstractmethod
    def backward(self, dy: Array) -> Array: ...

    def learn(self, rate: float, images: int) -> None:
        """Take one step with the mean gradient of ``images`` images."""
        for parameter, gradient in zip(self.parameters, self._gradients, strict=True):
            parameter -= np.float32(rate / images) * gradient
        self._gradients = []

    def _add(self, *gradients: Array) -> None:
        """Add those of one image to those of the images before it."""
        for sum_so_far, gradient in zip(self._gradients, gradients, strict=False):
            sum_so_far += gradient
        self._gradients = self._gradients or list(gradients)


class Convolutional(Step):
    """Kernels (D, k, k), one bias for each output place (D, H', W')."""

    def forward(self, x: Array, *, training: bool) -> Array:
        self._x = x
        kernels, biases = self.parameters
        y = biases.copy()
        for i, kernel in enumerate(kernels):
            y[i] += correlate2d(x[0], kernel, "valid")
        return y

    def backward(self, dy: Array) -> Array:
        kernels, _ = self.parameters
        dkernels, dx = np.zeros_like(kernels), np.zeros_like(self._x)
        for i, kernel in enumerate(kernels):
            dkernels[i] = correlate2d(self._x[0], dy[i], "valid")
            dx[0] += convolve2d(dy[i], kernel, "full")
        self._add(dkernels, dy)
        return dx


class Dense(Step):
    """W (M, D), b (M, 1); x a column (D, 1)."""

    def forward(self, x: Array, *, training: bool) -> Array:
        self._x = x
        W, b = self.parameters
        return np.dot(W, x) + b

    def backward(self, dy: Array) -> Array:
        self._add(np.dot(dy, self._x.T), dy)
        return np.dot(self.parameters[0].T, dy)


class Relu(Step):
    """max(x, 0)."""

    def forward(self, x: Array, *, training: bool) -> Array:
        self._x = x
        return np.maximum(x, 0)

    def backward(self, dy: Array) -> Array:
        return dy * (self._x > 0)


class Reshape(Step):
    """Planes to a column."""

    def forward(self, x: Array, *, training: bool) -> Array:
        self._shape = x.shape
        return x.reshape(-1, 1)

    def backward(self, dy: Array) -> Array:
        return dy.reshape(self._shape)


class Dropout(Step):
    """The inverted kind."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self._rate, self._rng = rate, np.random.default_rng(1)

    def forward(self, x: Array, *, training: bool) -> Array:
        if not training:
            return x
        keep = 1 - self._rate
        self._mask = (self._rng.random(x.shape, np.float32) < keep) / np.float32(keep)
        return x * self._mask

    def backward(self, dy: Array) -> Array:
        return dy * self._mask


class Softmax(Step):
    """Back through the whole Jacobian."""

    def forward(self, x: Array, *, training: bool) -> Array:
        exponentials = np.exp(x - x.max())
        self._p = exponentials / exponentials.sum()
        return self._p

    def backward(self, dy: Array) -> Array:
        return np.dot(np.diagflat(self._p) - np.dot(self._p, self._p.T), dy)


def steps_of(network: nn.Network) -> list[Step]:
    """Return the notebook's layers with the weights of ``network``.  Raises: Unsupported."""
    steps: list[Step] = []
    planes: tuple[int, ...] = ()  # of the layer before a column
    for layer in network.layers:
        parameters = layer.parameters
        match layer:
            case nn.Conv2D(padding="valid", bias="position", input_shape=(_, _, 1)):
                kernels, biases = parameters["W"][:, :, 0], parameters["b"]
                steps.append(Convolutional(*(_planes_first(a) for a in (kernels, biases))))
            case nn.Dense():
                W = parameters["W"].copy()
                if planes:
                    W = W.reshape(*planes, -1).transpose(2, 0, 1, 3).reshape(W.shape)
                steps.append(Dense(W.T.copy(), parameters["b"][:, np.newaxis].copy()))
                planes = ()
            case nn.ReLU():
                steps.append(Relu())
            case nn.Flatten():
                planes = layer.input_shape
                steps.append(Reshape())
            case nn.Dropout():
                steps.append(Dropout(layer.rate))
            case nn.Softmax():
                steps.append(Softmax())
            case _:
                raise base.Unsupported(f"the notebook has no {layer.spec()}")
    return steps


def _planes_first(array: Array) -> Array:
    return np.moveaxis(array, -1, 0).copy()


class Training(base.Job):
    """The notebook's training loop."""

    def __init__(self, work: Work) -> None:
        self._config = work.config
        self._steps = steps_of(work.network())
        x, self._labels = training_input()
        self._images = x.transpose(0, 3, 1, 2)
        self._next = 0

    def run(self, steps: int) -> None:
        for _ in range(steps):
            for _ in range(self._config.batch_size):
                self._learn_from(self._next % len(self._images))
                self._next += 1
            for step in self._steps:
                step.learn(self._config.learning_rate, self._config.batch_size)

    def _learn_from(self, index: int) -> None:
        p = self._forward(self._images[index], training=True)
        dy = p.copy()
        dy[self._labels[index]] -= 1
        dy /= np.float32(len(p))
        for step in reversed(self._steps):
            dy = step.backward(dy)

    def _forward(self, image: Array, *, training: bool) -> Array:
        y = image
        for step in self._steps:
            y = step.forward(y, training=training)
        return y

    def outputs(self, x: Array) -> Array:
        images = x.transpose(0, 3, 1, 2)
        return np.stack([self._forward(image, training=False)[:, 0] for image in images])


class Peer(base.Peer):
    """The notebook."""

    def __init__(self, kind: str, threads: int) -> None:
        del kind, threads

    def versions(self) -> dict[str, str]:
        return {"numpy": np.__version__, "scipy": scipy.__version__}

    def job(self, work: Work) -> base.Job:
        if not work.trains or work.config.loss != "notebook":
            raise base.Unsupported("the notebook trains its own network only")
        return Training(work)
