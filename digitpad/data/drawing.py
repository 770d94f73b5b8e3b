"""Pen strokes to images, exactly as MNIST was made.

The strokes are normalized first and inked afterwards, with a pen as wide as MNIST's, so that a
small drawing is not fat and a thin brush is not faint. A pixel holds the more ink the further it
lies within the round pen's reach.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from digitpad.data.go_on import GoOn, always
from digitpad.data.mnist_form import (
    BOX,
    PEN_WIDTH,
    SIDE,
    box_start,
    images_from_boxes,
    mass_centres,
)
from digitpad.data.pen_path import Path, steadied
from digitpad.data.points import FARTHEST, Points, Strokes, as_points
from digitpad.data.touches import without_touches

_STEP = 0.25  # px along a stroke between two prints of the pen
_EDGE = 1.15  # px over which the ink fades at its edge; 61 % of it is grey then, as in MNIST
_CHUNK = 256  # drawings at a time, and ...
_BLOCK = 32_768  # ... prints at a time, which bounds the memory whatever is drawn


class NothingDrawn(ValueError):  # noqa: N818 (named for what happened)
    """The drawing has no points."""


@dataclass(frozen=True, eq=False)
class Formation:
    """How the image of a drawing came about; pairs are x, y.

    ``low`` and ``high`` are the corners of the box around its points, in the drawing's units, and
    ``scale`` the pixels for one of them, 0 for a dot. ``lines`` are the steadied strokes (P, 2)
    in the 20x20 box, which begins at pixel ``corner`` of the ``image`` (28, 28). ``mass_centre`` is
    that of the image's ink, as a pixel index; ``pen_width`` is in pixels.
    """

    low: tuple[float, float]
    high: tuple[float, float]
    scale: float
    pen_width: float
    lines: tuple[Points, ...]
    corner: tuple[int, int]
    mass_centre: tuple[float, float]
    image: NDArray[np.uint8]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the box around the points, in the drawing's units."""
        return self.high[0] - self.low[0], self.high[1] - self.low[1]

    @property
    def inked_size(self) -> tuple[float, float]:
        """Width and height of the ink in its box, pen included, in pixels."""
        width, height = np.ptp(np.concatenate(self.lines), axis=0).tolist()
        return width + self.pen_width, height + self.pen_width


class _Extents(NamedTuple):
    """The boxes around the points of N drawings, and what brings them to 20x20."""

    low: NDArray[np.float64]  # (N, 2)
    high: NDArray[np.float64]  # (N, 2)
    scale: NDArray[np.float64]  # (N,)


def image_from_strokes(strokes: Strokes, *, pen_width: float = PEN_WIDTH) -> NDArray[np.uint8]:
    """Return the (28, 28) image of one drawing; ``pen_width`` is in pixels of that image.

    Raises: NothingDrawn, when there is no point; ValueError, when a point is not a finite number or
    the pen is too wide.
    """
    image: NDArray[np.uint8] = images_from_drawings([strokes], pen_width=pen_width)[0]
    return image


def images_from_drawings(
    drawings: Sequence[Strokes],
    *,
    pen_width: float | NDArray[np.float64] = PEN_WIDTH,
    go_on: GoOn = always,
) -> NDArray[np.uint8]:
    """Return the images (N, 28, 28) of N drawings, with one pen width or one for each drawing.

    ``go_on`` is called before each few hundred of them; it ends the work by raising.
    Raises: as image_from_strokes.
    """
    widths = np.broadcast_to(np.asarray(pen_width, np.float64), (len(drawings),))
    if not np.all((widths > 0) & (widths <= BOX / 2)):
        raise ValueError(
            f"The pen width is {pen_width}; it must be above 0 and at most {BOX // 2}."
        )
    images = np.empty((len(drawings), SIDE, SIDE), np.uint8)
    for start in range(0, len(drawings), _CHUNK):
        go_on()
        part = slice(start, start + _CHUNK)
        placed, _ = _placed(_flatten(drawings[part]), widths[part])
        images[part] = images_from_boxes(_inked_boxes(placed, widths[part]))
    return images


def formation(strokes: Strokes) -> Formation:
    """Return the image of a drawing with all that led to it.  Raises: as image_from_strokes."""
    widths = np.array([PEN_WIDTH])
    path = _flatten([strokes])
    extents = _extents(path, widths)
    placed, scale = _placed(path, widths)
    box = _inked_boxes(placed, widths)
    centre = mass_centres(box)
    left, top = (int(box_start(along)[0]) for along in centre)
    return Formation(
        low=_pair(extents.low[0]),
        high=_pair(extents.high[0]),
        scale=float(scale[0]),
        pen_width=PEN_WIDTH,
        lines=tuple(np.split(placed.points, np.flatnonzero(placed.ends)[:-1] + 1)),
        corner=(left, top),
        mass_centre=(left + float(centre[0][0]), top + float(centre[1][0])),
        image=images_from_boxes(box)[0],
    )


def _pair(xy: NDArray[np.float64]) -> tuple[float, float]:
    return float(xy[0]), float(xy[1])


def _flatten(drawings: Sequence[Strokes]) -> Path:
    strokes: list[Points] = []
    sizes: list[int] = []
    for drawing in drawings:
        kept = [points for stroke in drawing if len(points := as_points(stroke))]
        if not kept:
            raise NothingDrawn("Nothing is drawn yet.")
        kept = without_touches(kept)
        strokes += kept
        sizes.append(sum(map(len, kept)))
    points = np.concatenate(strokes)
    ends = np.zeros(len(points), bool)
    ends[np.cumsum([len(stroke) for stroke in strokes]) - 1] = True
    counts = np.asarray(sizes, np.intp)
    return Path(points, ends, np.cumsum(counts) - counts, np.repeat(np.arange(len(sizes)), counts))


def _placed(path: Path, widths: NDArray[np.float64]) -> tuple[Path, NDArray[np.float64]]:
    """Return steady lines that fill the boxes, pen included, and by what they were scaled (N,)."""
    first = _extents(path, widths)
    path = steadied(_fitted(path, first))
    second = _extents(path, widths)
    return _fitted(path, second), first.scale * second.scale


def _inked_boxes(path: Path, widths: NDArray[np.float64]) -> NDArray[np.float32]:
    """Ink each placed drawing into its box: N drawings and their pen widths -> (N, 20, 20)."""
    steps = path.steps()
    counts = np.ceil(np.hypot(steps[:, 0], steps[:, 1]) / _STEP).astype(np.intp)
    counts[path.ends] = 1
    sheet = _Sheet(widths / 2)
    totals = np.cumsum(counts)
    block_ends = np.searchsorted(totals, np.arange(_BLOCK, totals[-1] + _BLOCK, _BLOCK), "right")
    for part in map(slice, [0, *block_ends], block_ends):
        prints, source = _prints(path.points[part], steps[part], counts[part])
        sheet.ink(prints, path.owner[part][source])
    return sheet.boxes()


def _extents(path: Path, widths: NDArray[np.float64]) -> _Extents:
    """Measure each drawing, and how to scale it so that its ink, pen included, is 20 px long."""
    low = np.minimum.reduceat(path.points, path.starts)
    high = np.maximum.reduceat(path.points, path.starts)
    side = (high - low).max(axis=1)
    far = np.maximum(np.abs(low), np.abs(high)).max(axis=1)
    tiny = side <= np.maximum(1e-9 * far, 1 / FARTHEST)  # a dot, or rounding
    return _Extents(low, high, np.where(tiny, 0.0, (BOX - widths) / np.where(tiny, 1.0, side)))


def _fitted(path: Path, extents: _Extents) -> Path:
    """Scale and move each drawing so that its ink, pen included, fills the 20x20 box."""
    middle = (extents.low + extents.high) / 2
    scale = extents.scale[path.owner, None]
    return path._replace(points=(path.points - middle[path.owner]) * scale + BOX / 2)


def _prints(
    points: NDArray[np.float64], steps: NDArray[np.float64], counts: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Where the pen prints along each segment: (M, 2), and the segment of each print (M,).

    The prints stand in equal steps, however densely or sparsely the pen was sampled.
    """
    first = np.cumsum(counts) - counts
    source = np.repeat(np.arange(len(points)), counts)
    share = (np.arange(len(source)) - first[source]) / counts[source]
    return points[source] + share[:, None] * steps[source], source


class _Sheet:
    """Paper for N drawings: for each pixel the squared distance to the nearest print."""

    def __init__(self, radii: NDArray[np.float64]) -> None:
        self._reaches = radii + _EDGE / 2
        self._near = int(np.ceil(2 * self._reaches.max()))  # pixels in a row within reach
        self._side = BOX + 2 * self._near  # a margin, so that no print reaches over the edge
        self._nearest = np.full(len(radii) * self._side**2, np.inf, np.float32)

    def ink(self, prints: NDArray[np.float64], owner: NDArray[np.intp]) -> None:
        """Print at (M, 2) in the boxes, each on the sheet of its ``owner`` (M,)."""
        offsets = np.arange(self._near)
        first = np.floor(prints - self._reaches.max() + 0.5).astype(np.intp)
        squares = ((first[:, :, None] + offsets + 0.5 - prints[:, :, None]) ** 2).astype(np.float32)
        distance = squares[:, 1, :, None] + squares[:, 0, None, :]  # (M, near, near), y before x
        x, y = (first + self._near).T
        corner = (owner * self._side + y) * self._side + x
        pixels = corner[:, None, None] + offsets[:, None] * self._side + offsets
        np.minimum.at(self._nearest, pixels.ravel(), distance.ravel())

    def boxes(self) -> NDArray[np.float32]:
        """Return the ink (N, 20, 20), from 0 to 1."""
        inside = slice(self._near, -self._near)
        nearest = self._nearest.reshape(-1, self._side, self._side)[:, inside, inside]
        reaches = self._reaches.astype(np.float32)[:, None, None]
        ink: NDArray[np.float32] = (reaches - np.sqrt(nearest)) / np.float32(_EDGE)
        return ink.clip(0.0, 1.0)
