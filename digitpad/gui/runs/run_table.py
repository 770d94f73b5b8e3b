"""The list of runs: sorted, filtered, renamed in place."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from digitpad.gui.runs.run_columns import COLUMNS
from digitpad.gui.runs.run_table_model import RANK, Index, RunTableModel
from digitpad.training import KeptRun, RunRecord

_ROW_PX, _NAME_PX, _LEAST_PX = 24, 120, 48
_LEAST_HIGH_PX = 80  # two rows
_BEGUN = next(index for index, column in enumerate(COLUMNS) if column.title == "Begun")


class _Filter(QSortFilterProxyModel):
    """Keeps rows that hold the words looked for in any column, and sorts by ``RANK``."""

    def __init__(self) -> None:
        super().__init__()
        self._words: list[str] = []
        self.setSortRole(RANK)

    def look_for(self, words: str) -> None:
        self._words = words.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        model = self.sourceModel()
        if not self._words:
            return True
        cells = (model.index(row, column).data() for column in range(model.columnCount()))
        text = " ".join(str(cell) for cell in cells).casefold()
        return all(word in text for word in self._words)


class _NameEditor(QStyledItemDelegate):
    """Lets what the person types stay, though the list is refreshed meanwhile."""

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if not editor.property("begun"):
            editor.setProperty("begun", True)
            super().setEditorData(editor, index)


class RunTable(QTableView):
    """Shows runs.  Signals: runs_chosen() when other ones are selected, renamed(id, name)."""

    runs_chosen = Signal()
    renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runTable")
        self.setAccessibleName("Runs")
        self.setStatusTip(
            "Every run is kept. Choose some, with Shift or Ctrl too, to see how they learned. "
            "Enter uses the network, F2 renames, Delete deletes; the heads of the columns sort."
        )
        self.model_, self._filter = RunTableModel(), _Filter()
        self._filter.setSourceModel(self.model_)
        self.setModel(self._filter)
        self.setItemDelegateForColumn(0, _NameEditor(self))
        self._arrange()
        self.model_.renamed.connect(self.renamed)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)

    def _arrange(self) -> None:
        self.setFrameShape(self.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMinimumHeight(_LEAST_HIGH_PX)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSortingEnabled(True)
        self.sortByColumn(_BEGUN, Qt.SortOrder.DescendingOrder)
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setDefaultSectionSize(_ROW_PX)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(_LEAST_PX)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs; those that were chosen stay chosen."""
        chosen, first = [run.id for run in self.chosen()], self.model_.rowCount() == 0
        self.model_.show(runs)
        if [run.id for run in self.chosen()] != chosen:
            self.choose(chosen)
        if first and runs:
            self.resizeColumnsToContents()
            self.horizontalHeader().resizeSection(0, _NAME_PX)

    def chosen(self) -> list[KeptRun]:
        """Return the chosen runs, in the order of the table."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._run_at(row) for row in rows]

    def chosen_records(self) -> list[RunRecord]:
        """Return those of the chosen runs that can be read."""
        return [run for run in self.chosen() if isinstance(run, RunRecord)]

    def choose(self, run_ids: Sequence[str]) -> None:
        """Choose these runs, those of them that are shown."""
        selection = QItemSelection()
        wanted = set(run_ids)
        for row in range(self._filter.rowCount()):
            if self._run_at(row).id in wanted:
                index = self._filter.index(row, 0)
                selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        if selection.indexes():
            self.selectionModel().setCurrentIndex(selection.indexes()[0], flags.NoUpdate)
            self.scrollTo(selection.indexes()[0])

    @Slot(str)
    def look_for(self, words: str) -> None:
        """Show only runs in whose row all of the words stand."""
        self._filter.look_for(words)

    @property
    def shown_count(self) -> int:
        """How many runs are shown."""
        return self._filter.rowCount()

    def _run_at(self, row: int) -> KeptRun:
        return self.model_.run(self._filter.mapToSource(self._filter.index(row, 0)).row())

    @Slot()
    def _tell_chosen(self) -> None:
        self.runs_chosen.emit()

    def rename_chosen(self) -> None:
        """Let the person edit the name of the current run."""
        current = self.currentIndex()
        if current.isValid():
            self.edit(current.siblingAtColumn(0))
