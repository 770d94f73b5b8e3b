"""A small matrix whose numbers one can change, and whose cells can be marked."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from digitpad.gui.inside.mathtype.formula_view import role_colours
from digitpad.gui.palette import LIGHT, Palette
from digitpad.inside.explanation import plain_number

_CELL_PX = (36, 28)
_MOST = 999.0  # of a number, to either side
_MARK = 70  # opacity of 255

Cell = tuple[int, int]


class NumberGrid(QTableWidget):
    """Signals: changed(row, column, number) by the person, pointed(row, column)."""

    changed = Signal(int, int, float)
    pointed = Signal(int, int)

    def __init__(self, name: str, title: str, role: str, *, editable: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._role, self._editable = role, editable
        self._palette = LIGHT
        self._matrix: NDArray[np.float64] = np.zeros((0, 0))
        self._marked: frozenset[Cell] = frozenset()
        for header, length in (
            (self.horizontalHeader(), _CELL_PX[0]),
            (self.verticalHeader(), _CELL_PX[1]),
        ):
            header.hide()
            header.setMinimumSectionSize(length)
            header.setDefaultSectionSize(length)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        usual = triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        self.setEditTriggers(usual if editable else triggers.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.cellChanged.connect(self._take)
        self.currentCellChanged.connect(self._tell)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self._paint_marks()

    def show_matrix(self, matrix: NDArray[np.float64]) -> None:
        """Show numbers (R, C)."""
        self._matrix = matrix
        with QSignalBlocker(self):
            if (self.rowCount(), self.columnCount()) != matrix.shape:
                self.setRowCount(matrix.shape[0])
                self.setColumnCount(matrix.shape[1])
                self.setFixedSize(self.sizeHint())
            for row, column in np.ndindex(matrix.shape):
                self._cell(row, column).setText(_text(float(matrix[row, column])))
        self._paint_marks()

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.setItem(row, column, item)
        return item

    def mark(self, cells: Iterable[Cell]) -> None:
        """Mark these cells."""
        self._marked = frozenset(cells)
        self._paint_marks()

    def sizeHint(self) -> QSize:
        return QSize(
            self.columnCount() * _CELL_PX[0] + 2 * self.frameWidth(),
            self.rowCount() * _CELL_PX[1] + 2 * self.frameWidth(),
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _paint_marks(self) -> None:
        colour = QColor(role_colours(self._palette)[self._role])
        colour.setAlpha(_MARK)
        with QSignalBlocker(self):
            for row, column in np.ndindex(self._matrix.shape):
                is_marked = (row, column) in self._marked
                paper = QColor(self._palette.sheet if self._editable else self._palette.window)
                self._cell(row, column).setBackground(colour if is_marked else paper)
        self.viewport().update()

    @Slot(int, int)
    def _take(self, row: int, column: int) -> None:
        """Take what the person wrote; what is no number is put back."""
        text = self._cell(row, column).text().strip().replace(",", ".").replace("−", "-")
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not abs(value) <= _MOST:
            self.show_matrix(self._matrix)
            return
        self.changed.emit(row, column, value)

    @Slot(int, int, int, int)
    def _tell(self, row: int, column: int) -> None:
        if row >= 0 and column >= 0:
            self.pointed.emit(row, column)


def _text(value: float) -> str:
    if value == round(value) and abs(value) < 1e5:
        return f"{value:z.0f}".replace("-", "−")
    return plain_number(value)
