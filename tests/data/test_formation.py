"""The steps from a drawing to its image are those that really led to it."""

import numpy as np
import pytest

from digitpad import data
from digitpad.data import formation

SEVEN = [np.array([(50.0, 40.0), (130.0, 40.0), (90.0, 200.0)])]


def test_the_numbers_are_those_of_a_reckoning_by_hand() -> None:
    made = formation(SEVEN)
    assert (made.low, made.high) == ((50.0, 40.0), (130.0, 200.0))
    assert made.scale == pytest.approx(17.5 / 160)  # 20 px with a pen of 2.5
    assert made.size == (80.0, 160.0)
    assert made.inked_size == pytest.approx((11.25, 20.0))
    corners = [(5.625, 1.25), (14.375, 1.25), (10.0, 18.75)]
    np.testing.assert_allclose(np.concatenate(made.lines), corners)


def test_each_stroke_is_a_line_of_its_own() -> None:
    made = formation([np.zeros((3, 2)), np.array([(0.0, 10.0), (4.0, 10.0)])])
    assert [len(line) for line in made.lines] == [3, 2]


def test_a_dot_is_not_scaled_and_lies_in_the_middle_of_the_box() -> None:
    made = formation([np.array([(3.0, 8.0)])])
    assert made.scale == 0.0
    np.testing.assert_array_equal(made.lines[0], [(10.0, 10.0)])


def test_the_image_is_the_one_that_the_network_gets(samples: tuple[data.StrokeSample, ...]) -> None:
    for sample in samples[:40]:
        made = formation(sample.strokes)
        image = data.image_from_strokes(sample.strokes)
        np.testing.assert_array_equal(made.image, image)
        index = np.arange(28)
        mass = image.sum(dtype=float)
        centre = (image.sum(axis=0) @ index / mass, image.sum(axis=1) @ index / mass)
        np.testing.assert_allclose(made.mass_centre, centre, atol=0.02)
        (left, top), inked = made.corner, np.argwhere(image)
        assert (inked.min(axis=0) >= [top, left]).all()
        assert (inked.max(axis=0) < [top + 20, left + 20]).all()


def test_an_empty_drawing_is_one_clear_sentence() -> None:
    with pytest.raises(data.NothingDrawn, match="Nothing is drawn yet"):
        formation([])
