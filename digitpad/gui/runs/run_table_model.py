"""The runs as a table: one row each, damaged ones among them, sorted and filtered.

Qt's own sorting asks for the values of two rows at a time, which takes a fifth of a second for a
thousand runs; here it takes a hundredth.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    Qt,
    Signal,
)

from digitpad.gui.item_index import NO_INDEX, Index
from digitpad.gui.runs.run_columns import COLUMNS
from digitpad.training import DamagedRun, KeptRun, RunRecord

_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


class RunTableModel(QAbstractTableModel):
    """Shows runs.  Signals: renamed(id, name) when the person gave another name."""

    renamed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._all: list[KeptRun] = []
        self._runs: list[KeptRun] = []  # those that are shown, in their order
        self._words: list[str] = []  # that a row has to hold to be shown
        self._sorted_by = (0, Qt.SortOrder.AscendingOrder)
        self._colours: Mapping[str, Any] = {}  # by id, of the runs whose curves are shown

    @property
    def all_count(self) -> int:
        """How many runs there are, shown or not."""
        return len(self._all)

    def show(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs; while they are the same ones, each keeps its row."""
        same = [run.id for run in runs] == [run.id for run in self._all]
        self._all = list(runs)
        if not same:
            self._show_all()
            return
        newest = {run.id: run for run in runs}
        for row, old in enumerate(self._runs):
            if old != newest[old.id]:
                self._runs[row] = newest[old.id]
                self._tell_changed(row)

    def look_for(self, words: str) -> None:
        """Show only runs in whose row all of the words stand."""
        self._words = words.casefold().split()
        self._show_all()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order)
        self._show_all()

    def _show_all(self) -> None:
        self.beginResetModel()
        column, order = self._sorted_by
        self._runs = sorted(
            filter(self._is_wanted, self._all),
            key=lambda run: _rank(run, column),
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
        self.endResetModel()

    def _is_wanted(self, run: KeptRun) -> bool:
        if not self._words:
            return True
        text = " ".join(_text(run, column) for column in range(len(COLUMNS))).casefold()
        return all(word in text for word in self._words)

    def show_colours(self, colours: Mapping[str, Any]) -> None:
        """Mark runs, by id, with what has the colour of their curves."""
        changed = {*self._colours, *colours}
        self._colours = dict(colours)
        for row, run in enumerate(self._runs):
            if run.id in changed:
                self._tell_changed(row)

    def run(self, row: int) -> KeptRun:
        """Return the run in a row."""
        return self._runs[row]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        if role == _Role.DisplayRole:
            return column.title
        if role in (_Role.ToolTipRole, _Role.StatusTipRole):
            return column.help
        if role == _Role.TextAlignmentRole and column.is_number:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        run, column = self._runs[index.row()], COLUMNS[index.column()]
        if role == _Role.DecorationRole and index.column() == 0:
            return self._colours.get(run.id)
        if role == _Role.TextAlignmentRole and column.is_number:
            return _RIGHT
        if role in (_Role.ToolTipRole, _Role.StatusTipRole) and isinstance(run, DamagedRun):
            return run.sentence
        if role == _Role.ToolTipRole and index.column() == 0:
            return _text(run, 0)  # which may be cut off
        if role in (_Role.DisplayRole, _Role.EditRole, _Role.AccessibleTextRole):
            return _text(run, index.column())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        has_name = index.column() == 0 and isinstance(self._runs[index.row()], RunRecord)
        return _FLAGS | Qt.ItemFlag.ItemIsEditable if has_name else _FLAGS

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.EditRole or not index.isValid():
            return False
        self.renamed.emit(self._runs[index.row()].id, str(value).strip())
        return True

    def _tell_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))


def _text(run: KeptRun, column: int) -> str:
    if isinstance(run, RunRecord):
        return COLUMNS[column].text(run)
    return {0: run.id, 1: "damaged"}.get(column, "")  # more cannot be said


def _rank(run: KeptRun, column: int) -> tuple[bool, Any]:
    """Return what a row is sorted by; what cannot be read ranks below all else."""
    return (True, COLUMNS[column].rank(run)) if isinstance(run, RunRecord) else (False, run.id)
