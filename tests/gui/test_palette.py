"""Colours that must be told apart are, by people with any kind of colour vision."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.gui.inside.signed_colours import MOST, figures_on, levels_of, signed_image
from digitpad.gui.palette import DARK, LIGHT, Palette, class_colours

Colour = NDArray[np.float64]  # (3,), linear red, green, blue

# Who lacks one kind of cone: Machado, Oliveira & Fernandes 2009, doi:10.1109/TVCG.2009.113, table 1
# (severity 1.0), for linear red, green and blue.
EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# sRGB to XYZ by the white of D65: IEC 61966-2-1.
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ @ np.ones(3)


def linear(name: str) -> Colour:
    c = np.array([int(name[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(colour: Colour) -> Colour:
    t = TO_XYZ @ np.clip(colour, 0, 1) / WHITE
    x, y, z = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def nearest(names: tuple[str, ...], eyes: str) -> float:
    """Return the least distance (CIE 1976) between any two colours as such eyes see them."""
    seen = [lab(EYES[eyes] @ linear(name)) for name in names]
    return min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2))


def contrast(name: str, paper: str) -> float:
    low, high = sorted(float(TO_XYZ[1] @ linear(colour)) for colour in (name, paper))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
class TestEyes:
    def test_ten_classes_are_told_apart(self, palette: Palette, eyes: str) -> None:
        assert nearest(class_colours(palette), eyes) > 20

    def test_above_and_below_zero_and_nothing_are_told_apart(
        self, palette: Palette, eyes: str
    ) -> None:
        assert nearest((palette.batches, palette.validation, palette.sheet), eyes) > 30


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_readable_on_what_is_behind_it(palette: Palette) -> None:
    for text in (palette.text, palette.muted, palette.accent, palette.problem):
        assert contrast(text, palette.window) >= 4.5
        assert contrast(text, palette.surface) >= 4.5
    assert contrast(palette.on_accent, palette.accent) >= 4.5
    assert contrast(palette.ink, palette.sheet) >= 7.0
    for curve in (palette.batches, palette.validation, palette.drawn):
        assert contrast(curve, palette.window) >= 3.0


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_figures_are_readable_on_the_colour_of_any_number(palette: Palette) -> None:
    numbers = np.arange(-MOST, MOST + 1.0)[np.newaxis]
    image = signed_image(levels_of(numbers, MOST), palette)
    for column in range(image.width()):
        paper = image.pixelColor(column, 0)
        assert contrast(figures_on(paper).name(), paper.name()) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_classes_are_seen_on_their_paper(palette: Palette) -> None:
    assert min(contrast(colour, palette.sheet) for colour in class_colours(palette)) > 3.9


def test_distance_and_contrast_are_what_they_are_known_to_be() -> None:
    assert nearest(("#000000", "#ffffff"), "usual") == pytest.approx(100)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert nearest(("#d00000", "#707000"), "deuteranopia") < nearest(
        ("#d00000", "#707000"), "usual"
    )
