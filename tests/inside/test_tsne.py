"""t-SNE: its likelihoods, its slope, and that neighbours stay together."""

from itertools import pairwise

import numpy as np
import pytest

from digitpad.inside import tsne as module
from digitpad.inside.tsne import gradient, likelihoods, tsne
from digitpad.nn import Array


@pytest.fixture
def clusters() -> Array:
    """Three clusters of 60 points each in ten dimensions."""
    rng = np.random.default_rng(2)
    middles = 8 * np.eye(10)[:3]
    return np.concatenate([m + rng.standard_normal((60, 10)) for m in middles]).astype(np.float32)


def divergence(p: Array, y: Array) -> float:
    """Kullback-Leibler, as the paper's equation 2 has it."""
    near = 1 / (1 + ((y[:, None] - y) ** 2).sum(axis=2))
    np.fill_diagonal(near, 0)
    q = near / near.sum()
    inked = p > 0
    return float((p[inked] * np.log(p[inked] / np.maximum(q[inked], 1e-300))).sum())


def test_every_point_has_as_many_neighbours_as_wanted(clusters: Array) -> None:
    distances = ((clusters[:, None] - clusters) ** 2).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    rows = module._rows(distances, 20.0)
    entropies = -(rows * np.log(np.maximum(rows, 1e-30))).sum(axis=1)
    np.testing.assert_allclose(np.exp(entropies), 20, rtol=1e-3)


def test_likelihoods_are_symmetric_and_sum_to_one(clusters: Array) -> None:
    p = likelihoods(clusters)
    np.testing.assert_array_equal(p, p.T)
    assert p.sum() == pytest.approx(1, rel=1e-5)
    assert not p.diagonal().any()


def test_the_slope_is_that_of_the_divergence(clusters: Array) -> None:
    p = likelihoods(clusters).astype(np.float64)
    rng = np.random.default_rng(1)
    y, direction = rng.standard_normal((2, len(p), 2))
    step = 1e-5
    above, below = (divergence(p, y + side * step * direction) for side in (1, -1))
    wanted = (above - below) / (2 * step)
    assert (gradient(p, y) * direction).sum() == pytest.approx(wanted, rel=1e-4)


def test_points_move_by_the_paper_s_rule_with_more_pull_and_less_momentum_at_first(
    clusters: Array,
) -> None:
    p, found = likelihoods(clusters), list(tsne(clusters, clusters[:, :2], steps=95))
    velocity = found[0] - start_of(clusters)
    gains = np.full_like(found[0], 1.2)
    for step, (before, after) in enumerate(pairwise(found), 1):
        pull, momentum = (12.0, 0.5) if step < 90 else (1.0, 0.8)
        slope = gradient(p, before, pull)
        same = np.sign(slope) == np.sign(velocity)
        gains = np.where(same, 0.8 * gains, gains + 0.2).clip(0.01)
        velocity = momentum * velocity - 50.0 * gains * slope
        moved = before + velocity
        np.testing.assert_allclose(after, moved - moved.mean(axis=0), atol=1e-3 * np.ptp(after))


def start_of(points: Array) -> Array:
    """Where the points begin: their first two columns, very near to each other."""
    start = points[:, :2] - points[:, :2].mean(axis=0)
    return start * (1e-4 / start[:, 0].std())


def test_neighbours_stay_together(clusters: Array) -> None:
    *_, y = tsne(clusters, clusters[:, :2], steps=200)
    labels = np.repeat(np.arange(3), 60)
    distances = ((y[:, None] - y) ** 2).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    assert (labels[distances.argmin(axis=1)] == labels).all()


def test_equal_points_are_no_error() -> None:
    points = np.ones((40, 3), np.float32)
    *_, y = tsne(points, points[:, :2], steps=5)
    assert np.isfinite(y).all()
