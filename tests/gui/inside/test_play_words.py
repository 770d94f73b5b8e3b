"""The sentences of the page Play."""

import numpy as np
import pytest

from digitpad.gui.inside.play_words import accuracy_words, answer_words, unit_words
from digitpad.inside.missing import Score

WHOLE, LEFT = Score(0.99, 0.03, 200), Score(0.965, 0.1, 200)


def test_an_answer_that_has_changed_is_told_with_the_one_before() -> None:
    p, q = np.array([0.9, 0.1]), np.array([0.2, 0.8])
    assert answer_words(p, p, "ab") == "a with 90.0 %, all on."
    assert answer_words(p, q, "ab") == "b with 80.0 %, instead of a with 90.0 %."


@pytest.mark.parametrize(
    ("whole", "left", "words"),
    [
        (None, None, "Measuring."),
        (
            WHOLE,
            LEFT,
            "96.5 % of 200 validation images, 2.5 points less; loss 0.100 nats, before 0.030.",
        ),
    ],
)
def test_the_accuracy_is_told_beside_that_with_all_on(
    whole: Score | None, left: Score | None, words: str
) -> None:
    assert accuracy_words(whole, left) == words


def test_an_accuracy_of_the_first_images_says_so() -> None:
    assert accuracy_words(WHOLE, Score(1.0, 0.0, 64)).startswith("100.0 % of the first 64 of 200")


def test_a_unit_is_on_or_off_and_what_it_is_worth_is_told_once_it_is_measured() -> None:
    needs = np.array([0.01234, np.nan])
    assert unit_words(2, frozenset({1}), needs, "Unit") == [
        "Unit 0: on. Without it the loss grows by 0.0123 nats an image.",
        "Unit 1: off.",
    ]
