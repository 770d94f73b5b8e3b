"""A network: layers in a row, their numbers in one vector."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import prod
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from digitpad.nn.activation import Activation, ReLU
from digitpad.nn.batch_norm import BatchNorm
from digitpad.nn.conv2d import Conv2D
from digitpad.nn.conv_pool import ConvPool
from digitpad.nn.dense import Dense
from digitpad.nn.dropout import Dropout
from digitpad.nn.layer import (
    Array,
    Backward,
    Gradients,
    Layer,
    LayerSpec,
    Shape,
    check_size,
    choice,
)
from digitpad.nn.losses import Loss, Targets
from digitpad.nn.max_pool2d import MaxPool2D
from digitpad.nn.prediction import Prediction
from digitpad.nn.reshape import Flatten, Reshape
from digitpad.nn.softmax import Softmax

LAYERS: dict[str, type[Layer]] = {
    kind.__name__: kind
    for kind in (
        Conv2D,
        Dense,
        MaxPool2D,
        ReLU,
        Activation,
        BatchNorm,
        Dropout,
        Flatten,
        Reshape,
        Softmax,
    )
}
MOST_LAYERS = 1_000
MOST_PARAMETERS = 2**25

NetworkBackward = Callable[..., tuple[Array, list[Gradients]]]


class Network:
    """Layers in a row, made from ``specs``; the output of each is the input of the next.

    ``parameters`` (P,) and ``statistics`` (S,) are all layers' numbers in one vector each; the
    layers' own arrays are views of them.  So a snapshot is two copies and an optimizer a few
    operations.  ``rng`` draws the first weights; without it they are zero, to be filled.
    Input x (N, *input_shape), for images (N, 28, 28, 1) in [0, 1].
    Raises: ValueError, naming the layer that cannot be built and why; with ``most_parameters`` a
    network from a file stops before it takes more memory than the file's weights justify.
    """

    def __init__(
        self,
        specs: Sequence[LayerSpec],
        *,
        input_shape: Shape = (28, 28, 1),
        rng: np.random.Generator | None,
        dtype: DTypeLike = np.float32,
        most_parameters: int = MOST_PARAMETERS,
    ) -> None:
        if len(specs) > MOST_LAYERS:
            raise ValueError(f"{len(specs):,} layers are too many: {MOST_LAYERS:,} at most")
        self.input_shape = tuple(input_shape)
        self.dtype = np.dtype(dtype)
        self.layers: list[Layer] = []
        left = most_parameters
        shape = self.input_shape
        for number, spec in enumerate(specs, 1):
            try:
                layer = build_layer(spec, shape, rng=rng, dtype=self.dtype)
                check_size(layer.output_shape)
                left -= sum(array.size for array in layer.parameters.values())
            except ValueError as error:
                raise ValueError(f"layer {number}: {error}") from error
            if left < 0:
                raise ValueError(
                    f"layer {number} needs more weights than the {most_parameters:,} allowed"
                )
            self.layers.append(layer)
            shape = layer.output_shape
        if not self.layers:
            raise ValueError("a network needs at least one layer")
        self.output_shape = shape
        self._steps = _steps(self.layers)
        self._prediction: Prediction | None = None  # of a snapshot, whose weights stay
        self.parameters = _gathered([layer.parameters for layer in self.layers], self.dtype)
        self.statistics = _gathered([layer.statistics for layer in self.layers], self.dtype)

    @property
    def specs(self) -> list[LayerSpec]:
        """The layers as plain data; with the two vectors, all there is to the network."""
        return [layer.spec() for layer in self.layers]

    @property
    def parameter_count(self) -> int:
        """How many numbers training changes."""
        return len(self.parameters)

    @property
    def multiply_adds(self) -> int:
        """Multiplications (each with its addition) of one image in the forward pass."""
        return sum(layer.multiply_adds for layer in self.layers)

    @property
    def numbers_kept(self) -> int:
        """How many numbers one image leaves between the steps, for the backward pass."""
        return sum(prod(step.output_shape) for step in self._steps)

    @property
    def decay(self) -> Array:
        """1 for each parameter that weight decay shrinks, 0 for the others: (P,)."""
        parts = [
            np.full(array.size, name in layer.decayed, self.dtype)
            for layer in self.layers
            for name, array in layer.parameters.items()
        ]
        return np.concatenate([np.empty(0, self.dtype), *parts])

    def forward(
        self, x: Array, *, training: bool = False, rng: np.random.Generator | None = None
    ) -> tuple[Array, NetworkBackward]:
        """Return the output (N, *output_shape) and the backward pass for x (N, *input_shape).

        The backward pass takes dy and returns dx and each layer's gradients; without ``wants_dx``
        it leaves dx out.
        """
        return self._through(self._steps, x, training, rng)

    def predict(self, x: Array) -> Array:
        """Return the output (N, *output_shape) for x (N, *input_shape), any N, chunk by chunk."""
        self.layers[0].check_input(x)
        if not len(x):
            return np.empty((0, *self.output_shape), self.dtype)
        prediction = self._prediction or Prediction(self.layers, self.dtype)
        return prediction(x)

    def loss_and_gradients(
        self,
        loss: Loss,
        x: Array,
        targets: Targets,
        *,
        rng: np.random.Generator | None = None,
    ) -> tuple[float, Array, list[Gradients]]:
        """Return the loss, the output (N, C) and each layer's gradients for one training batch.

        With a softmax last and a loss that knows its derivative for logits, both are one step, and
        the logits (N, C) come back for the output: their order is the same.
        """
        if isinstance(self.layers[-1], Softmax):
            logits, backward = self._through(self._steps[:-1], x, True, rng)
            step = loss.from_logits(logits, targets)
            if step is not None:
                value, dlogits = step
                return value, logits, [*backward(dlogits, wants_dx=False)[1], {}]
            output, softmax_backward = self.layers[-1].forward(logits)
            value, dy = loss(output, targets)
            return value, output, [*backward(softmax_backward(dy)[0], wants_dx=False)[1], {}]
        output, backward = self.forward(x, training=True, rng=rng)
        value, dy = loss(output, targets)
        return value, output, backward(dy, wants_dx=False)[1]

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Within it nobody changes the parameters, and kernels are transformed only once."""
        convolutions = [layer for layer in self.layers if isinstance(layer, Conv2D)]
        try:
            for layer in convolutions:
                layer.keep_kernels(True)
            yield
        finally:
            for layer in convolutions:
                layer.keep_kernels(False)

    def snapshot(self) -> Network:
        """Return a copy that nothing changes any more; call it between two steps of training.

        A snapshot is its own snapshot.
        """
        if self._prediction:
            return self
        copy = self.copy()
        for array in (copy.parameters, copy.statistics):
            array.flags.writeable = False
        for layer in copy.layers:
            for array in (*layer.parameters.values(), *layer.statistics.values()):
                array.flags.writeable = False
        copy._prediction = Prediction(copy.layers, copy.dtype)
        return copy

    def use(self, parameters: Array) -> None:
        """Take these (P,) from now on, not as a copy: whoever changes them changes the network."""
        _share_out(parameters, [layer.parameters for layer in self.layers])
        self.parameters = parameters

    def copy(self) -> Network:
        """Return another network with the same layers and numbers, which shares no array."""
        copy = Network(self.specs, input_shape=self.input_shape, rng=None, dtype=self.dtype)
        copy.parameters[:] = self.parameters
        copy.statistics[:] = self.statistics
        return copy

    def _through(
        self,
        steps: list[Layer | ConvPool],
        x: Array,
        training: bool,
        rng: np.random.Generator | None,
    ) -> tuple[Array, NetworkBackward]:
        y = x.astype(self.dtype, copy=False)
        backwards: list[Backward] = []
        for step in steps:
            y, backward = step.forward(y, training=training, rng=rng)
            backwards.append(backward)

        def back(dy: Array, *, wants_dx: bool = True) -> tuple[Array, list[Gradients]]:
            gradients: list[Gradients] = []
            for number in reversed(range(len(steps))):
                dy, of_step = backwards[number](dy, wants_dx=wants_dx or number > 0)
                if isinstance(steps[number], ConvPool):
                    gradients.append({})  # the pooling's own
                gradients.append(of_step)
            return dy, gradients[::-1]

        return y, back


def _steps(layers: list[Layer]) -> list[Layer | ConvPool]:
    """Return how the layers are computed: one by one, but for those that go in one."""
    steps: list[Layer | ConvPool] = []
    for layer in layers:
        both = ConvPool.of(steps[-1], layer) if steps else None
        if both is None:
            steps.append(layer)
        else:
            steps[-1] = both
    return steps


def build_layer(
    spec: LayerSpec, input_shape: Shape, *, rng: np.random.Generator | None, dtype: DTypeLike
) -> Layer:
    """Make the layer that ``spec`` names.  Raises: ValueError, unknown kind or bad settings."""
    settings: dict[str, Any] = dict(spec)
    kind = choice("layer", str(settings.pop("layer", "")), LAYERS)
    given = {"rng": rng, "dtype": dtype}
    try:
        layer: Layer = kind(input_shape, **settings, **{name: given[name] for name in kind.takes})
    except TypeError as error:
        raise ValueError(f"{kind.__name__}: settings {settings} do not fit ({error})") from error
    return layer


def _gathered(parts: list[dict[str, Array]], dtype: np.dtype[Any]) -> Array:
    """Move all arrays into one vector and leave views of it in their places."""
    arrays = [array for part in parts for array in part.values()]
    vector = np.concatenate([np.empty(0, dtype), *(array.ravel() for array in arrays)])
    _share_out(vector, parts)
    return vector


def _share_out(vector: Array, parts: list[dict[str, Array]]) -> None:
    """Replace all arrays by views of ``vector``, which holds them one after another."""
    offset = 0
    for part in parts:
        for name, array in part.items():
            part[name] = vector[offset : offset + array.size].reshape(array.shape)
            offset += array.size
