"""Where the pen has passed so often that more ink adds nothing: it bounds what a sheet can hold.

Knows nothing of Qt.
"""

from collections.abc import Sequence
from math import ceil

import numpy as np

from digitpad.gui.desk.stroke import SHEET, Stroke

_CELL = 4.0  # side of a cell in units of the sheet; the finest pen covers one in a few passes
_CELLS = ceil(SHEET / _CELL)  # in a row, and the rows
_MOST_PASSES = 4
_LONGEST_PASS = 16  # movements within a cell; the next one counts as another pass


class Crowding:
    """Counts how often the pen passed each cell of the sheet."""

    def __init__(self, strokes: Sequence[Stroke] = ()) -> None:
        self._here = -1  # the cell that the pen is in
        self._movements = 0  # of the pen since it came into that cell
        self._room = True  # whether the cell had room when it came
        passes = np.zeros(_CELLS * _CELLS, np.intp)
        for stroke in strokes:
            columns, rows = (stroke.points.T / _CELL).astype(np.intp).clip(0, _CELLS - 1)
            cells = rows * _CELLS + columns
            entered = np.append(True, cells[1:] != cells[:-1])
            passes += np.bincount(cells[entered], minlength=len(passes))
        self._passes = passes.tolist()

    def press(self, x: float, y: float) -> bool:
        """Put the pen down; return whether there is room for a point."""
        self._here = -1
        return self._enter(_cell(x, y))

    def move(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Move the pen on the sheet; return whether there is room on the way."""
        steps = ceil(max(abs(x1 - x0), abs(y1 - y0)) / (_CELL / 2))
        room = False
        for step in range(1, steps + 1):
            share = step / steps
            cell = _cell(x0 + share * (x1 - x0), y0 + share * (y1 - y0))
            room = (self._enter(cell) if cell != self._here else self._stay()) or room
        return room

    def _enter(self, cell: int) -> bool:
        self._here, self._movements = cell, 0
        self._room = self._passes[cell] < _MOST_PASSES
        if self._room:
            self._passes[cell] += 1
        return self._room

    def _stay(self) -> bool:
        self._movements += 1
        return self._room if self._movements < _LONGEST_PASS else self._enter(self._here)


def _cell(x: float, y: float) -> int:
    column, row = min(int(x / _CELL), _CELLS - 1), min(int(y / _CELL), _CELLS - 1)
    return max(row, 0) * _CELLS + max(column, 0)
