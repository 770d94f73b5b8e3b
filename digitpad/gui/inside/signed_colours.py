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
_EVEN = (0.05 * 1.05) ** 0.5 - 0.05  # luminance on which black and white stand out alike


def levels_of(values: Values, limit: float) -> Levels:
    """Return values of any shape as levels, ``limit`` at the ends; no number (NaN) is NONE."""
    scale = MOST / limit if limit > 0 else 0.0
    with np.errstate(invalid="ignore"):  # infinity times 0
        levels = np.asarray(np.clip(np.rint(values * scale), -MOST, MOST) + ZERO)
    levels[np.isnan(levels)] = NONE
    return levels.astype(np.uint8)


def signed_image(levels: Levels, palette: Palette) -> QImage:
    """Return levels (H, W) as a picture that owns its pixels.

    They are colours already: Qt would look all of them up again for every part that is painted.
    """
    height, width = levels.shape
    form = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(_table(palette)[levels].tobytes(), width, height, 4 * width, form).copy()


def figures_on(paper: QColor) -> QColor:
    """Return black or white, whichever stands out more; on any colour by more than 4.5 : 1."""
    red, green, blue = (_linear(part) for part in (paper.redF(), paper.greenF(), paper.blueF()))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue  # WCAG 2.2, relative luminance
    return QColor("black" if luminance > _EVEN else "white")


def _linear(part: float) -> float:
    """Return a part of a colour of sRGB as light (IEC 61966-2-1)."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


@lru_cache
def _table(palette: Palette) -> NDArray[np.uint32]:
    """Return the colour of each level as Qt has it, 0xAARRGGBB: (256,)."""
    below, zero, above = (
        np.array((colour.red(), colour.green(), colour.blue()), np.float64)
        for colour in map(QColor, (palette.validation, palette.sheet, palette.batches))
    )
    share = np.arange(-MOST, MOST + 1)[:, np.newaxis] / MOST
    mixed = zero + np.abs(share) * (np.where(share > 0, above, below) - zero)
    red, green, blue = np.rint(mixed).astype(np.uint32).T
    opaque = np.uint32(0xFF000000) | red << 16 | green << 8 | blue
    return np.concatenate([np.zeros(1, np.uint32), opaque])
