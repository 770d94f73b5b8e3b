"""The map of images by the last hidden layer."""

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad import data
from digitpad.data import ImageSet
from digitpad.inside.feature_map import (
    ARRANGEMENTS,
    NEAREST,
    FeatureMap,
    SampleRead,
    arranged,
    read_sample,
)
from digitpad.inside.hidden import Hidden
from digitpad.nn import Network

Image = NDArray[np.uint8]


@pytest.fixture(scope="session")
def sample() -> ImageSet:
    return data.load("mnist").test.first(150)


def read(network: Network, sample: ImageSet) -> SampleRead:
    *shares, result = read_sample(network, sample)
    assert shares[-1] == 1.0
    assert isinstance(result, SampleRead)
    return result


def last_map(network: Network, sample: ImageSet, key: str) -> FeatureMap:
    *_, result = arranged(read(network, sample), key, None, rng=np.random.default_rng(0))
    return result


@pytest.mark.parametrize("key", [arrangement.key for arrangement in ARRANGEMENTS])
def test_an_image_of_the_sample_is_placed_on_its_own_point(
    shipped: Network, sample: ImageSet, key: str
) -> None:
    found = last_map(shipped, sample, key)
    assert found.points.shape == (150, 2)
    for number in (0, 77, 149):
        placed = found.place(sample.images[number])
        width = np.ptp(found.points, axis=0).max()
        np.testing.assert_allclose(placed.point, found.points[number], atol=1e-3 * width)
        assert placed.nearest[0] == number
        assert placed.angles[0] == pytest.approx(0, abs=0.1)


def test_the_nearest_images_are_nearest_by_all_features(
    shipped: Network, sample: ImageSet, four: Image
) -> None:
    found = last_map(shipped, sample, "variance")
    placed = found.place(four)
    outputs = Hidden(shipped).features(np.concatenate([four[np.newaxis], sample.images]))
    lengths = np.linalg.norm(outputs, axis=1)
    angles = np.degrees(np.arccos(outputs[1:] @ outputs[0] / lengths[1:] / lengths[0]))
    np.testing.assert_array_equal(placed.nearest, np.argsort(angles)[:NEAREST])
    np.testing.assert_allclose(placed.angles, np.sort(angles)[:NEAREST], rtol=1e-4)
    assert (sample.labels[placed.nearest[:3]] == 4).all()


def test_neighbours_on_the_map_are_mostly_of_one_class(shipped: Network, sample: ImageSet) -> None:
    found = last_map(shipped, sample, "neighbours")
    assert found.projection is None
    distances = ((found.points[:, None] - found.points) ** 2).sum(axis=2)
    np.fill_diagonal(distances, np.inf)
    same = sample.labels[distances.argmin(axis=1)] == sample.labels
    assert same.mean() > 0.95
