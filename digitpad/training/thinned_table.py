"""A table that grows row by row in bounded memory without losing its peaks."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float64]
Rule = Callable[[Rows], Rows]  # (groups, rows of a group) -> (groups,)

CAPACITY = 4096  # rows: more than a screen is wide


def last(values: Rows) -> Rows:
    """Keep the newest of each group, as for a count."""
    return values[:, -1]


def mean(values: Rows) -> Rows:
    """Keep the mean of each group."""
    result: Rows = values.mean(axis=1)
    return result


def low(values: Rows) -> Rows:
    """Keep the lowest number of each group; NaN only where there is none."""
    return _reduced(np.fmin, values)


def high(values: Rows) -> Rows:
    """Keep the highest number of each group; NaN only where there is none."""
    return _reduced(np.fmax, values)


def _reduced(function: np.ufunc, values: Rows) -> Rows:
    result: Rows = function.reduce(values, axis=1)
    return result


class ThinnedTable:
    """Rows of numbers (P, C), a rule for each column.

    When it is full, neighbours are merged in pairs, each column by its rule, and from then on twice
    as many new rows make one.  So all parts of a long table are equally fine.
    """

    def __init__(self, rules: Sequence[Rule], capacity: int = CAPACITY) -> None:
        assert capacity % 2 == 0
        self._rules = rules
        self._rows = np.empty((capacity, len(rules)))
        self._count = 0
        self._waiting: list[Sequence[float]] = []  # for the row that they will make
        self.stride = 1  # how many of the rows added make one

    def __len__(self) -> int:
        return self._count + bool(self._waiting)

    def add(self, row: Sequence[float]) -> None:
        """Append a row of one number a column."""
        self._waiting.append(row)
        if len(self._waiting) < self.stride:
            return
        self._rows[self._count] = self._merged_waiting()
        self._waiting = []
        self._count += 1
        if self._count == len(self._rows):
            self._thin()

    def rows(self) -> Rows:
        """Return a copy of all rows (P, C); the last one may stand for fewer than the others."""
        rows = self._rows[: self._count]
        return np.vstack([rows, self._merged_waiting()]) if self._waiting else rows.copy()

    def restore(self, rows: Rows, stride: int) -> None:
        """Hold what ``rows()`` returned of a table of the same rules, and its ``stride``."""
        self._count, self._waiting, self.stride = len(rows), [], stride
        self._rows[: self._count] = rows
        if self._count == len(self._rows):
            self._thin()

    def _thin(self) -> None:
        half = self._count // 2
        self._rows[:half] = self._merged(self._rows.reshape(half, 2, -1))
        self._count = half
        self.stride *= 2

    def _merged_waiting(self) -> Rows:
        row: Rows = self._merged(np.array([self._waiting], np.float64))[0]
        return row

    def _merged(self, groups: NDArray[Any]) -> Rows:
        """Return one row for each of the groups (G, rows, C): (G, C)."""
        columns = [rule(groups[:, :, column]) for column, rule in enumerate(self._rules)]
        return np.stack(columns, axis=1)
