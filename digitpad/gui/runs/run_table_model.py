"""The runs as a table: one row each, damaged ones among them."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from digitpad.gui.runs.run_columns import COLUMNS, LEAST
from digitpad.training import DamagedRun, KeptRun, RunRecord

Index = QModelIndex | QPersistentModelIndex

_Role = Qt.ItemDataRole
RANK = _Role.UserRole  # what a column is sorted by
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NO_INDEX = QModelIndex()


class RunTableModel(QAbstractTableModel):
    """Shows runs.  Signals: renamed(id, name) when the person gave another name."""

    renamed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._runs: list[KeptRun] = []
        self._colours: Mapping[str, Any] = {}  # by id, of the runs whose curves are shown

    def show(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs; the same ones in the same order keep their rows."""
        if [run.id for run in runs] == [run.id for run in self._runs]:
            for row, (old, new) in enumerate(zip(self._runs, runs, strict=True)):
                if old != new:
                    self._runs[row] = new
                    self._tell_changed(row)
            return
        self.beginResetModel()
        self._runs = list(runs)
        self.endResetModel()

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

    def row_of(self, run_id: str) -> int | None:
        """Return the row of a run, None when it is not there."""
        return next((row for row, run in enumerate(self._runs) if run.id == run_id), None)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
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
        if isinstance(run, DamagedRun):
            return _damaged(run, index.column(), role)
        if role in (_Role.DisplayRole, _Role.EditRole, _Role.AccessibleTextRole):
            return column.text(run)
        return column.rank(run) if role == RANK else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        has_name = index.isValid() and isinstance(self._runs[index.row()], RunRecord)
        return flags | Qt.ItemFlag.ItemIsEditable if has_name and index.column() == 0 else flags

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.EditRole or not index.isValid():
            return False
        self.renamed.emit(self._runs[index.row()].id, str(value).strip())
        return True

    def _tell_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))


def _damaged(run: DamagedRun, column: int, role: int) -> Any:
    """What can be said of a run whose record cannot be read."""
    if role in (_Role.ToolTipRole, _Role.StatusTipRole):
        return run.sentence
    texts = {0: run.id, 1: "damaged"}
    if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
        return texts.get(column, "")
    if role == RANK:
        return texts.get(column, "" if not COLUMNS[column].is_number else LEAST)
    return None
