"""Tiny marks far from the digit, as a palm leaves them on a screen."""

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad import data
from digitpad.data.touches import without_touches

STEM = np.array([[50.0, 0.0], [50.0, 100.0]])


@pytest.mark.parametrize("place", [(200.0, 50.0), (50.0, 160.0), (-80.0, -80.0)])
def test_a_dot_far_away_does_not_shrink_the_digit(place: tuple[float, float]) -> None:
    dot, smear = np.array([place]), np.array([place, (place[0] + 5, place[1] + 9)])
    plain = data.image_from_strokes([STEM])
    assert (data.image_from_strokes([dot, STEM, smear]) == plain).all()


@pytest.mark.parametrize(
    "mark",
    [
        np.array([[50.0, -30.0]]),  # the dot of an i
        np.array([[52.0, 60.0]]),
        np.array([[200.0, 0.0], [200.0, 40.0]]),  # another digit
    ],
    ids=["near", "upon it", "long"],
)
def test_what_is_near_or_long_stays(mark: NDArray[np.float64]) -> None:
    assert len(without_touches([mark, STEM])) == 2


def test_a_drawing_of_dots_alone_stays_whole() -> None:
    dots = [np.array([[x, 0.0]]) for x in (0.0, 50.0, 100.0)]
    assert without_touches(dots) == dots


def test_no_real_drawing_loses_a_stroke(samples: tuple[data.StrokeSample, ...]) -> None:
    for sample in samples:
        assert len(without_touches(sample.strokes)) == len(sample.strokes)
