"""Tiles of two by two outputs, as four planes, by either method."""

import numpy as np
import pytest

from digitpad.nn import patches, tiles, winograd
from digitpad.nn.layout import new_maps

METHODS = pytest.mark.parametrize(
    "depth", [winograd.SMALLEST_DEPTH - 1, winograd.SMALLEST_DEPTH], ids=["patches", "winograd"]
)


def test_a_plane_holds_one_place_of_every_tile(rng: np.random.Generator) -> None:
    y = rng.standard_normal((3, 4, 6, 2))
    planes = tiles.planes_of(y)
    assert planes.shape == (2, 2, 2, 3, 3, 2)
    for i, j, t, s, n in np.ndindex(planes.shape[:5]):
        np.testing.assert_array_equal(planes[i, j, t, s, n], y[n, 2 * t + i, 2 * s + j])


def test_the_planes_of_maps_as_convolutions_make_them_are_the_maps_own_memory() -> None:
    y = new_maps(3, 4, 6, 2, np.float64)
    y[...] = 0
    tiles.planes_of(y)[1, 0, 1, 2] = 7
    assert (y[:, 3, 4] == 7).all()
    assert np.count_nonzero(y) == 3 * 2


def test_the_largest_of_the_planes_is_that_of_each_window(rng: np.random.Generator) -> None:
    planes = rng.standard_normal((2, 2, 3, 4, 2, 5))
    out = np.empty(planes.shape[2:])
    assert tiles.largest_of(planes, out=out) is out
    np.testing.assert_array_equal(out, planes.max(axis=(0, 1)))


@METHODS
@pytest.mark.parametrize("size", [(6, 8), (7, 8), (5, 5), (8, 7)])
def test_the_planes_are_those_of_the_plain_correlation(
    depth: int, size: tuple[int, int], rng: np.random.Generator
) -> None:
    """Outputs that fill no tile are left out, and nothing comes back from them."""
    x = rng.standard_normal((3, *size, depth))
    W = rng.standard_normal((3, 3, depth, depth + 1))
    y, backward = patches.correlate(x, W)
    rows, columns = y.shape[1] // 2, y.shape[2] // 2
    planes = tiles.new_planes(rows, columns, 3, depth + 1, np.float64)
    tiles_back = tiles.correlate(x, winograd.Kernels(W), planes)
    np.testing.assert_allclose(planes, tiles.planes_of(y[:, : 2 * rows, : 2 * columns]), atol=1e-12)
    dy = np.zeros_like(y)
    dy[:, : 2 * rows, : 2 * columns] = rng.standard_normal((3, 2 * rows, 2 * columns, depth + 1))
    found = tiles_back(tiles.planes_of(dy[:, : 2 * rows, : 2 * columns]))
    for mine, plain in zip(found, backward(dy), strict=True):
        np.testing.assert_allclose(mine, plain, atol=1e-11)


@METHODS
def test_where_the_input_ends_before_the_planes_zeros_are_taken(
    depth: int, rng: np.random.Generator
) -> None:
    x, W = rng.standard_normal((2, 5, 5, depth)), rng.standard_normal((3, 3, depth, depth))
    planes, expected = (tiles.new_planes(2, 2, 2, depth, np.float64) for _ in range(2))
    dx, _ = tiles.correlate(x, winograd.Kernels(W), planes)(np.ones_like(planes))
    tiles.correlate(np.pad(x, ((0, 0), (0, 1), (0, 1), (0, 0))), winograd.Kernels(W), expected)
    np.testing.assert_array_equal(planes, expected)
    assert dx.shape == x.shape
