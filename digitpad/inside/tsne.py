"""Points in the plane that keep their neighbours: t-SNE, exact.

Source: van der Maaten & Hinton 2008, JMLR 9, algorithm 1; the learning rate and the start from
principal axes are from Kobak & Berens 2019, doi:10.1038/s41467-019-13056-x.
"""

from collections.abc import Iterator

import numpy as np

from digitpad.nn import Array

NEIGHBOURS = 30.0  # the perplexity: how many neighbours each point listens to, about
STEPS = 300
_EXAGGERATED = 90  # first steps, in which neighbours attract each other more strongly
_EXAGGERATION = 12.0
_MOMENTA = (0.5, 0.8)  # in these first steps, and later
_START = 1e-4  # spread of the first axis at the start
_ROWS = 128  # at a time: all that is computed of them stays in the cache
_SEARCHES = 40  # halvings until a point's width is exact


def tsne(features: Array, start: Array, *, steps: int = STEPS) -> Iterator[Array]:
    """Yield where the points (N, D) lie, (N, 2), after each step from ``start`` (N, 2)."""
    p = likelihoods(features)
    y = (start - start.mean(axis=0)) * (_START / (start[:, 0].std() or 1.0))
    y = y.astype(np.float32)
    velocity, gains = np.zeros_like(y), np.ones_like(y)
    rate = max(len(y) / _EXAGGERATION, 50.0)
    for step in range(steps):
        early = step < _EXAGGERATED
        slope = gradient(p, y, _EXAGGERATION if early else 1.0)
        same = np.sign(slope) == np.sign(velocity)
        gains = np.maximum(np.where(same, gains * np.float32(0.8), gains + np.float32(0.2)), 0.01)
        velocity = _MOMENTA[not early] * velocity - rate * gains * slope
        y = (y + velocity).astype(np.float32)
        y -= y.mean(axis=0)
        yield y


def gradient(p: Array, y: Array, exaggeration: float = 1.0) -> Array:
    """Return the slope of the Kullback-Leibler divergence: p (N, N), y (N, 2) -> (N, 2)."""
    total, pulls, pushes = 0.0, np.empty_like(y), np.empty_like(y)
    squares = (y * y).sum(axis=1)
    for first in range(0, len(y), _ROWS):
        rows = slice(first, first + _ROWS)
        near = y[rows] @ y.T
        near *= -2
        near += squares
        near += squares[rows, np.newaxis] + 1
        np.reciprocal(near, out=near)  # Student's t with one degree of freedom
        near[np.arange(len(near)), np.arange(first, first + len(near))] = 0
        total += float(near.sum())
        pull = p[rows] * near
        pulls[rows] = pull.sum(axis=1, keepdims=True) * y[rows] - pull @ y
        near *= near
        pushes[rows] = near.sum(axis=1, keepdims=True) * y[rows] - near @ y
    slope: Array = 4 * (exaggeration * pulls - pushes / total)
    return slope


def likelihoods(features: Array, neighbours: float = NEIGHBOURS) -> Array:
    """Return how much each pair of points (N, D) belongs together, symmetric, in sum 1: (N, N)."""
    squares = (features * features).sum(axis=1)
    distances = squares[:, np.newaxis] + squares - 2 * (features @ features.T)
    np.fill_diagonal(distances, np.inf)
    distances -= distances.min(axis=1, keepdims=True)
    p = np.concatenate(
        [_rows(distances[i : i + _ROWS], neighbours) for i in range(0, len(distances), _ROWS)]
    )
    p += p.T.copy()
    p /= p.sum()
    return p


def _rows(distances: Array, neighbours: float) -> Array:
    """Return each row's likelihoods, as wide as gives it that many neighbours: (R, N) -> (R, N)."""
    wanted = np.log(min(neighbours, distances.shape[1] / 3))
    finite = np.where(np.isfinite(distances), distances, 0)
    low, high = np.zeros(len(distances)), np.full(len(distances), np.inf)
    sharp = 1 / np.maximum(finite.mean(axis=1), 1e-12).astype(np.float64)
    for _ in range(_SEARCHES):
        p = np.exp(-distances * sharp[:, np.newaxis].astype(distances.dtype))
        total = p.sum(axis=1)
        entropy = np.log(total) + sharp * (finite * p).sum(axis=1) / total
        wide = entropy > wanted
        low, high = np.where(wide, sharp, low), np.where(wide, high, sharp)
        sharp = np.where(np.isfinite(high), (low + high) / 2, sharp * 2)
    rows: Array = (p / total[:, np.newaxis]).astype(np.float32)
    return rows
