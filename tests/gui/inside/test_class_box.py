"""A choice among the classes, the first of which follows the answer."""

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.class_box import ClassBox

DIGITS = tuple("0123456789")


@pytest.fixture
def box(qtbot: QtBot) -> ClassBox:
    box = ClassBox("box", "Class", "its answer")
    qtbot.addWidget(box)
    box.show_classes(DIGITS)
    return box


def test_it_follows_the_answer_until_a_class_is_chosen(box: ClassBox) -> None:
    assert (box.currentText(), box.chosen) == ("its answer", None)
    box.choose("7")
    assert (box.currentText(), box.chosen) == ("7", 7)


def test_other_classes_keep_the_choice_while_there_is_such_a_one(
    qtbot: QtBot, box: ClassBox
) -> None:
    box.choose("7")
    with qtbot.assertNotEmitted(box.currentIndexChanged):
        box.show_classes(tuple(f"kind {number}" for number in range(10)))
        assert (box.currentText(), box.chosen) == ("kind 7", 7)
        box.show_classes(("cat", "dog"))
    assert (box.count(), box.chosen) == (3, None)
