"""Pen strokes to images, exactly as MNIST was made.

The strokes are normalised first and inked afterwards, with a pen as wide as MNIST's, so that a
small drawing is not fat and a thin brush is not faint. The ink of a pixel is the part of it that a
round pen covers: 1 within the radius, falling to 0 over the width of one pixel.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from digitpad.data.mnist_form import BOX, PEN_WIDTH, SIDE, images_from_boxes

Strokes: TypeAlias = Sequence[NDArray[np.float64]]  # each (P, 2): x right, y down, any scale

_STEP = 0.25  # px along a stroke between two prints of the pen
_CHUNK = 256  # drawings at a time, so that the prints stay in the cache


class NothingDrawn(ValueError):  # noqa: N818 (named for what happened)
    """The drawing has no points."""


class _Path(NamedTuple):
    """The points of several drawings, one after the other."""

    points: NDArray[np.float64]  # (P, 2)
    ends: NDArray[np.bool_]  # (P,), the last point of a stroke
    starts: NDArray[np.intp]  # (N,), where each drawing begins
    owner: NDArray[np.intp]  # (P,), the drawing that each point is of


def image_from_strokes(strokes: Strokes, *, pen_width: float = PEN_WIDTH) -> NDArray[np.uint8]:
    """Return the (28, 28) image of one drawing; ``pen_width`` is in pixels of that image.

    Raises: NothingDrawn, when there is no point; ValueError, when a point is not a finite number.
    """
    image: NDArray[np.uint8] = images_from_drawings([strokes], pen_width=pen_width)[0]
    return image


def images_from_drawings(
    drawings: Sequence[Strokes], *, pen_width: float | NDArray[np.float64] = PEN_WIDTH
) -> NDArray[np.uint8]:
    """Return the images (N, 28, 28) of N drawings, with one pen width or one for each drawing.

    Raises: as image_from_strokes.
    """
    widths = np.broadcast_to(np.asarray(pen_width, np.float64), (len(drawings),))
    if not np.all((widths > 0) & (widths <= BOX / 2)):
        raise ValueError(f"The pen width must be above 0 and at most 10 pixels, not {pen_width}.")
    images = np.empty((len(drawings), SIDE, SIDE), np.uint8)
    for start in range(0, len(drawings), _CHUNK):
        part = slice(start, start + _CHUNK)
        images[part] = images_from_boxes(_inked_boxes(_flatten(drawings[part]), widths[part]))
    return images


def _flatten(drawings: Sequence[Strokes]) -> _Path:
    strokes: list[NDArray[np.float64]] = []
    sizes: list[int] = []
    for drawing in drawings:
        kept = [points for stroke in drawing if len(points := _checked(stroke))]
        if not kept:
            raise NothingDrawn("Nothing is drawn yet.")
        strokes += kept
        sizes.append(sum(map(len, kept)))
    points = np.concatenate(strokes)
    ends = np.zeros(len(points), bool)
    ends[np.cumsum([len(stroke) for stroke in strokes]) - 1] = True
    counts = np.asarray(sizes, np.intp)
    return _Path(points, ends, np.cumsum(counts) - counts, np.repeat(np.arange(len(sizes)), counts))


def _checked(stroke: ArrayLike) -> NDArray[np.float64]:
    points = np.asarray(stroke, np.float64)
    if points.size == 0:
        return np.empty((0, 2))
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"A stroke must be points (P, 2), each x and y, not {points.shape}.")
    if not np.isfinite(points).all():
        raise ValueError("A point of the drawing is not a finite number.")
    return points


def _inked_boxes(path: _Path, widths: NDArray[np.float64]) -> NDArray[np.float32]:
    points = _fit(path, widths)
    prints, owner = _prints(points, path)
    return _ink(prints, owner, widths / 2)


def _fit(path: _Path, widths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scale and move each drawing so that its ink, pen included, fills the 20x20 box."""
    low = np.minimum.reduceat(path.points, path.starts)
    high = np.maximum.reduceat(path.points, path.starts)
    side = (high - low).max(axis=1)
    tiny = side <= 1e-9 * np.maximum(np.abs(low), np.abs(high)).max(axis=1)  # a dot, or rounding
    scale = np.where(tiny, 0.0, (BOX - widths) / np.where(tiny, 1.0, side))
    middle = (low + high) / 2
    return (path.points - middle[path.owner]) * scale[path.owner, None] + BOX / 2


def _prints(
    points: NDArray[np.float64], path: _Path
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Where the pen prints: each segment in equal steps, however densely it was sampled."""
    steps = np.diff(points, axis=0, append=points[-1:])
    steps[path.ends] = 0.0
    counts = np.ceil(np.hypot(steps[:, 0], steps[:, 1]) / _STEP).astype(np.intp)
    counts[path.ends] = 1
    first = np.cumsum(counts) - counts
    source = np.repeat(np.arange(len(points)), counts)
    share = (np.arange(len(source)) - first[source]) / counts[source]
    return points[source] + share[:, None] * steps[source], path.owner[source]


def _ink(
    prints: NDArray[np.float64], owner: NDArray[np.intp], radii: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Cover the pixels near each print: prints (M, 2) in a box -> ink (N, 20, 20)."""
    reach = radii.max() + 0.5
    near = int(np.ceil(2 * reach))  # pixels of a row whose centre can be within reach
    margin = near
    side = BOX + 2 * margin
    first = np.floor(prints - reach + 0.5).astype(np.intp)
    offsets = np.arange(near)
    squares = (first[:, :, None] + offsets + 0.5 - prints[:, :, None]) ** 2  # (M, 2, near)
    distance = (squares[:, 1, :, None] + squares[:, 0, None, :]).astype(np.float32)
    corner = (owner * side + first[:, 1] + margin) * side + first[:, 0] + margin
    pixels = corner[:, None, None] + offsets[:, None] * side + offsets
    nearest = np.full(len(radii) * side * side, np.inf, np.float32)
    np.minimum.at(nearest, pixels.ravel(), distance.ravel())
    boxes = nearest.reshape(-1, side, side)[:, margin:-margin, margin:-margin]
    reaches = (radii + 0.5).astype(np.float32)[:, None, None]
    return np.clip(reaches - np.sqrt(boxes), 0.0, 1.0)
