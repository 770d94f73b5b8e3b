"""The kernels of a network's convolutions."""

from dataclasses import dataclass

import numpy as np

from digitpad.inside.trace import title_of
from digitpad.nn import Array, Conv2D, Network


@dataclass(frozen=True)
class Kernels:
    """Of the convolution at stage ``stage``: ``weights`` (maps, maps before, k, k)."""

    stage: int
    title: str
    weights: Array

    @property
    def words(self) -> str:
        """What there is: ``Conv 3×3, 48 kernels on 1 map``."""
        filters, channels = self.weights.shape[:2]
        maps = "1 map" if channels == 1 else f"{channels} maps"
        return f"{self.title}, {filters} kernels on {maps}"


def kernels_of(network: Network) -> tuple[Kernels, ...]:
    """Return the kernels of all convolutions of a frozen network, first to last."""
    return tuple(
        Kernels(stage, title_of(layer), by_kernel(layer.parameters["W"]))
        for stage, layer in enumerate(network.layers, 1)
        if isinstance(layer, Conv2D)
    )


def by_kernel(W: Array) -> Array:
    """Return weights (k, k, C, F), or their gradients, as (F, C, k, k)."""
    return np.transpose(W, (3, 2, 0, 1))
