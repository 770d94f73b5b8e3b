"""MNIST's own test images, pasted at random size and place on a larger sheet, and read again."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage

from digitpad import data
from digitpad.data.picture import image_from_picture
from digitpad.recognizer import Recognizer

STEP = 8  # every eighth test image
SMALLEST, LARGEST = 0.7, 8.0  # the scale
LOSS_ALLOWED = 0.003


def pasted(scan: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return a sheet with the scan on it, dark on light or light on dark."""
    scale = np.exp(rng.uniform(np.log(SMALLEST), np.log(LARGEST)))
    smooth = ndimage.gaussian_filter(scan.astype(float), 0.4) if scale < 1 else scan.astype(float)
    order = int(rng.integers(1, 4, 1)[0])
    digit = ndimage.zoom(smooth, scale, order=order, grid_mode=True, mode="nearest")
    height, width = digit.shape
    sheet = np.zeros(rng.integers(width + 2, 3 * width, 2), np.uint8)
    top, left = rng.integers(0, np.array(sheet.shape) - width + 1)
    sheet[top : top + height, left : left + width] = np.rint(digit.clip(0, 255))
    return 255 - sheet if rng.random() < 0.5 else sheet


@pytest.mark.slow
def test_pasted_test_images_are_read_as_well_as_the_raw_ones() -> None:
    test = data.load("mnist").test
    rng = np.random.default_rng(2024)
    scans, labels = test.images[::STEP], test.labels[::STEP]
    images = np.stack([image_from_picture(pasted(scan, rng)) for scan in scans])
    network = Recognizer.shipped().network
    raw, again = (
        float((network.predict(data.as_input(some)).argmax(axis=1) == labels).mean())
        for some in (scans, images)
    )
    assert again > raw - LOSS_ALLOWED
