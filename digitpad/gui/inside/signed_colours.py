"""Numbers as colours: orange below zero, paper at zero, blue above; the same in every picture.

Blue and orange are told apart by people with any kind of colour vision (Okabe and Ito 2008).
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from digitpad.gui.palette import Palette

Values = NDArray[np.floating[Any]]
Levels = NDArray[np.uint8]

NONE, ZERO, MOST = 0, 128, 127  # level of no number, level of zero, levels to either side


def levels_of(values: Values, limit: float) -> Levels:
    """Return values of any shape as levels, ``limit`` at the ends; no number (NaN) is NONE."""
    scale = MOST / limit if limit > 0 else 0.0
    levels = np.clip(np.rint(np.nan_to_num(values) * scale), -MOST, MOST) + ZERO
    return np.where(np.isnan(values), NONE, levels).astype(np.uint8)


def signed_image(levels: Levels, palette: Palette) -> QImage:
    """Return levels (H, W) as a picture that owns its pixels.

    They are colours already: Qt would look all of them up again for every part that is painted.
    """
    height, width = levels.shape
    content = np.ascontiguousarray(levels).tobytes()
    image = QImage(content, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable(_table(palette))
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def signed_colour(value: float, limit: float, palette: Palette) -> QColor:
    """Return the colour of one number on a scale that ends at ``limit``."""
    return QColor.fromRgba(_table(palette)[int(levels_of(np.array([value]), limit)[0])])


@lru_cache
def _table(palette: Palette) -> tuple[int, ...]:
    below, zero, above = (
        np.array((colour.red(), colour.green(), colour.blue()), np.float64)
        for colour in map(QColor, (palette.validation, palette.sheet, palette.batches))
    )
    colours = []
    for level in range(-MOST, MOST + 1):
        end = above if level > 0 else below
        mixed = zero + abs(level) / MOST * (end - zero)
        colours.append(QColor(*np.rint(mixed).astype(int).tolist()).rgba())
    return (QColor(0, 0, 0, 0).rgba(), *colours)
