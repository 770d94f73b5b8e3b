"""The view of the kernels by itself."""

from PySide6.QtCore import QSize

from digitpad.gui.inside.kernels.kernels_view import unit_for


def test_a_sheet_is_seen_whole_or_large_enough_to_be_read() -> None:
    room = QSize(700, 320)
    assert unit_for((35, 87), room) == 8  # whole
    assert unit_for((255, 127), room) == 4  # scrolled down
    assert unit_for((639, 383), room) == 2  # scrolled both ways: a smaller weight is not seen
