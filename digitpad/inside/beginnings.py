"""Why weights begin as He et al. have it: how activations spread through a deep network.

Source: He et al. 2015, arXiv:1502.01852, section 2.2.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from digitpad.nn import Array, Network

_IMAGES = 64  # random inputs, each number from N(0, 1)
INITIALIZATIONS: Mapping[str, str] = MappingProxyType(
    {"he_normal": "He: N(0, 2 / inputs)", "standard_normal": "N(0, 1)"}
)


def spreads(init: str, *, width: int, depth: int, rng: np.random.Generator) -> Array:
    """Return how large activations are, layer by layer: the root of their mean square, (depth,).

    ``depth`` dense layers of ``width`` units, each followed by a ReLU, new weights from ``init``.
    """
    dense = {"layer": "Dense", "units": width, "init": init}
    network = Network(
        [dense, {"layer": "ReLU"}] * depth, input_shape=(width,), rng=rng, dtype=np.float64
    )
    y: Array = rng.standard_normal((_IMAGES, width))
    sizes = []
    for layer in network.layers:
        y, _ = layer.forward(y)
        if layer.parameters:
            continue
        sizes.append(float(np.sqrt((y * y).mean())))
    return np.array(sizes)


def expected_growth(init: str, width: int) -> float:
    """Return the factor by which one layer changes that size, on average.

    A ReLU halves the mean square; ``width`` products of variance s² add up: sqrt(width * s² / 2).
    """
    variance = 2 / width if init == "he_normal" else 1.0
    return float(np.sqrt(width * variance / 2))
