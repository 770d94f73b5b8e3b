"""Which parts of strokes lie under ink that is there already: to paint them would change nothing.

All ink has one colour, so a drawing that was scribbled over and over looks the same without them.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPixmap

from digitpad.gui.desk.stroke import SHEET, Stroke

_CELLS = 256  # in a row, about, of the grid on which ink is looked for
_MARGIN = 2.0  # cells by which ink must reach beyond a stroke to cover it


def ink_depths(layer: QPixmap) -> NDArray[np.float64]:
    """Return how deep within full ink each cell of a square layer lies, in units of the sheet.

    Shape: (C, C), rows first; what lies beyond the layer's edge counts as ink.
    """
    from scipy import ndimage  # the window has no time for it at start

    image = layer.toImage()
    side = image.width()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(side, -1, 4)[:, :side, 3]
    step = max(1, side // _CELLS)
    cells = -(-side // step)
    padded = np.pad(pixels, (0, cells * step - side), constant_values=255)
    full = padded.reshape(cells, step, cells, step).min(axis=(1, 3)) == 255
    if full.all():
        return np.full(full.shape, SHEET)
    depths: NDArray[np.float64] = ndimage.distance_transform_edt(full)
    return (depths - _MARGIN) * (step * SHEET / side)


def uncovered(strokes: Sequence[Stroke], depths: NDArray[np.float64]) -> list[Stroke]:
    """Return the runs of the strokes that reach out of the ink."""
    points = np.concatenate([stroke.points for stroke in strokes])
    widths = np.concatenate([stroke.widths for stroke in strokes])
    begins = np.zeros(len(points), bool)
    begins[np.cumsum([0, *(len(stroke) for stroke in strokes[:-1])])] = True
    cells = len(depths)
    x, y = (points * (cells / SHEET)).astype(np.intp).clip(0, cells - 1).T
    out = depths[y, x] < widths / 2
    needed = out.copy()  # and so are both ends of every line that leaves or enters the ink
    needed[1:] |= out[:-1] & ~begins[1:]
    needed[:-1] |= out[1:] & ~begins[1:]
    edges = np.flatnonzero(begins | np.diff(needed, prepend=False)).tolist()
    return [
        Stroke(points[start:end], widths[start:end])
        for start, end in pairwise([*edges, len(points)])
        if needed[start]
    ]
