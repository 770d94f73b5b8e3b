import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.data.resample import fit_region, shrink, stretch


@pytest.fixture
def image(rng: np.random.Generator) -> NDArray[np.float32]:
    return rng.random((12, 20), np.float32)


def test_a_small_picture_is_not_shrunk(rng: np.random.Generator) -> None:
    picture = rng.integers(0, 256, (30, 40, 3), np.uint8)
    assert (shrink(picture, 40, 255) == picture).all()


def test_shrinking_averages_whole_blocks() -> None:
    picture = np.arange(5 * 6, dtype=np.uint8).reshape(5, 6, 1)
    assert shrink(picture, 3, 255)[:, :, 0].tolist() == [[3.5, 5.5, 7.5], [15.5, 17.5, 19.5]]


@pytest.mark.parametrize("shape", [(1, 5_000), (5_000, 1), (3, 4_001), (997, 1_013)])
def test_no_side_is_longer_than_asked_and_none_vanishes(shape: tuple[int, int]) -> None:
    small = shrink(np.full((*shape, 1), 7, np.uint8), 100, 255)
    assert max(small.shape) <= 100
    assert min(small.shape) >= 1
    assert (small == 7).all()


def test_a_picture_taller_than_one_strip_is_shrunk_without_seams() -> None:
    ramp = np.repeat(np.arange(200, dtype=np.uint8), 4)[:, None, None] * np.ones((1, 9, 1), "u1")
    assert (shrink(ramp, 200, 255)[:, :, 0] == np.arange(200)[:, None]).all()


def test_alpha_lets_the_paper_through() -> None:
    picture = np.array([[[10, 20, 30, 0], [10, 20, 30, 255], [0, 0, 0, 51]]], np.uint8)
    flat = shrink(picture, 10, 255)
    assert flat[0, 0].tolist() == [255, 255, 255]
    assert flat[0, 1].tolist() == [10, 20, 30]
    assert flat[0, 2] == pytest.approx([204, 204, 204], abs=0.01)


def test_a_region_of_the_same_size_on_the_pixels_is_a_copy(image: NDArray[np.float32]) -> None:
    assert np.allclose(fit_region(image, (6, 8), 8, 8), image[2:10, 4:12])


@pytest.mark.parametrize("size", [3, 5, 7])
def test_a_smaller_fit_keeps_the_ink(size: int, image: NDArray[np.float32]) -> None:
    fitted = fit_region(image, (6, 10), 21.0, size)
    assert fitted.sum() * (21.0 / size) ** 2 == pytest.approx(image.sum(), rel=1e-4)


def test_outside_of_the_image_there_is_no_ink(image: NDArray[np.float32]) -> None:
    assert not fit_region(image, (60, 60), 20, 20).any()


def test_growing_interpolates_between_pixels() -> None:
    image = np.zeros((4, 4), np.float32)
    image[1:3, 1:3] = 1
    fitted = fit_region(image, (2, 2), 4, 16)
    assert np.allclose(fitted, fitted.T)
    assert np.allclose(fitted, fitted[::-1])
    assert np.allclose(fitted[8, :9], [0, 0, 0.125, 0.375, 0.625, 0.875, 1, 1, 1])


@pytest.mark.parametrize("shape", [(3, 5), (40, 7), (12, 20)])
def test_a_flat_image_stays_flat_when_stretched(shape: tuple[int, int]) -> None:
    assert np.allclose(stretch(np.full((12, 20), 0.3, np.float32), shape), 0.3)
