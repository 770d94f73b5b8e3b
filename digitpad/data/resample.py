"""Making pictures smaller without losing thin lines, and fitting a region into a grid of pixels."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_STRIP_ROWS = 8  # rows of the small picture at a time, so that a huge picture needs little memory


def shrink(picture: NDArray[np.uint8], longest: int, paper: float) -> NDArray[np.float32]:
    """Average whole blocks of pixels until no side is longer than ``longest``.

    Shapes: picture (H, W, C), C = 1, 3 or 4 with alpha, which is laid over ``paper`` (0 to 255)
    -> (h, w, 1 or 3), 0 to 255. Rows and columns that fill no block are left out.
    """
    height, width, _ = picture.shape
    block = -(-max(height, width) // longest)
    # A very long and narrow picture keeps at least one pixel of its short side.
    rows, columns = min(block, height), min(block, width)
    h, w = height // rows, width // columns
    strips = []
    for top in range(0, h, _STRIP_ROWS):
        part = picture[top * rows : min(top + _STRIP_ROWS, h) * rows, : w * columns]
        flat = _over_paper(part, paper)
        tall = flat.reshape(-1, rows, w * columns * flat.shape[2]).mean(axis=1)
        strips.append(tall.reshape(-1, w, columns, flat.shape[2]).mean(axis=2))
    return np.concatenate(strips)


def _over_paper(picture: NDArray[np.uint8], paper: float) -> NDArray[np.float32]:
    colour = picture[:, :, :3].astype(np.float32)
    if picture.shape[2] == 4 and picture[:, :, 3].min() < 255:
        alpha = picture[:, :, 3:] * np.float32(1 / 255)
        colour -= np.float32(paper)
        colour *= alpha
        colour += np.float32(paper)
    return colour


def fit_region(
    image: NDArray[np.float32], centre: tuple[float, float], side: float, size: int
) -> NDArray[np.float32]:
    """Fit the square of ``side`` pixels around ``centre`` (y, x) into (size, size) pixels.

    Coordinates run from 0 at the outer edge of the first pixel; outside the image is 0. Each new
    pixel is the mean of the area that it covers; when the image grows, it is interpolated.
    """
    rows = _weights(image.shape[0], centre[0] - side / 2, side / size, size)
    columns = _weights(image.shape[1], centre[1] - side / 2, side / size, size)
    return np.asarray(rows @ image @ columns.T, np.float32)


def stretch(image: NDArray[np.float32], shape: Sequence[int]) -> NDArray[np.float32]:
    """Fit the whole image (H, W) into ``shape`` (h, w), as fit_region does."""
    (height, width), (h, w) = image.shape, shape
    rows = _weights(height, 0, height / h, h)
    columns = _weights(width, 0, width / w, w)
    rows /= rows.sum(axis=1, keepdims=True)  # nothing lies outside
    columns /= columns.sum(axis=1, keepdims=True)
    return np.asarray(rows @ image @ columns.T, np.float32)


def _weights(length: int, start: float, step: float, size: int) -> NDArray[np.float32]:
    """How much each of ``length`` pixels gives to each of ``size`` new ones: (size, length)."""
    low = start + step * np.arange(size)[:, None]
    pixels = np.arange(length)
    if step >= 1:
        overlap = np.minimum(low + step, pixels + 1) - np.maximum(low, pixels)
        return np.asarray(overlap.clip(0) / step, np.float32)
    distance = np.abs(low + step / 2 - (pixels + 0.5))
    return np.asarray((1 - distance).clip(0), np.float32)
