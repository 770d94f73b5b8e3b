import numpy as np
import pytest

from digitpad import data
from digitpad.data import refusal
from digitpad.data.figures import arc, line

RING = arc(0, 0, 0.5, 1)
SIDE_BY_SIDE = "There are several things side by side: draw one digit."


@pytest.mark.parametrize(
    ("strokes", "sentence"),
    [
        ([np.zeros((1, 2))], "This is only a dot, not a digit."),
        ([line((0, 0), (1, 0.05))], "This is a horizontal line, not a digit."),
        ([RING, arc(1.6, 0, 0.5, 1)], SIDE_BY_SIDE),
        ([line((x, 0), (x, 1)) for x in (0, 0.6, 1.2)], SIDE_BY_SIDE),
        ([line((0, 0), (0, 1)), line((-0.5, 0.5), (0.5, 0.5))], refusal.NOT_ONE_DIGIT),
        ([line((0, 0), (0, 0.7)), np.array([[0.0, 1.0]])], refusal.NOT_ONE_DIGIT),
    ],
)
def test_the_sentence_says_what_is_seen(strokes: data.Strokes, sentence: str) -> None:
    assert refusal.sentence_for(data.image_from_strokes(strokes)) == sentence


def test_an_image_without_ink_is_no_digit() -> None:
    assert refusal.sentence_for(np.zeros((28, 28), np.uint8)) == refusal.NOT_ONE_DIGIT
