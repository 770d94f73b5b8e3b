"""Many numbers a point to two, by a straight projection, which new points can share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.nn import Array

_SPARE, _ROUNDS = 10, 4  # axes beyond those wanted, and rounds, that make the wanted ones exact
_KEPT = 50  # principal axes in which classes are told apart
_RIDGE = 1e-3  # of the mean variance; keeps directions without any from being magnified


@dataclass(frozen=True)
class Projection:
    """``(features - mean) @ axes``: mean (D,), axes (D, K)."""

    mean: Array
    axes: Array

    def place(self, features: Array) -> Array:
        """Return where points lie: (N, D) -> (N, K)."""
        places: Array = (features - self.mean) @ self.axes
        return places

    def turned_like(self, features: Array, before: Array) -> Projection:
        """Return it turned and mirrored so that points (N, D) lie near where they were, (N, 2).

        Which way up axes come out is chance; so a map that is drawn anew stays in place.
        Source: Schönemann 1966, "A generalized solution of the orthogonal Procrustes problem".
        """
        u, _, v = np.linalg.svd(self.place(features).T @ (before - before.mean(axis=0)))
        turned: Array = self.axes @ (u @ v).astype(self.axes.dtype)
        return Projection(self.mean, turned)


def principal(features: Array, axes: int = 2, *, rng: np.random.Generator) -> Projection:
    """Return the axes along which points (N, D) vary most, the first most of all.

    Source: Pearson 1901; found by random subspace iteration, Halko et al. 2011, arXiv:0909.4061,
    algorithm 4.4.
    """
    mean = features.mean(axis=0)
    centred = features - mean
    count = min(axes + _SPARE, *centred.shape)
    basis = rng.standard_normal((centred.shape[1], count)).astype(features.dtype)
    for _ in range(_ROUNDS):
        basis, _ = np.linalg.qr(centred.T @ (centred @ basis))
    inside = centred @ basis
    _, vectors = np.linalg.eigh(inside.T @ inside)
    return Projection(mean, basis @ vectors[:, ::-1][:, :axes])


def discriminant(
    features: Array, labels: NDArray[np.integer], *, rng: np.random.Generator
) -> Projection:
    """Return the two axes along which classes lie farthest apart for how wide they spread.

    Shapes: features (N, D), labels (N,).
    Source: Fisher 1936; Rao 1948 for many classes; within the first 50 principal axes.
    """
    first = principal(features, _KEPT, rng=rng)
    points = first.place(features).astype(np.float64)
    classes = [points[labels == label] for label in np.unique(labels)]
    within = sum((c - c.mean(axis=0)).T @ (c - c.mean(axis=0)) for c in classes) / len(points)
    within += np.eye(len(within)) * (_RIDGE * np.trace(within) / len(within) + 1e-12)
    means = np.stack([c.mean(axis=0) for c in classes])
    shares = np.array([len(c) for c in classes]) / len(points)
    between = (means * shares[:, np.newaxis]).T @ means
    values, vectors = np.linalg.eigh(within)
    whiten = vectors / np.sqrt(values)
    _, best = np.linalg.eigh(whiten.T @ between @ whiten)
    axes = first.axes @ (whiten @ best[:, ::-1][:, :2]).astype(first.axes.dtype)
    return Projection(first.mean, axes)
