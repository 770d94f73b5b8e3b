"""What there is to explain at one moment."""

from dataclasses import replace

import numpy as np

from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.subject import Subject, subject_of
from digitpad.recognizer import Answer

INK = np.eye(28, dtype=np.uint8)
SHARES = np.array([0.1, 0.6, 0.3], np.float32)
MOMENT = Moment(object(), ("a", "b", "c"), Answer(1, SHARES, INK, ""))


def subject(moment: Moment) -> Subject:
    found = subject_of(moment)
    assert found is not None
    return found


def test_the_classes_come_the_likeliest_first() -> None:
    assert subject(MOMENT).likeliest == [1, 2, 0]


def test_without_a_network_an_answer_or_ink_there_is_nothing() -> None:
    assert subject_of(replace(MOMENT, network=None)) is None
    assert subject_of(replace(MOMENT, answer=None)) is None
    blank = Answer(None, SHARES, np.zeros((28, 28), np.uint8), "It is empty.")
    assert subject_of(replace(MOMENT, answer=blank)) is None


def test_an_explanation_holds_for_the_same_network_and_the_same_image() -> None:
    same = subject(replace(MOMENT, answer=Answer(1, SHARES, INK.copy(), "")))
    assert subject(MOMENT).is_as(same)
    assert not subject(MOMENT).is_as(None)
    assert not subject(MOMENT).is_as(subject(replace(MOMENT, network=object())))
    other = Answer(1, SHARES, INK[::-1], "")
    assert not subject(MOMENT).is_as(subject(replace(MOMENT, answer=other)))
