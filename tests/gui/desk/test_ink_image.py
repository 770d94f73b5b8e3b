"""Ink by its levels in the colours of the window."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from digitpad.gui.desk.ink_image import colour_levels, ink_image, levels_image, thin_ink
from digitpad.gui.palette import DARK, LIGHT, Palette

LEVELS = np.array([[0, 255, 128], [1, 2, 3]], np.uint8)
both = pytest.mark.parametrize("palette", [LIGHT, DARK])


@both
def test_no_ink_is_the_sheet_and_full_ink_is_the_ink(palette: Palette) -> None:
    image = ink_image(LEVELS, palette)
    assert (image.width(), image.height()) == (3, 2)
    assert image.pixelColor(0, 0) == thin_ink(0.0, palette) == QColor(palette.sheet)
    assert image.pixelColor(1, 0) == thin_ink(1.0, palette) == QColor(palette.ink)


@both
def test_half_of_the_ink_is_half_way_between_the_colours(palette: Palette) -> None:
    half, sheet, ink = (QColor(thin_ink(0.5, palette)), QColor(palette.sheet), QColor(palette.ink))
    for part in (QColor.red, QColor.green, QColor.blue):
        assert part(half) == pytest.approx((part(sheet) + part(ink)) / 2, abs=1)


def test_levels_get_other_colours_and_a_picture_of_its_own_keeps_them() -> None:
    image = levels_image(LEVELS)
    for palette in (LIGHT, DARK):
        colour_levels(image, palette)
        assert image == ink_image(LEVELS, palette)
    picture = image.convertToFormat(image.Format.Format_RGB32)
    before = picture.copy()
    colour_levels(picture, LIGHT)
    assert picture == before
