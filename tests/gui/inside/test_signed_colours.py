"""Numbers as colours."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from digitpad.gui.inside.signed_colours import levels_of, signed_image
from digitpad.gui.palette import DARK, LIGHT, Palette


def test_zero_is_in_the_middle_and_the_ends_are_the_limit() -> None:
    values = np.array([-2.0, -1.0, 0.0, 0.5, 1.0, 7.0, np.nan])
    assert levels_of(values, 1.0).tolist() == [1, 1, 128, 192, 255, 255, 0]
    assert levels_of(np.zeros(3), 0.0).tolist() == [128] * 3


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_above_zero_is_blue_below_is_orange_and_zero_is_paper(palette: Palette) -> None:
    image = signed_image(levels_of(np.array([[3.0, -3.0, 0.0, np.nan]]), 3.0), palette)
    above, below, zero, nothing = (image.pixelColor(column, 0) for column in range(4))
    assert above == QColor(palette.batches)
    assert below == QColor(palette.validation)
    assert zero == QColor(palette.sheet)
    assert nothing.alpha() == 0
