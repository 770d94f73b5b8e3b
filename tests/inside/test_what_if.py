"""A small change of ink that makes a digit another."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import label

from digitpad.data import as_input
from digitpad.inside.what_if import _dabbed, changes_to
from digitpad.nn import Network

Image = NDArray[np.uint8]


@pytest.mark.parametrize("wanted", [9, 6, 8, 1, 7])
def test_the_changed_image_is_read_as_wanted(shipped: Network, four: Image, wanted: int) -> None:
    *_, change = changes_to(shipped, four, wanted)
    assert change.found
    p = shipped.predict(as_input(change.image[np.newaxis]))[0]
    np.testing.assert_array_equal(p, change.probabilities)
    assert p.argmax() == wanted
    assert p[wanted] > 0.5


def test_what_was_added_and_removed_is_the_whole_difference(shipped: Network, four: Image) -> None:
    for change in changes_to(shipped, four, 9):
        rebuilt = four.astype(int) + change.added - change.removed
        np.testing.assert_array_equal(rebuilt, change.image)
        assert not (change.added & change.removed).any()
    assert 0 < change.added.sum() + change.removed.sum() < four.sum() / 2


def test_dabs_that_are_not_needed_are_taken_back(shipped: Network, four: Image) -> None:
    *_, before, change = changes_to(shipped, four, 8)
    assert before.found
    assert change.found
    assert change.dabs < before.dabs


def test_ink_is_added_to_the_lines_not_beside_them(shipped: Network, four: Image) -> None:
    *_, change = changes_to(shipped, four, 8)
    for image in (four, change.image):
        _, parts = label(image, np.ones((3, 3)))
        assert parts == 1


def test_nothing_is_changed_where_it_is_the_class_already(shipped: Network, four: Image) -> None:
    changes = list(changes_to(shipped, four, 4))
    assert changes[-1].found
    assert changes[-1].dabs == 0
    np.testing.assert_array_equal(changes[-1].image, four)


def test_it_says_when_it_finds_none(shipped: Network, four: Image) -> None:
    *_, change = changes_to(shipped, four, 0, most_dabs=1)
    assert not change.found
    assert change.dabs == 1
    assert change.probabilities.argmax() != 0


def test_a_dab_is_one_touch_of_the_pen() -> None:
    blank = np.zeros((28, 28), np.uint8)
    inked = _dabbed(blank, (14, 10, True))
    assert inked[14, 10] == 255
    assert 4 < inked.sum() / 255 < 9  # a round pen 2.5 pixels wide, its edges grey
    np.testing.assert_array_equal(inked[:, 6:15], inked[:, 6:15][:, ::-1])
    assert not _dabbed(inked, (14, 10, False))[14, 10]
    assert _dabbed(blank, (0, 27, True))[0, 27] == 255
