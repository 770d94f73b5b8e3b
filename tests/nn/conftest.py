"""What the network's tests share."""

import importlib
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from digitpad.nn import Array, Layer, LayerSpec, Network


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(20)


@pytest.fixture(scope="session")
def layer_of() -> Callable[..., Layer]:
    """Builds one layer from its spec, with weights and statistics that are all different."""

    def build(spec: LayerSpec, shape: tuple[int, ...], dtype: Any = np.float64) -> Layer:
        rng = np.random.default_rng(7)
        network = Network([spec], input_shape=shape, rng=rng, dtype=dtype)
        network.parameters += 0.3 * rng.standard_normal(network.parameters.shape).astype(dtype)
        network.statistics += 0.2 * rng.random(network.statistics.shape).astype(dtype)
        return network.layers[0]

    return build


@pytest.fixture(scope="session")
def spread() -> Callable[..., Array]:
    """Numbers around 0, no two of them closer than a finite difference's step and none near 0.

    So a kink (ReLU at 0, two equal numbers in a pooling window) is never crossed by chance.
    """

    def numbers(*shape: int, seed: int = 3) -> Array:
        count = int(np.prod(shape))
        order = np.random.default_rng(seed).permutation(count)
        return (4 * (order + 0.5 - count // 2) / count).reshape(shape)

    return numbers


@pytest.fixture
def jax(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """JAX on the processor, in float64."""
    monkeypatch.setenv("JAX_PLATFORMS", "cpu")
    module = importlib.import_module("jax")
    with module.enable_x64(True):
        yield module
