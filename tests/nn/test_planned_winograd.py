"""Winograd's way for prediction, planned once."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digitpad.nn import Array, planned_winograd, winograd
from digitpad.nn.layout import by_image
from digitpad.nn.plan import Plan


def plain_sums(x: Array, W: Array, b: Array, output_size: tuple[int, int], margin: int) -> Array:
    """Correlate x (H, W, N, C) tap by tap; beyond the input are zeros."""
    height, width = output_size
    after = (margin, height + width)  # more than enough
    padded = np.pad(x, (after, after, (0, 0), (0, 0)))
    y = np.zeros((height, width, x.shape[2], W.shape[3]), x.dtype) + b
    for i, j in np.ndindex(3, 3):
        y += padded[i : i + height, j : j + width] @ W[i, j]
    return y


def planned(step: Callable[[Plan, Array], Array], x: Array) -> Array:
    """Return what ``step`` makes of x (H, W, N, C)."""
    plan = Plan(by_image(x).shape, x.dtype)
    y = step(plan, plan.places(plan.x))
    plan.x[...] = by_image(x)
    plan.run()
    return y


@settings(max_examples=40)
@given(
    output_size=st.tuples(st.integers(1, 14), st.integers(1, 14)),
    n=st.integers(1, 3),
    margin=st.sampled_from([0, 1]),
    seed=st.integers(0, 2**32 - 1),
)
def test_whole_tiles_hold_the_plain_sums(
    output_size: tuple[int, int], n: int, margin: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    height, width = (size + 2 * (1 - margin) for size in output_size)
    x = rng.standard_normal((height, width, n, 3))
    W, b = rng.standard_normal((3, 3, 3, 4)), rng.standard_normal(4)
    y = planned(planned_winograd.prepared(W, b, output_size, margin), x)
    expected = plain_sums(x, W, b, output_size, margin)
    np.testing.assert_allclose(y[: output_size[0], : output_size[1]], expected, atol=1e-11)


@pytest.mark.parametrize("m", winograd.SIZES)
def test_in_single_precision_each_size_is_wrong_by_a_hundred_thousandth_at_most(m: int) -> None:
    rng = np.random.default_rng(1)
    x = np.maximum(rng.standard_normal((m + 2, m + 2, 200, 32)), 0).astype(np.float32)
    W = (rng.standard_normal((3, 3, 32, 64)) / 12).astype(np.float32)
    assert winograd.best_size(m, m) == m
    b = np.zeros(64, np.float32)
    y = planned(planned_winograd.prepared(W, b, (m, m), 0), x)
    expected = plain_sums(x.astype(np.float64), W.astype(np.float64), b, (m, m), 0)
    assert y.dtype == np.float32
    assert abs(y - expected).max() < 1e-5 * abs(expected).max()
