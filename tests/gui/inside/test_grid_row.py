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
    row.show_grids(
        (Grid("one", np.array([[2.0, -2.0], [0.0, 0.0]])), Grid("two", np.eye(2), "", "="))
    )
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


@pytest.mark.parametrize(
    ("value", "text"),
    [(-0.0, "0.00"), (-0.004, "0.00"), (-0.006, "−0.01"), (-99.5, "−99.50"), (1234.0, "1234")],
)
def test_what_rounds_to_zero_is_written_without_a_sign(value: float, text: str) -> None:
    assert number_in_a_cell(value) == text
