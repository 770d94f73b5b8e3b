"""Pictures (a scan, a photo, something pasted) to images, exactly as MNIST was made."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from digitpad.data.line_width import with_usual_line_width
from digitpad.data.mnist_form import BOX, images_from_boxes
from digitpad.data.paper import ink_of
from digitpad.data.resample import fit_region, shrink

_WORKING_SIDE = 800  # px; larger pictures are made smaller first, which bounds time and memory
_TINY = 10  # px; lines in so small a picture cover only part of their pixels
_GRID = 100  # px, the longest side of the digit once it is found: five for one of the image
_ROOM = 10  # px around it
_EDGE = 0.4  # of the full ink, where the digit ends
_SHARPENED_EDGE = 0.5
_SHARPENING = 3.0  # MNIST was made from black and white; with this its share of grey comes back
_CORE = 0.5  # of the full ink; a blot without it is dirt
_SPECK = 0.015  # of the ink of the largest blot
_SPECK_SIDE = 0.14  # of the longest side of the longest blot; a smaller one is no line
_BESIDE = 0.03  # of the same; a small blot within so much of the lines may be a part of them
_INTRUSION = 0.04  # of the picture's outline; what touches more of it reaches in from outside
_DIGIT_SIDE = 0.1  # of the picture's longest side; a digit beside an intrusion is larger


class NoDigitFound(ValueError):  # noqa: N818 (named for what happened)
    """There is nothing in the picture that could be a digit; says why."""


def image_from_picture(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the (28, 28) image of the digit in a picture, dark on light or light on dark.

    Shapes: picture (H, W) grey, (H, W, 3) colour or (H, W, 4) colour and alpha; uint8.
    Raises: NoDigitFound, when it is empty or flat; ValueError, when it is another kind of array.
    """
    ink = _without_dirt(_ink(_checked(picture)))
    centre, side = _square(ink, _EDGE)
    grid = _sharpened(fit_region(ink, centre, side * (1 + 2 * _ROOM / _GRID), _GRID + 2 * _ROOM))
    grid = with_usual_line_width(grid, _GRID)
    box = fit_region(grid, *_square(grid, _SHARPENED_EDGE), BOX)
    image: NDArray[np.uint8] = images_from_boxes(box[np.newaxis])[0]
    return image


def _checked(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the picture as (H, W, 1, 3 or 4)."""
    channels = picture[:, :, np.newaxis] if picture.ndim == 2 else picture
    if channels.ndim != 3 or channels.shape[2] not in (1, 3, 4) or channels.dtype != np.uint8:
        raise ValueError(
            "A picture must be uint8 (H, W), (H, W, 3) or (H, W, 4), "
            f"not {picture.dtype} {picture.shape}."
        )
    if channels.size == 0:
        raise NoDigitFound("The picture has no pixels: please choose another one.")
    return channels


def _ink(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the ink (H, W); a transparent picture is laid on white, or on black if need be."""
    for paper in (255.0, 0.0) if picture.shape[2] == 4 else (255.0,):
        ink = ink_of(shrink(picture, _WORKING_SIDE, paper))
        if ink is not None:
            return np.sqrt(ink) if max(ink.shape) <= _TINY else ink
    raise NoDigitFound("There is no digit in the picture: nothing stands out from its background.")


def _without_dirt(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Remove blots that are pale, tiny beside the largest, or reach in from beyond the edge."""
    blots, count = ndimage.label(ink > _EDGE / 2, np.ones((3, 3)))
    numbers = np.arange(1, count + 1)
    mass = ndimage.sum_labels(ink, blots, numbers)
    kept = ndimage.maximum(ink, blots, numbers) > _CORE
    kept &= mass > _SPECK * mass[kept].max()
    boxes = _boxes(blots)
    kept = _without_specks(boxes, _without_intrusions(blots, boxes, kept))
    # The faint rim of a blot stays with it; faint paper elsewhere goes.
    near = ndimage.binary_dilation(np.append(False, kept)[blots], np.ones((3, 3), bool))
    return np.where(near, ink, np.float32(0))


def _boxes(blots: NDArray[np.integer[Any]]) -> NDArray[np.intp]:
    """Return where each of N blots begins and ends, y before x: (N, 2, 2)."""
    regions = ndimage.find_objects(blots)
    return np.array([[[side.start, side.stop] for side in region] for region in regions])


def _longest(boxes: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.asarray(np.diff(boxes, axis=2).max(axis=(1, 2)))


def _without_intrusions(
    blots: NDArray[np.integer[Any]], boxes: NDArray[np.intp], kept: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Drop a shadow or the edge of a table, if something that could be a digit is left."""
    outline = np.concatenate([blots[0], blots[-1], blots[:, 0], blots[:, -1]])
    contact = np.bincount(outline, minlength=len(kept) + 1)[1:]
    digits = kept & (contact == 0) & (_longest(boxes) > _DIGIT_SIDE * max(blots.shape))
    return kept & (contact < _INTRUSION * len(outline)) if digits.any() else kept


def _without_specks(boxes: NDArray[np.intp], kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Drop what is small and lies outside the box of all that is not."""
    sides = _longest(boxes)
    longest = sides[kept].max()
    lines = kept & (sides >= _SPECK_SIDE * longest)
    low, high = boxes[lines, :, 0].min(axis=0), boxes[lines, :, 1].max(axis=0)
    gap = np.maximum(boxes[:, :, 0] - high, low - boxes[:, :, 1]).max(axis=1)
    return np.asarray(kept & (lines | (gap <= _BESIDE * longest)))


def _sharpened(grid: NDArray[np.float32]) -> NDArray[np.float32]:
    """Bring the ink back to full level after the change of scale, and steepen its edges."""
    level = np.quantile(grid[grid > grid.max() / 2], 0.75)
    steep: NDArray[np.float32] = (grid / np.float32(level) - 0.5) * np.float32(_SHARPENING) + 0.5
    return steep.clip(0, 1)


def _square(ink: NDArray[np.float32], edge: float) -> tuple[tuple[float, float], float]:
    """Return the centre (y, x) and the longest side of what has more ink than ``edge``."""
    top, bottom = _ends(ink.max(axis=1), edge)
    left, right = _ends(ink.max(axis=0), edge)
    return ((top + bottom) / 2, (left + right) / 2), max(bottom - top, right - left)


def _ends(profile: NDArray[np.float32], edge: float) -> tuple[float, float]:
    """Return where ink begins and ends along an axis, between pixels: 0 is the outer edge."""
    profile = np.pad(profile, 1)
    inside = np.flatnonzero(profile >= edge)
    first, last = inside[0], inside[-1]
    before = _overhang(profile[first], profile[first - 1], edge)
    after = _overhang(profile[last], profile[last + 1], edge)
    return first - 0.5 - before, last - 0.5 + after


def _overhang(inner: float, outer: float, edge: float) -> float:
    """How far beyond the centre of the inner pixel the ink falls to the edge's level."""
    return (inner - edge) / (inner - outer)
