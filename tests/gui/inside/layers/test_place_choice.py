"""Which number of a network is explained."""

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.layers.cell_detail import CellDetail
from digitpad.gui.inside.layers.place_choice import PlaceChoice
from tests.inside.networks import STACKS, traced

FIRST = (1, (0, 0, 0))
WAYS = {name: traced(name) for name in sorted(STACKS)[:2]}


@pytest.fixture
def choice(qapp: object) -> PlaceChoice:
    return PlaceChoice(())


def test_the_number_under_the_mouse_comes_before_the_chosen_one(
    qtbot: QtBot, choice: PlaceChoice
) -> None:
    assert choice.place is None
    choice.choose(*FIRST)
    with qtbot.waitSignal(choice.changed):
        choice.point(2, (1, 1, 1))
    assert choice.place == (2, (1, 1, 1))
    with qtbot.waitSignal(choice.changed):
        choice.leave()
    assert choice.place == FIRST
    with qtbot.assertNotEmitted(choice.changed):
        choice.leave()


@pytest.mark.parametrize("name", WAYS)
def test_a_place_that_a_network_does_not_have_is_given_up(choice: PlaceChoice, name: str) -> None:
    way = WAYS[name]
    choice.choose(len(way.stages), (0,))
    choice.point(1, (10_000, 0, 0))
    choice.keep_within(way, FIRST)
    assert choice.place == FIRST
    last = (len(way.stages) - 1, (0,) * way.stages[-1].y.ndim)
    choice.choose(*last)
    choice.keep_within(way, FIRST)
    assert choice.place == last


def test_it_hears_of_its_parts(qtbot: QtBot) -> None:
    part = CellDetail()
    qtbot.addWidget(part)
    choice = PlaceChoice((part,))
    part.chosen.emit(3, (4, 5))
    part.pointed.emit(2, (1,))
    assert choice.place == (2, (1,))
    part.left.emit()
    assert choice.place == (3, (4, 5))
