import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.data.mnist_form import images_from_boxes


def in_its_box(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Cut the ink out of an image and put it into the middle of a 20x20 box."""
    rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    ink = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    down, right = ((20 - side) // 2 for side in ink.shape)
    box = np.zeros((20, 20), np.float32)
    box[down : down + ink.shape[0], right : right + ink.shape[1]] = ink / 255
    return box


def test_mnist_images_come_out_of_their_own_boxes_as_they_were(scans: NDArray[np.uint8]) -> None:
    again = images_from_boxes(np.stack([in_its_box(image) for image in scans]))
    assert np.abs(again.astype(int) - scans).max() <= 1


@pytest.mark.parametrize(("y", "x"), [(0, 0), (0, 19), (19, 10), (7, 12)])
def test_a_heavy_corner_never_pushes_ink_out_of_the_image(y: int, x: int) -> None:
    box = np.full((1, 20, 20), 0.01, np.float32)
    box[0, y, x] = 1000.0
    box[0, 19 - y, 19 - x] = 100.0
    image = images_from_boxes(box)[0]
    assert sorted(image[image > 0])[-2:] == [26, 255]


def test_faint_ink_is_brought_to_full_level() -> None:
    box = np.zeros((1, 20, 20), np.float32)
    box[0, :, 9:11] = 0.2
    assert images_from_boxes(box).max() == 255
