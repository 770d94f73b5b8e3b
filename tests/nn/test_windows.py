"""The windows of a pooling as four planes, and the correlation straight into these."""

import numpy as np
import pytest

from digitpad.nn import patches, windows
from digitpad.nn.layout import new_maps


def test_a_plane_holds_one_place_of_every_window(rng: np.random.Generator) -> None:
    y = rng.standard_normal((3, 4, 6, 2))
    planes = windows.planes_of(y)
    assert planes.shape == (2, 2, 2, 3, 3, 2)
    for i, j, t, s, n in np.ndindex(planes.shape[:5]):
        np.testing.assert_array_equal(planes[i, j, t, s, n], y[n, 2 * t + i, 2 * s + j])
    np.testing.assert_array_equal(windows.maps_of(planes), y)


def test_the_planes_of_maps_as_convolutions_make_them_are_the_maps_own_memory() -> None:
    y = new_maps(3, 4, 6, 2, np.float64)
    y[...] = 0
    planes = windows.planes_of(y)
    planes[1, 0, 1, 2] = 7
    assert (y[:, 3, 4] == 7).all()
    assert np.count_nonzero(y) == 3 * 2
    assert np.may_share_memory(windows.maps_of(planes), y)
    like = np.empty_like(planes)
    assert np.may_share_memory(windows.maps_of(like), like)


def test_the_largest_of_the_planes_is_that_of_each_window(rng: np.random.Generator) -> None:
    planes = rng.standard_normal((2, 2, 3, 4, 2, 5))
    np.testing.assert_array_equal(windows.largest_of(planes), planes.max(axis=(0, 1)))


@pytest.mark.parametrize("size", [(6, 8), (7, 8), (5, 5), (8, 7)])
def test_the_planes_are_those_of_the_plain_correlation(
    size: tuple[int, int], rng: np.random.Generator
) -> None:
    """Outputs that fill no window are left out, and nothing comes back from them."""
    x = rng.standard_normal((3, *size, 2))
    W = rng.standard_normal((3, 3, 2, 5))
    y, backward = patches.correlate(x, W)
    rows, columns = y.shape[1] // 2, y.shape[2] // 2
    planes, planes_back = windows.correlate(x, W, rows, columns)
    expected = windows.planes_of(y[:, : 2 * rows, : 2 * columns])
    np.testing.assert_allclose(planes, expected, atol=1e-12)
    dy = np.zeros_like(y)
    dy[:, : 2 * rows, : 2 * columns] = rng.standard_normal((3, 2 * rows, 2 * columns, 5))
    found = planes_back(windows.planes_of(dy[:, : 2 * rows, : 2 * columns]))
    for mine, plain in zip(found, backward(dy), strict=True):
        np.testing.assert_allclose(mine, plain, atol=1e-11)


def test_where_the_input_ends_before_the_planes_zeros_are_taken(rng: np.random.Generator) -> None:
    x, W = rng.standard_normal((2, 5, 5, 3)), rng.standard_normal((3, 3, 3, 4))
    planes, backward = windows.correlate(x, W, 2, 2)
    expected, _ = windows.correlate(np.pad(x, ((0, 0), (0, 1), (0, 1), (0, 0))), W, 2, 2)
    np.testing.assert_array_equal(planes, expected)
    assert backward(np.ones_like(planes))[0].shape == x.shape
