import numpy as np
import pytest

from digitpad import data
from digitpad.training.images import TrainingImages


@pytest.fixture
def three() -> data.ImageSet:
    """A 0, a 7 and something that is no digit."""
    images = np.zeros((3, 28, 28), np.uint8)
    images[:, 10:18, 10:18] = [[[85]], [[170]], [[255]]]
    return data.ImageSet("three", images, np.array([0, 7, data.NO_DIGIT], np.uint8))


def test_digits_alone_keep_their_labels_as_targets(three: data.ImageSet) -> None:
    load = TrainingImages(three.first(2)).loader(np.array([1, 0]))
    x, targets = load(slice(0, 2), np.random.default_rng(0))
    np.testing.assert_array_equal(targets, [7, 0])
    np.testing.assert_allclose(x[:, 12, 12, 0], [2 / 3, 1 / 3])


def test_what_is_no_digit_has_the_uniform_distribution_as_target(three: data.ImageSet) -> None:
    load = TrainingImages(three).loader(np.array([2, 1, 0]))
    _, targets = load(slice(0, 2), np.random.default_rng(0))
    np.testing.assert_allclose(targets, [np.full(10, 0.1), np.eye(10)[7]])
    _, targets = load(slice(1, 3), np.random.default_rng(0))  # only digits in this part
    np.testing.assert_array_equal(targets, [7, 0])


def test_the_digits_of_a_batch_are_counted(three: data.ImageSet) -> None:
    images = TrainingImages(three)
    assert images.digits_among(np.array([0, 1, 2, 2])) == 2
    assert TrainingImages(three.first(2)).digits_among(np.array([0, 1, 1])) == 3


def test_images_are_augmented_only_if_asked_for(three: data.ImageSet) -> None:
    images, rng = TrainingImages(three), np.random.default_rng(0)
    plain = data.as_input(three.images)
    for strength, same in (("none", True), ("strong", False)):
        images.begin_epoch(strength, rng=rng)
        x, _ = images.loader(np.arange(3))(slice(0, 3), rng)
        assert x.shape == plain.shape
        assert np.array_equal(x, plain) == same
