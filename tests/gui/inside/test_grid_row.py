"""Small tables of numbers."""

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.grid_row import GridRow, number_in_a_cell
from digitpad.gui.palette import DARK, LIGHT, Palette
from digitpad.inside.explanation import Grid


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_numbers_have_the_colours_of_their_scale(qtbot: QtBot, palette: Palette) -> None:
    row = GridRow()
    qtbot.addWidget(row)
    row.use_colours(palette)
    row.resize(400, 138)
    row.show_grids((Grid("one", np.array([[2.0, -2.0], [0.0, 0.0]])), Grid("two", np.eye(2), "=")))
    shown = row.grab().toImage()
    assert shown.pixelColor(5, 5) == QColor(palette.batches)
    assert shown.pixelColor(50, 5) == QColor(palette.validation)
    assert shown.pixelColor(5, 50) == QColor(palette.sheet)
    assert row.accessibleName() == "one = two"


def test_large_tables_and_long_columns_are_painted_too(qtbot: QtBot) -> None:
    row = GridRow()
    qtbot.addWidget(row)
    row.resize(400, 138)
    names = tuple("0123456789")
    row.show_grids((Grid("many", np.ones((42, 42))), Grid("ten", np.ones((10, 1)), rows=names)))
    assert row.grab().toImage().pixelColor(60, 60) == QColor(LIGHT.batches)


def test_all_of_three_tables_with_signs_is_within_the_row(qtbot: QtBot) -> None:
    row = GridRow()
    qtbot.addWidget(row)
    row.resize(334, 130)
    table = np.full((3, 3), -0.43)
    row.show_grids((Grid("a", table), Grid("b", table, "·"), Grid("c", table, "=")))
    shown = row.grab().toImage()
    right = max(x for x in range(334) if shown.pixelColor(x, 5) == QColor(LIGHT.line))
    assert 300 < right < 334
    lines = [x for x in range(334) if shown.pixelColor(x, 1) == QColor(LIGHT.line)]
    assert lines[-1] == right  # the frame of the last table is closed


def test_numbers_of_narrow_cells_are_written_smaller_and_not_beyond_the_cell(
    qtbot: QtBot,
) -> None:
    row = GridRow()
    qtbot.addWidget(row)
    row.resize(2 * (31 * 4 + 2), 130)  # one table takes half
    row.show_grids((Grid("a", np.full((3, 4), -0.88)),))
    shown = row.grab().toImage()
    inks = [shown.pixelColor(1 + 31 * edge + side, 20) for edge in range(1, 4) for side in (-1, 0)]
    assert set(map(QColor.name, inks)) == {LIGHT.validation}


@pytest.mark.parametrize(
    ("value", "text"),
    [(-0.0, "0.00"), (-0.004, "0.00"), (-0.006, "−0.01"), (-99.5, "−99.50"), (1234.0, "1234")],
)
def test_what_rounds_to_zero_is_written_without_a_sign(value: float, text: str) -> None:
    assert number_in_a_cell(value) == text
