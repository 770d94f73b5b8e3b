"""Ink by its levels, as MNIST's images have it, in the colours of the window."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from digitpad.gui.palette import Palette


@lru_cache
def _ink_colours(palette: Palette) -> tuple[int, ...]:
    """Return the colours of the levels 0 to 255: no ink is the sheet's, full ink is the ink's."""
    ends = []
    for name in (palette.sheet, palette.ink):
        colour = QColor(name)
        ends.append(np.array((colour.red(), colour.green(), colour.blue()), np.float64))
    shares = np.arange(256)[:, None] / 255
    mixed = np.rint(ends[0] + shares * (ends[1] - ends[0])).astype(int)
    return tuple(QColor(*row).rgb() for row in mixed.tolist())


def thin_ink(share: float, palette: Palette) -> QColor:
    """Return the colour of ink that covers this share of the sheet."""
    return QColor.fromRgb(_ink_colours(palette)[round(255 * share)])


def ink_image(levels: NDArray[np.uint8], palette: Palette) -> QImage:
    """Return ink (H, W), 255 full, as a picture of Qt's that owns its pixels."""
    image = levels_image(levels)
    colour_levels(image, palette)
    return image


def levels_image(levels: NDArray[np.uint8]) -> QImage:
    """Return ink (H, W) as a picture that has levels and no colours yet."""
    height, width = levels.shape
    content = np.ascontiguousarray(levels).tobytes()
    return QImage(content, width, height, width, QImage.Format.Format_Indexed8).copy()


def colour_levels(image: QImage, palette: Palette) -> None:
    """Give a picture that is only levels of ink the colours of the window; leave any other."""
    if image.format() == QImage.Format.Format_Indexed8:
        image.setColorTable(_ink_colours(palette))
