"""The images that the preview shows are those that training would make."""

import numpy as np
import pytest

from digitpad import data
from digitpad.data import bundled
from digitpad.gui.preview import distorted

SEVEN = [np.array([[0.0, 0], [40, 0], [15, 80]])]


def test_without_distortion_scans_are_those_of_mnist_and_a_drawing_is_its_image() -> None:
    found = distorted.scans(5, "none", 1)
    known = {image.tobytes() for image in bundled.mnist_arrays()["x_train"]}
    assert all(image.tobytes() in known for image in found)
    plain = data.image_from_strokes(SEVEN)
    assert all((image == plain).all() for image in distorted.drawing(SEVEN, 5, "none", 1))


@pytest.mark.parametrize("strength", ["light", "strong"])
def test_each_copy_is_another_and_the_same_seed_gives_the_same(strength: str) -> None:
    for make in (
        lambda seed: distorted.scans(6, strength, seed),
        lambda seed: distorted.drawing(SEVEN, 6, strength, seed),
    ):
        images = make(3)
        assert (images.shape, images.dtype) == ((6, 28, 28), np.uint8)
        assert images.any(axis=(1, 2)).all()
        assert len(np.unique(images, axis=0)) == 6
        np.testing.assert_array_equal(images, make(3))
        assert (images != make(4)).any()


def test_strong_distortion_of_scans_is_what_training_does() -> None:
    rng = np.random.default_rng(9)
    images = bundled.mnist_arrays()["x_train"]
    chosen = images[rng.choice(len(images), 4, replace=False)]
    expected = np.rint(255 * data.AUGMENTATIONS["strong"](chosen, rng=rng))
    np.testing.assert_array_equal(distorted.scans(4, "strong", 9), expected)


def test_an_empty_drawing_says_so() -> None:
    with pytest.raises(data.NothingDrawn):
        distorted.drawing([], 3, "strong", 1)
