"""A small matrix whose numbers one can change."""

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.by_hand.number_grid import NumberGrid
from digitpad.gui.palette import LIGHT

MATRIX = np.array([[0.0, -1.0, 2.5], [1e-12, -0.0, 1.0]])


@pytest.fixture
def grid(qtbot: QtBot) -> NumberGrid:
    grid = NumberGrid("grid", "Image x", "input", editable=True)
    qtbot.addWidget(grid)
    grid.show_matrix(MATRIX)
    return grid


def test_numbers_are_written_short_with_a_true_minus_and_no_zero_below_zero(
    grid: NumberGrid,
) -> None:
    assert [grid.item(0, column).text() for column in range(3)] == ["0", "−1", "2.50"]
    assert grid.item(1, 1).text() == "0"


@pytest.mark.parametrize(
    ("typed", "value"), [("7", 7.0), (" -3 ", -3.0), ("−3", -3.0), ("0,5", 0.5), ("1e2", 100.0)]
)
def test_a_number_can_be_written_in_several_ways(
    qtbot: QtBot, grid: NumberGrid, typed: str, value: float
) -> None:
    with qtbot.waitSignal(grid.changed) as changed:
        grid.item(0, 2).setText(typed)
    assert changed.args == [0, 2, value]


@pytest.mark.parametrize("typed", ["", "seven", "nan", "inf", "1e9", "--1"])
def test_what_is_no_number_is_put_back(qtbot: QtBot, grid: NumberGrid, typed: str) -> None:
    with qtbot.assertNotEmitted(grid.changed):
        grid.item(0, 2).setText(typed)
    assert grid.item(0, 2).text() == "2.50"


def test_marked_cells_stand_out_until_others_are_marked(qtbot: QtBot, grid: NumberGrid) -> None:
    paper = QColor(LIGHT.sheet)
    with qtbot.assertNotEmitted(grid.changed):
        grid.mark([(0, 1)])
    assert grid.item(0, 1).background().color() != paper
    grid.mark([(1, 2)])
    assert grid.item(0, 1).background().color() == paper
