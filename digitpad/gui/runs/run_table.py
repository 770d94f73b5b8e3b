"""The list of runs: sorted, filtered, renamed in place."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from digitpad.gui.item_index import Index
from digitpad.gui.runs.run_columns import COLUMNS
from digitpad.gui.runs.run_table_model import RunTableModel
from digitpad.training import KeptRun, RunRecord
from digitpad.training.run_record import LONGEST_NAME

_ROW_PX, _NAME_PX, _LEAST_PX, _PAD_PX = 24, 104, 48, 6
_LOOKED_AT = 20  # rows, to find how wide the columns should be
_LEAST_HIGH_PX = 80  # two rows
_BEGUN = next(index for index, column in enumerate(COLUMNS) if column.title == "Begun")


class _NameEditor(QStyledItemDelegate):
    """Lets what the person types stay, though the list is refreshed meanwhile."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        assert isinstance(editor, QLineEdit)
        editor.setMaxLength(LONGEST_NAME)
        return editor

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
            "Every run is kept. Select one or more (Shift, Ctrl) to see how they learned. "
            "Enter: use, F2: rename, Delete: delete. Click a heading to sort."
        )
        self.model_ = RunTableModel()
        self.setModel(self.model_)
        self.setItemDelegateForColumn(0, _NameEditor(self))
        self._arrange()
        self.model_.renamed.connect(self.renamed)
        self.selectionModel().selectionChanged.connect(self.runs_chosen)
        self.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        self.sort_by(_BEGUN, Qt.SortOrder.DescendingOrder)

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
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setDefaultSectionSize(_ROW_PX)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionsClickable(True)
        across.setSortIndicatorShown(True)
        across.setHighlightSections(False)
        across.setResizeContentsPrecision(_LOOKED_AT)
        across.setMinimumSectionSize(_LEAST_PX)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs; those that were chosen stay chosen."""
        first = self.model_.all_count == 0
        with self._choice_kept():
            self.model_.show(runs)
        if first and runs:
            self._fit_columns()
            if not self.chosen():
                self.choose([self.model_.run(0).id])  # rather than show empty plots

    def _fit_columns(self) -> None:
        """Make columns as wide as what stands in them; Qt would leave each room for the arrow."""
        across, wide = self.horizontalHeader(), self.fontMetrics().horizontalAdvance
        for place, column in enumerate(COLUMNS):
            known = max(wide(column.title), wide(column.room_for)) + 2 * _PAD_PX
            across.resizeSection(place, max(self.sizeHintForColumn(place), known))
        across.resizeSection(0, _NAME_PX)

    @Slot(str)
    def look_for(self, words: str) -> None:
        """Show only runs in whose row all of the words stand."""
        with self._choice_kept():
            self.model_.look_for(words)

    def sort_by(self, column: int, order: Qt.SortOrder) -> None:
        """Sort by a column, as a click on its head does."""
        self.horizontalHeader().setSortIndicator(column, order)

    @Slot(int, Qt.SortOrder)
    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        with self._choice_kept():
            self.model_.sort(column, order)

    @contextmanager
    def _choice_kept(self) -> Iterator[None]:
        """Let the runs that were chosen be chosen afterwards, as far as they are shown."""
        chosen = [run.id for run in self.chosen()]
        yield
        if [run.id for run in self.chosen()] != chosen:
            self.choose(chosen)
            if not self.chosen():
                self.runs_chosen.emit()  # Qt does not tell of a choice that a new list has emptied

    def chosen(self) -> list[KeptRun]:
        """Return the chosen runs, in the order of the table."""
        ranges = self.selectionModel().selection()  # indexes of all cells would take long
        parts = [ranges.at(number) for number in range(ranges.size())]
        rows = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        return [self.model_.run(row) for row in sorted(rows)]

    def chosen_records(self) -> list[RunRecord]:
        """Return those of the chosen runs that can be read."""
        return [run for run in self.chosen() if isinstance(run, RunRecord)]

    def choose(self, run_ids: Sequence[str]) -> None:
        """Choose these runs, those of them that are shown."""
        selection = QItemSelection()
        wanted = set(run_ids)
        for row in range(self.model_.rowCount()):
            if self.model_.run(row).id in wanted:
                index = self.model_.index(row, 0)
                selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        if selection.indexes():
            self.selectionModel().setCurrentIndex(selection.indexes()[0], flags.NoUpdate)
            self.scrollTo(selection.indexes()[0])

    def rename_chosen(self) -> None:
        """Let the person edit the name of the current run."""
        current = self.currentIndex()
        if current.isValid():
            self.edit(current.siblingAtColumn(0))
