"""Straight projections to two numbers."""

import numpy as np
import pytest

from digitpad.inside.projection import discriminant, principal
from digitpad.nn import Array


@pytest.fixture
def points() -> Array:
    """Points (400, 30) that spread by 9, 7, 5, ... along the axes of a random basis."""
    rng = np.random.default_rng(3)
    spreads = np.array([9.0, 7, 5, *np.full(27, 0.5)])
    basis, _ = np.linalg.qr(rng.standard_normal((30, 30)))
    result: Array = (rng.standard_normal((400, 30)) * spreads) @ basis + 4
    return result


def test_principal_axes_are_those_of_the_covariance(points: Array) -> None:
    found = principal(points, rng=np.random.default_rng(0))
    _, vectors = np.linalg.eigh(np.cov(points.T))
    for place in range(2):
        cosine = found.axes[:, place] @ vectors[:, -1 - place]
        assert abs(cosine) == pytest.approx(1, abs=1e-6)
    np.testing.assert_allclose(found.place(points).mean(axis=0), 0, atol=1e-9)


def test_the_discriminant_finds_the_axes_that_the_spread_hides() -> None:
    rng = np.random.default_rng(4)
    labels = np.repeat(np.arange(3), 100)
    points = rng.standard_normal((300, 12)) * np.array([20.0] * 10 + [1, 1])
    points[:, 10] += 6 * (labels == 1)
    points[:, 11] += 6 * (labels == 2)
    places = discriminant(points, labels, rng=rng).place(points)
    middles = np.stack([places[labels == label].mean(axis=0) for label in range(3)])
    spread = np.mean([places[labels == label].std(axis=0) for label in range(3)])
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert np.linalg.norm(middles[one] - middles[other]) > 4 * spread


def test_a_map_drawn_anew_is_turned_to_where_it_was(points: Array) -> None:
    first = principal(points, rng=np.random.default_rng(0))
    before = first.place(points)[:, ::-1] * np.array([1, -1]) + 50
    again = principal(points, rng=np.random.default_rng(1)).turned_like(points, before)
    np.testing.assert_allclose(again.place(points), before - before.mean(axis=0), atol=1e-5)


def test_fewer_points_than_axes_are_no_error() -> None:
    points = np.random.default_rng(0).standard_normal((5, 3)).astype(np.float32)
    assert principal(points, 50, rng=np.random.default_rng(0)).place(points).shape == (5, 3)
