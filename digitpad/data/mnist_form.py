"""How MNIST was made: the last steps, which drawings and pictures share.

Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits": the digits were
"size normalized to fit in a 20x20 pixel box while preserving their aspect ratio", with grey levels
from the anti-aliasing, and "centered in a 28x28 image by computing the center of mass".
Measured on its 60,000 training images: the longest side is 20 px in 59,987 and 19 px in 13; the
shift was by whole pixels, as the centre of mass is spread evenly over index 14.0 ± 0.5.
"""

import numpy as np
from numpy.typing import NDArray

SIDE = 28  # px, an image
BOX = 20  # px, the longest side of the ink
MASS_CENTRE = 14.0  # where the centre of mass goes, as a pixel index, on both axes
PEN_WIDTH = 2.5  # px, MNIST's median

_FREE = SIDE - BOX


def images_from_boxes(boxes: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Turn ink that fills its 20x20 box into images as MNIST's.

    Shapes: boxes (N, 20, 20), 0 paper to 1 ink, none of them empty -> (N, 28, 28).
    The darkest pixel becomes 255. The box moves by whole pixels and always stays inside.
    """
    left, top = (box_start(centre) for centre in mass_centres(boxes))
    levels = np.rint(boxes * (255 / boxes.max(axis=(1, 2), keepdims=True))).astype(np.uint8)
    # Within a frame that has the box in its middle, an image is the window that begins at 8 - top.
    frames = np.pad(levels, ((0, 0), (_FREE, _FREE), (_FREE, _FREE)))
    windows = np.lib.stride_tricks.sliding_window_view(frames, (SIDE, SIDE), axis=(1, 2))
    return np.ascontiguousarray(windows[np.arange(len(boxes)), _FREE - top, _FREE - left])


def mass_centres(ink: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return x (N,) and y (N,), as pixel indices, of the centres of mass: ink (N, side, side)."""
    index = np.arange(ink.shape[1], dtype=np.float32)
    mass = ink.sum(axis=(1, 2))
    return (ink.sum(axis=1) @ index) / mass, (ink.sum(axis=2) @ index) / mass


def box_start(centre: NDArray[np.float32]) -> NDArray[np.intp]:
    """Where the box begins so that its ``centre`` of mass comes nearest to index 14.0."""
    starts: NDArray[np.intp] = np.clip(np.rint(MASS_CENTRE - centre), 0, _FREE).astype(np.intp)
    return starts
