import numpy as np
import pytest

from digitpad import data
from digitpad.data.image_set import DrawnPart


def image_set(count: int) -> data.ImageSet:
    images = np.arange(count, dtype=np.uint8)[:, None, None] * np.ones((28, 28), np.uint8)
    return data.ImageSet("some", images, np.arange(count, dtype=np.uint8) % 10)


def test_the_first_images_keep_their_labels_name_and_classes() -> None:
    first = image_set(20).first(7)
    assert len(first) == 7
    assert first.images[:, 0, 0].tolist() == first.labels.tolist() == list(range(7))
    assert (first.name, first.classes) == ("some", tuple("0123456789"))


def test_a_limit_above_the_number_of_images_gives_them_all() -> None:
    assert len(image_set(5).first(1000)) == 5


@pytest.mark.parametrize("limit", [0, -3])
def test_a_limit_below_one_is_refused_with_its_value(limit: int) -> None:
    with pytest.raises(ValueError, match=rf"must be 1 or more, not {limit}\."):
        image_set(5).first(limit)


def test_the_first_images_keep_the_strokes_of_those_that_are_drawings() -> None:
    strokes = tuple([np.full((2, 2), float(number))] for number in range(3))
    full = image_set(10)
    drawn = DrawnPart(np.array([1, 4, 8]), strokes)
    first = data.ImageSet("some", full.images, full.labels, drawn=drawn).first(5)
    assert first.drawn is not None
    assert first.drawn.places.tolist() == [1, 4]
    assert first.drawn.drawings == strokes[:2]


@pytest.fixture
def partly_drawn(samples: tuple[data.StrokeSample, ...]) -> data.ImageSet:
    """Ten images, of which those at 1, 4 and 8 are drawings."""
    full, drawings = image_set(10), tuple(sample.strokes for sample in samples[:3])
    places = np.array([1, 4, 8])
    images = full.images.copy()
    images[places] = data.images_from_drawings(drawings)
    return data.ImageSet("some", images, full.labels, drawn=DrawnPart(places, drawings))


def test_a_drawing_is_found_by_the_number_of_its_image(partly_drawn: data.ImageSet) -> None:
    assert partly_drawn.drawn is not None
    assert partly_drawn.strokes(4) is partly_drawn.drawn.drawings[1]
    assert partly_drawn.strokes(5) is None
    assert image_set(10).strokes(4) is None


def test_redrawn_are_the_drawings_and_nothing_else(
    partly_drawn: data.ImageSet, rng: np.random.Generator
) -> None:
    before = partly_drawn.images.copy()
    redrawn = partly_drawn.redrawn(data.StrokeAugmentation(), rng=rng)
    changed = (redrawn.images != before).any(axis=(1, 2))
    assert np.flatnonzero(changed).tolist() == [1, 4, 8]
    np.testing.assert_array_equal(partly_drawn.images, before)
    np.testing.assert_array_equal(redrawn.labels, partly_drawn.labels)
    assert redrawn.drawn is partly_drawn.drawn


def test_a_set_without_drawings_has_nothing_to_redraw(rng: np.random.Generator) -> None:
    plain = image_set(3)
    assert plain.redrawn(data.StrokeAugmentation(), rng=rng) is plain


def test_images_of_another_shape_or_type_are_refused() -> None:
    labels = np.zeros(2, np.uint8)
    with pytest.raises(ValueError, match=r"expected uint8 \(2, 28, 28\), got uint8 \(3, 28, 28\)"):
        data.ImageSet("odd", np.zeros((3, 28, 28), np.uint8), labels)
    with pytest.raises(ValueError, match=r"got float64"):
        data.ImageSet("odd", np.zeros((2, 28, 28)), labels)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_input_of_a_network_is_between_0_and_1_with_one_channel(dtype: type) -> None:
    images = np.arange(256, dtype=np.uint8)[:, None, None] * np.ones((28, 28), np.uint8)
    x = data.as_input(images, dtype)
    assert x.shape == (256, 28, 28, 1)
    assert x.dtype == dtype
    assert x[0, 0, 0, 0] == 0
    assert x[255, 0, 0, 0] == pytest.approx(1)
    assert np.allclose(x[:, 3, 3, 0], np.arange(256) / 255)
