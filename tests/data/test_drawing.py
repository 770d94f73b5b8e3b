import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from digitpad import data
from digitpad.data.drawing import images_from_drawings
from digitpad.data.line_width import line_width
from digitpad.data.points import FARTHEST

Samples = tuple[data.StrokeSample, ...]

strokes_of_integers = st.lists(
    hnp.arrays(
        np.float64,
        st.tuples(st.integers(1, 12), st.just(2)),
        elements=st.integers(-500, 500).map(float),
    ),
    min_size=1,
    max_size=4,
)
strokes_of_any_floats = st.lists(
    hnp.arrays(np.float64, st.tuples(st.integers(0, 6), st.just(2)), elements=st.floats(width=64)),
    max_size=4,
)


def sides(images: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Return the longest side of the ink of each image, in pixels."""
    lengths = []
    for axis in (1, 2):
        inked = images.max(axis=axis) > 0
        lengths.append(28 - inked.argmax(axis=1) - inked[:, ::-1].argmax(axis=1))
    return np.maximum(*lengths)


def mass_centres(images: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the centre of mass (y, x) of each image, as pixel indices."""
    index = np.arange(28)
    sums = [images.sum(axis=axis, dtype=np.float64) for axis in (2, 1)]
    return np.stack([(part @ index) / part.sum(axis=1) for part in sums], axis=1)


@pytest.fixture(scope="module")
def images(samples: Samples) -> NDArray[np.uint8]:
    return images_from_drawings([sample.strokes for sample in samples])


def test_the_longest_side_of_the_ink_is_20_pixels(images: NDArray[np.uint8]) -> None:
    assert (sides(images) == 20).all()


def test_the_centre_of_mass_is_within_half_a_pixel_of_14(images: NDArray[np.uint8]) -> None:
    assert np.abs(mass_centres(images) - 14.0).max() <= 0.51


def test_the_darkest_pixel_is_255(images: NDArray[np.uint8]) -> None:
    assert images.dtype == np.uint8
    assert (images.max(axis=(1, 2)) == 255).all()


def test_the_lines_are_as_wide_and_as_grey_as_those_of_mnist(
    images: NDArray[np.uint8], scans: NDArray[np.uint8]
) -> None:
    def width(some: NDArray[np.uint8]) -> float:
        return float(np.median([line_width(image / np.float32(255)) for image in some]))

    def grey(some: NDArray[np.uint8]) -> float:
        return float(((some > 0) & (some < 250)).sum() / (some > 0).sum())

    assert width(images) == pytest.approx(width(scans), abs=0.15)
    assert grey(images) == pytest.approx(grey(scans), abs=0.05)


@pytest.mark.parametrize("pen_width", [2.5, 3.2, 4.0])
def test_the_line_is_as_wide_as_the_pen(pen_width: float) -> None:
    line = [np.array([[0.0, 0.0], [0.0, 100.0]])]
    across = data.image_from_strokes(line, pen_width=pen_width)[14] / 255
    assert across.sum() == pytest.approx(pen_width, abs=0.1)


@given(strokes_of_integers, st.integers(-8, 8), st.integers(-1000, 1000))
def test_neither_place_nor_size_changes_the_image(
    strokes: list[NDArray[np.float64]], power: int, shift: int
) -> None:
    moved = [(stroke + shift) * 2.0**power for stroke in strokes]
    assert (data.image_from_strokes(moved) == data.image_from_strokes(strokes)).all()


def test_a_size_that_is_no_power_of_two_changes_no_pixel_by_more_than_rounding(
    samples: Samples, images: NDArray[np.uint8]
) -> None:
    scaled = [[stroke * 0.173 - 31.7 for stroke in sample.strokes] for sample in samples]
    difference = np.abs(images_from_drawings(scaled).astype(int) - images)
    assert difference.max() <= 1


def test_points_added_along_the_lines_hardly_change_the_image(
    samples: Samples, images: NDArray[np.uint8]
) -> None:
    def denser(stroke: NDArray[np.float64]) -> NDArray[np.float64]:
        place = np.arange(0, len(stroke) - 1 + 1e-9, 1 / 16)
        return np.stack([np.interp(place, np.arange(len(stroke)), c) for c in stroke.T], axis=1)

    dense = [[denser(stroke) for stroke in sample.strokes] for sample in samples]
    difference = np.abs(images_from_drawings(dense).astype(int) - images)
    assert difference.mean() < 0.4
    assert difference.max() < 40


def test_the_order_and_direction_of_strokes_do_not_matter(samples: Samples) -> None:
    strokes = next(sample.strokes for sample in samples if len(sample.strokes) > 1)
    turned = [stroke[::-1] for stroke in strokes[::-1]]
    difference = data.image_from_strokes(turned).astype(int) - data.image_from_strokes(strokes)
    assert np.abs(difference).max() <= 3


def test_many_drawings_at_once_are_the_same_as_one_by_one(
    samples: Samples, images: NDArray[np.uint8]
) -> None:
    for sample, image in zip(samples, images, strict=True):
        assert (data.image_from_strokes(sample.strokes) == image).all()


def test_inking_ends_between_two_pieces_when_nobody_wants_it(samples: Samples) -> None:
    class Unwanted(Exception):  # noqa: N818 (named for what happened)
        pass

    calls = 0

    def go_on() -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise Unwanted

    with pytest.raises(Unwanted):
        images_from_drawings([samples[0].strokes] * 1000, go_on=go_on)


def test_each_drawing_can_have_a_pen_of_its_own(samples: Samples) -> None:
    drawings = [samples[0].strokes, samples[0].strokes]
    thin, fat = images_from_drawings(drawings, pen_width=np.array([1.5, 4.0]))
    assert fat.sum() > 1.5 * thin.sum()


@pytest.mark.parametrize(
    "strokes",
    [
        [np.array([[3.0, 4.0]])],
        [np.array([[3.0, 4.0], [3.0, 4.0], [3.0, 4.0]])],
        [np.array([[0.0, 0.0], [0.0, 5e-324]])],
        [np.empty((0, 2)), np.array([[1e9, 1e9]])],
    ],
)
def test_a_dot_stays_a_dot_in_the_middle(strokes: list[NDArray[np.float64]]) -> None:
    image = data.image_from_strokes(strokes)[np.newaxis]
    assert 2 <= sides(image)[0] <= 4
    assert np.abs(mass_centres(image) - 14.0).max() <= 0.51


def test_two_dots_are_20_pixels_apart_from_end_to_end() -> None:
    image = data.image_from_strokes([np.array([[0.0, 0.0]]), np.array([[50.0, 0.0]])])
    assert sides(image[np.newaxis])[0] == 20
    assert image[14, 14] == 0


@pytest.mark.parametrize("strokes", [[], [np.empty((0, 2))], [[]]])
def test_nothing_drawn_is_said_in_one_sentence(strokes: list[NDArray[np.float64]]) -> None:
    with pytest.raises(data.NothingDrawn, match=r"^Nothing is drawn yet\.$"):
        data.image_from_strokes(strokes)


@pytest.mark.parametrize("pen_width", [0.0, -1.0, 11.0, np.nan])
def test_an_impossible_pen_is_refused(pen_width: float) -> None:
    with pytest.raises(ValueError, match=rf"The pen width is {pen_width}; it must be above 0"):
        data.image_from_strokes([np.ones((1, 2))], pen_width=pen_width)


@given(strokes_of_any_floats)
def test_any_drawing_of_numbers_is_inked_and_any_other_refused(
    strokes: list[NDArray[np.float64]],
) -> None:
    points = np.concatenate([np.empty((0, 2)), *strokes])
    if not len(points) or not (np.abs(points) <= FARTHEST).all():
        with pytest.raises(ValueError, match=r"^(Nothing is drawn|a point is) "):
            data.image_from_strokes(strokes)
        return
    image = data.image_from_strokes(strokes)
    assert image.shape == (28, 28)
    assert image.max() == 255


@settings(max_examples=20)
@given(st.floats(0.3, 10))
def test_any_pen_leaves_the_ink_within_20_pixels(pen_width: float) -> None:
    zigzag = [np.array([[0.0, 0.0], [9.0, 40.0], [20.0, 3.0], [30.0, 40.0]])]
    image = data.image_from_strokes(zigzag, pen_width=pen_width)
    assert sides(image[np.newaxis])[0] == 20


def test_a_hundred_thousand_points_look_like_two_hundred() -> None:
    def spiral(count: int) -> list[NDArray[np.float64]]:
        turn = np.linspace(0, 4 * np.pi, count)
        return [np.stack([turn * np.cos(turn), turn * np.sin(turn)], axis=1)]

    many, few = data.image_from_strokes(spiral(100_000)), data.image_from_strokes(spiral(200))
    assert np.abs(many.astype(int) - few).mean() < 1


def test_a_long_scribble_takes_bounded_memory(rng: np.random.Generator) -> None:
    scribble = [rng.random((50_000, 2))]
    tracemalloc.start()
    try:
        data.image_from_strokes(scribble)
        assert tracemalloc.get_traced_memory()[1] < 60e6
    finally:
        tracemalloc.stop()
