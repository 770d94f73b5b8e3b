"""What is said of an image that was measured."""

from dataclasses import replace

import numpy as np

from digitpad.gui.evaluate.gallery import caption, sentence
from tests.gui.evaluate.conftest import measured


def test_an_image_answered_with_a_question_mark_is_told_so() -> None:
    found = replace(measured(), refused=np.array([3]))
    assert [caption(found, image)[0] for image in (2, 3, 4)] == ["1→1", "1→?", "1→0"]
    assert "answered with ?" in sentence(found, 3)
    assert "answered with ?" not in sentence(found, 4)
