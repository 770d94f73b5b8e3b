"""The steps from a drawing to its image are those that really led to it."""

import numpy as np
import pytest

from digitpad import data
from digitpad.data import formation

SEVEN = [np.array([(50.0, 40.0), (130.0, 40.0), (90.0, 200.0)])]


def test_the_numbers_are_those_of_a_reckoning_by_hand() -> None:
    made = formation([np.array([(90.0, 40.0), (90.0, 200.0)])])
    assert (made.low, made.high, made.size) == ((90.0, 40.0), (90.0, 200.0), (0.0, 160.0))
    assert made.scale == pytest.approx(17.5 / 160)  # 20 px with a pen of 2.5
    assert made.inked_size == pytest.approx((2.5, 20.0))
    np.testing.assert_allclose(made.lines[0][[0, -1]], [(10.0, 1.25), (10.0, 18.75)])


def test_a_stray_touch_is_no_part_of_the_box() -> None:
    made = formation([*SEVEN, np.array([(260.0, 270.0)])])
    assert (made.high, len(made.lines)) == ((130.0, 200.0), 1)


def test_each_stroke_is_a_line_of_its_own() -> None:
    made = formation([*SEVEN, np.array([(60.0, 120.0), (120.0, 120.0)])])
    assert len(made.lines) == 2
    assert np.ptp(made.lines[1], axis=0) == pytest.approx((60 * made.scale, 0.0))


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
