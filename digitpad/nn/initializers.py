"""How weights begin; without ``rng`` at zero, for a network whose weights come from elsewhere.

He et al. 2015, arXiv:1502.01852, section 2.2; Glorot & Bengio 2010, AISTATS, section 4.2.1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import DTypeLike

from digitpad.nn.layer import Array, Shape, check_size, choice


def he_normal(
    shape: Shape, *, fan_in: int, fan_out: int, rng: np.random.Generator | None, dtype: DTypeLike
) -> Array:
    """N(0, 2 / fan_in): keeps the variance of activations through ReLU layers."""
    del fan_out
    return _scaled_normal(shape, np.sqrt(2.0 / fan_in), rng, dtype)


def glorot_uniform(
    shape: Shape, *, fan_in: int, fan_out: int, rng: np.random.Generator | None, dtype: DTypeLike
) -> Array:
    """U(-a, a), a = sqrt(6 / (fan_in + fan_out)): a compromise of both directions."""
    check_size(shape)
    if rng is None:
        return np.zeros(shape, dtype)
    limit = np.sqrt(6.0 / (fan_in + fan_out))
    return rng.uniform(-limit, limit, shape).astype(dtype)


def standard_normal(
    shape: Shape, *, fan_in: int, fan_out: int, rng: np.random.Generator | None, dtype: DTypeLike
) -> Array:
    """N(0, 1), whatever the size of the layer: what the notebook's kernels begin with."""
    del fan_in, fan_out
    return _scaled_normal(shape, 1.0, rng, dtype)


def _scaled_normal(
    shape: Shape, scale: float, rng: np.random.Generator | None, dtype: DTypeLike
) -> Array:
    check_size(shape)
    if rng is None:
        return np.zeros(shape, dtype)
    # Drawn in float64 whatever the dtype, so that a float32 and a float64 network begin alike.
    return (rng.standard_normal(shape) * scale).astype(dtype)


INITIALIZERS: dict[str, Callable[..., Array]] = {
    "he_normal": he_normal,
    "glorot_uniform": glorot_uniform,
    "standard_normal": standard_normal,
}


def initializer(name: str, layer: str) -> Callable[..., Array]:
    """Return the initializer of that name.  Raises: ValueError, unknown, naming the layer."""
    make: Callable[..., Array] = choice(f"{layer}: init", name, INITIALIZERS)
    return make
