"""A micro-batch, and the share of its batch's loss and gradient that comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.nn import machine
from digitpad.nn.gradient import LayerGradients, statistics_of
from digitpad.nn.layer import Array, Gradients
from digitpad.nn.losses import Loss, Targets
from digitpad.nn.network import Network

LoadImages = Callable[[slice, np.random.Generator], tuple[Array, Targets]]
Source = Callable[[NDArray[np.intp], np.random.Generator], tuple[Array, Targets]]


@dataclass(frozen=True)
class Batch:
    """A batch that can be loaded in another process: numbers (N,) of images in ``source``.

    ``source`` takes numbers and a random stream, returns images and targets, and can be pickled.
    """

    source: Source
    indices: NDArray[np.intp]

    def __call__(self, cut: slice, rng: np.random.Generator) -> tuple[Array, Targets]:
        """Load a part of it; this makes it a LoadImages."""
        return self.source(self.indices[cut], rng)


@dataclass(frozen=True)
class Part:
    """What one pass forward and back gave: means over its images, and how many were right."""

    loss: float
    correct: int
    gradients: list[Gradients]


@dataclass(frozen=True)
class Share:
    """A part, weighted by its share of the batch: loss, gradient (P,), statistics (S,)."""

    loss: float
    correct: int
    gradient: Array
    statistics: Array


def part_of(
    network: Network, loss: Loss, x: Array, targets: Targets, rng: np.random.Generator
) -> Part:
    """Send x (N, *input_shape) forward and back through ``network``."""
    with machine.calculating():  # what overflows shows in the loss, and who trains looks
        value, output, gradients = network.loss_and_gradients(loss, x, targets, rng=rng)
        reported = loss.reported(value, output, targets)
    return Part(reported, _correct(output, targets), gradients)


def share_of(
    network: Network,
    loss: Loss,
    x: Array,
    targets: Targets,
    rng: np.random.Generator,
    size: int,
    *,
    gradient: Array | None = None,
) -> Share:
    """Do the same for a part of a batch of ``size`` images, and weight what came out.

    The gradient is written to ``gradient`` (P,), if that is given.
    """
    part = part_of(network, loss, x, targets, rng)
    weight = len(x) / size
    gradient = LayerGradients(network, part.gradients).vector(out=gradient)
    statistics = statistics_of(network, part.gradients)
    for vector in (gradient, statistics):
        vector *= vector.dtype.type(weight)
    return Share(weight * part.loss, part.correct, gradient, statistics)


def _correct(output: Array, targets: Targets) -> int:
    """Count the images whose likeliest class, in output (N, C), is the right one.

    A target that is a distribution is met by the class that has more than half of it, if any has.
    """
    best = output.argmax(axis=1)
    if targets.ndim == 1:
        return int(np.count_nonzero(best == targets))
    return int((targets[np.arange(len(best)), best] > 0.5).sum())
