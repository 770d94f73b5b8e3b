"""Pictures as they come from scanners, cameras and paint programs."""

import contextlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from scipy import ndimage

from digitpad.data.picture import NoDigitFound, image_from_picture

Picture = NDArray[np.uint8]


def enlarged(scan: Picture, scale: float) -> Picture:
    big = ndimage.zoom(scan.astype(float), scale, order=1, grid_mode=True, mode="nearest")
    return np.rint(big).astype(np.uint8)


def on_a_sheet(scan: Picture, *, scale: float = 5.0, sheet: int = 300) -> Picture:
    """Put a scan, white on black, somewhere on a larger sheet."""
    digit = enlarged(scan, scale)
    picture = np.zeros((sheet, sheet + 50), np.uint8)
    picture[40 : 40 + digit.shape[0], 110 : 110 + digit.shape[1]] = digit
    return picture


def difference(image: Picture, other: Picture) -> float:
    """Return the mean difference where either has ink, as a share of full ink.

    A centre of mass half way between two pixels may go to either, so one pixel aside is the same.
    """
    shifted = [np.roll(other, shift, (0, 1)) for shift in np.ndindex(3, 3)]
    image = np.roll(image, (1, 1), (0, 1))
    differences = [np.abs(image.astype(int) - some)[(image > 0) | (some > 0)] for some in shifted]
    return float(min(part.mean() for part in differences) / 255)


@pytest.fixture
def scan(scans: Picture) -> Picture:
    return scans[35]


@pytest.fixture
def plain(scan: Picture) -> Picture:
    return image_from_picture(on_a_sheet(scan))


@pytest.mark.parametrize("scale", [1.0, 2.0, 3.3, 5.0, 8.0])
@pytest.mark.parametrize("inverted", [False, True])
def test_a_scan_comes_back_from_any_place_and_size_dark_or_light(
    scale: float, inverted: bool, scans: Picture
) -> None:
    differences = []
    for scan in scans[::5]:
        picture = on_a_sheet(scan, scale=scale)
        image = image_from_picture(255 - picture if inverted else picture)
        differences.append(difference(image, scan))
    assert np.median(differences) < 0.1
    assert max(differences) < 0.3


def test_the_images_have_the_form_of_mnist(scans: Picture) -> None:
    images = np.stack([image_from_picture(on_a_sheet(scan)) for scan in scans])
    index = np.arange(28)
    mass = images.sum(axis=(1, 2), dtype=float)
    centres = [images.sum(axis=axis, dtype=float) @ index / mass for axis in (1, 2)]
    sides = [(images.max(axis=axis) > 0).sum(axis=1) for axis in (1, 2)]
    assert images.dtype == np.uint8
    assert np.mean(np.abs(np.array(centres) - 14.0) <= 0.51) > 0.99
    assert (np.maximum(*sides) == 20).mean() > 0.9
    assert (images.max(axis=(1, 2)) == 255).all()


def test_grey_and_colour_are_the_same_picture(scan: Picture, plain: Picture) -> None:
    grey = 255 - on_a_sheet(scan)
    colour = np.repeat(grey[:, :, None], 3, axis=2)
    assert np.abs(image_from_picture(colour).astype(int) - plain).max() <= 2


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ((250, 240, 20), (255, 255, 255)),
        ((200, 40, 40), (40, 140, 60)),
        ((20, 20, 200), (0, 0, 0)),
        ((235, 235, 235), (30, 70, 40)),
    ],
)
def test_any_colour_on_any_other_is_found(
    ink: tuple[int, ...], paper: tuple[int, ...], scan: Picture, plain: Picture
) -> None:
    share = on_a_sheet(scan)[:, :, None] / 255
    coloured = np.rint(share * ink + (1 - share) * np.array(paper)).astype(np.uint8)
    assert difference(image_from_picture(coloured), plain) < 0.05


@pytest.mark.parametrize("level", [0, 255])
def test_ink_on_transparent_is_found_black_or_white(
    level: int, scan: Picture, plain: Picture
) -> None:
    picture = np.full((300, 350, 4), level, np.uint8)
    picture[:, :, 3] = on_a_sheet(scan)
    assert difference(image_from_picture(picture), plain) < 0.05


def test_an_unevenly_lit_photo_is_freed_from_its_background(
    scan: Picture, plain: Picture, rng: np.random.Generator
) -> None:
    reflects = 0.9 - 0.7 * on_a_sheet(scan) / 255
    y, x = np.mgrid[0:1:300j, 0:1:350j]
    light = (1.0 - 0.5 * x - 0.2 * y**2) * (1 - 0.3 / (1 + np.exp(-40 * (y - 0.6))))
    photo = ndimage.gaussian_filter(255 * reflects * light, 1) + rng.normal(0, 4, light.shape)
    image = image_from_picture(photo.clip(0, 255).astype(np.uint8))
    assert difference(image, plain) < 0.15


@pytest.mark.parametrize("angle", [0.3, 1.2, 2.8])
def test_a_pale_line_is_read_where_a_shadow_is_darker(
    angle: float, scan: Picture, plain: Picture, rng: np.random.Generator
) -> None:
    reflects = 0.9 - 0.35 * on_a_sheet(scan) / 255
    y, x = np.mgrid[-1:1:300j, -1:1:350j]
    light = 1 - 0.6 / (1 + np.exp(-12 * (np.cos(angle) * x + np.sin(angle) * y - 0.1)))
    photo = 255 * reflects * light + rng.normal(0, 2, light.shape)
    image = image_from_picture(photo.clip(0, 255).astype(np.uint8))
    assert difference(image, plain) < 0.15


def test_specks_and_faint_marks_are_wiped_off(
    scan: Picture, plain: Picture, rng: np.random.Generator
) -> None:
    picture = 255 - on_a_sheet(scan)
    picture[rng.random(picture.shape) < 0.001] = 0
    picture[250:290, 20:60] = 235
    assert difference(image_from_picture(picture), plain) < 0.08


def test_dots_around_the_digit_do_not_shrink_it(scan: Picture, plain: Picture) -> None:
    picture = 255 - on_a_sheet(scan)
    for y, x in ((20, 20), (280, 300), (60, 330), (150, 40)):
        picture[y : y + 9, x : x + 9] = 0
    assert difference(image_from_picture(picture), plain) < 0.02


@pytest.mark.parametrize("angle", [0.4, 1.5, 2.6])
@pytest.mark.parametrize("lit_share", [0.3, 0.7])
def test_a_hard_shadow_across_the_digit_is_paper(
    angle: float, lit_share: float, scan: Picture, plain: Picture
) -> None:
    reflects = 0.9 - 0.7 * on_a_sheet(scan) / 255
    y, x = np.mgrid[-1:1:300j, -1:1:350j]
    edge = np.cos(angle) * x + np.sin(angle) * y
    light = np.where(edge < np.quantile(edge, lit_share), 1, 0.6)
    photo = ndimage.gaussian_filter(255 * reflects * light, 1.5)
    image = image_from_picture(photo.clip(0, 255).astype(np.uint8))
    assert difference(image, plain) < 0.25


@pytest.mark.parametrize("table", [30, 110])
def test_a_table_around_the_paper_is_no_ink(table: int, scan: Picture, plain: Picture) -> None:
    paper = 235 - 0.8 * on_a_sheet(scan)
    photo = np.pad(paper, ((0, 40), (25, 60)), constant_values=table)
    photo *= np.linspace(0.7, 1, photo.shape[1])
    assert difference(image_from_picture(photo.astype(np.uint8)), plain) < 0.15


def test_what_reaches_in_from_beyond_the_edge_is_left_out(scan: Picture, plain: Picture) -> None:
    picture = 255 - on_a_sheet(scan)
    picture[:, 330:] = 60
    picture[280:, 200:] = 60
    assert difference(image_from_picture(picture), plain) < 0.1


def test_a_digit_that_fills_the_picture_is_found(scan: Picture, plain: Picture) -> None:
    rows, columns = (np.flatnonzero(scan.any(axis=axis)) for axis in (1, 0))
    tight = enlarged(scan[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], 7)
    for picture in (tight, 255 - tight):
        assert difference(image_from_picture(picture), plain) < 0.25


def test_both_strokes_of_a_digit_are_kept() -> None:
    picture = np.full((200, 200), 255, np.uint8)
    picture[50:150, 90:100] = 0
    picture[50:58, 112:150] = 0  # apart from the rest, as the bar of many a 5
    image = image_from_picture(picture)
    without = picture.copy()
    without[50:58, 112:150] = 255
    assert difference(image, image_from_picture(without)) > 0.2


@pytest.mark.parametrize("line", [1, 2, 30])
def test_a_line_of_any_width_gets_a_usual_width(line: int) -> None:
    picture = np.full((500, 500), 255, np.uint8)
    picture[60:440, 250 : 250 + line] = 0
    image = image_from_picture(picture)
    assert image[14].sum() / 255 == pytest.approx(2.5, abs=0.7)


@pytest.mark.parametrize(
    "picture",
    [
        np.full((50, 60), 255, np.uint8),
        np.zeros((50, 60, 3), np.uint8),
        np.full((1, 1), 7, np.uint8),
        np.zeros((40, 40, 4), np.uint8),
        np.tile(np.linspace(60, 200, 300).astype(np.uint8), (200, 1)),
        np.random.default_rng(1).normal(180, 6, (200, 300)).astype(np.uint8),
        np.random.default_rng(1).integers(0, 256, (200, 300), np.uint8),
    ],
    ids=["white", "black", "one pixel", "transparent", "gradient", "grain", "noise"],
)
def test_a_picture_without_a_digit_is_one_clear_sentence(picture: Picture) -> None:
    with pytest.raises(NoDigitFound, match=r"^There is no digit in the picture: [^.]+\.$"):
        image_from_picture(picture)


@pytest.mark.parametrize("shape", [(0, 5), (5, 0, 3), (0, 0)])
def test_a_picture_without_pixels_is_one_clear_sentence(shape: tuple[int, ...]) -> None:
    with pytest.raises(NoDigitFound, match=r"^The picture has no pixels: [^.]+\.$"):
        image_from_picture(np.zeros(shape, np.uint8))


@pytest.mark.parametrize("shape", [(5,), (5, 5, 2), (5, 5, 5), (2, 5, 5, 3)])
def test_an_array_that_is_no_picture_says_its_shape(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"A picture must be uint8 .* not uint8 \("):
        image_from_picture(np.zeros(shape, np.uint8))


def test_floats_are_no_picture() -> None:
    with pytest.raises(ValueError, match="not float64"):
        image_from_picture(np.zeros((9, 9)))


@pytest.mark.parametrize("shape", [(4_000, 6_000, 4), (1, 6_000, 3), (6_000, 1, 3), (8, 8, 3)])
def test_any_size_is_read(shape: tuple[int, ...]) -> None:
    picture = np.full(shape, 255, np.uint8)
    height, width = shape[:2]
    picture[height // 4 : -(-height * 3 // 4), width * 4 // 10 : -(-width * 6 // 10), :3] = 0
    image = image_from_picture(picture)
    assert image.shape == (28, 28)
    assert image.max() == 255


@settings(max_examples=150)
@given(
    hnp.arrays(
        np.uint8,
        st.tuples(st.integers(1, 14), st.integers(1, 14), st.sampled_from([1, 3, 4])),
        elements=st.sampled_from([0, 1, 40, 128, 250, 255]),
    )
)
def test_no_small_picture_crashes(picture: Picture) -> None:
    with contextlib.suppress(NoDigitFound):
        image = image_from_picture(picture)
        assert image.shape == (28, 28)
        assert image.max() == 255
