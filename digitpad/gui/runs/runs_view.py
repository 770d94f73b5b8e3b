"""The view Runs: the list of all runs, the curves of the chosen ones, and what they are like."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QHideEvent, QIcon, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedLayout, QWidget

from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.gui.runs.run_actions import RunActions
from digitpad.gui.runs.run_curves import RunCurves
from digitpad.gui.runs.run_details import RunDetails
from digitpad.gui.runs.run_plots import RUN_COLOURS, RunPlots
from digitpad.gui.runs.run_settings import describe, describe_differences
from digitpad.gui.runs.run_table import RunTable
from digitpad.gui.words import counted
from digitpad.training import DamagedRun, KeptRun, RunRecord

_WIDE_PX = 1000  # from here on, the curves stand beside the list
_LEAST_PX = 416
_FILTER_PX = 160
_SQUARE_PX = 10
_HALF_PX = 10_000  # list and curves: as much room for each as there is
_EMPTY = (
    "Here every run will be kept: its settings, curves, accuracy and network.\n"
    "Press Start in the view Train (Ctrl+1, then F5), and come back to compare."
)


class RunsView(QWidget):
    """Shows runs.  Signals: shown() and hidden() each time, runs_chosen(), renamed(id, name)."""

    shown = Signal()
    hidden = Signal()
    runs_chosen = Signal()
    renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runsView")
        self.table = RunTable()
        self._plots: RunPlots | None = None
        self.actions_ = RunActions(self.table)
        self.filter = named(QLineEdit(), "runFilter")
        self.filter.setPlaceholderText("Filter")
        self.filter.setAccessibleName("Filter the runs")
        self.filter.setStatusTip("Show only the runs whose row contains these words.")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(_FILTER_PX)
        self.count = label("caption")
        self._squares: dict[str, QIcon] = {}
        self.details = RunDetails()
        self._empty = label("emptyPlot", _EMPTY, wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._palette = LIGHT
        self._drawn: Sequence[RunCurves] = ()
        self._lay_out()
        self.filter.textChanged.connect(self._look_for)
        self.table.runs_chosen.connect(self._describe_chosen)
        self.table.runs_chosen.connect(self.runs_chosen)
        self.table.renamed.connect(self.renamed)
        self.show_runs([])

    def _lay_out(self) -> None:
        tools = row(4)
        for button in self.actions_.buttons():
            tools.addWidget(button)
        tools.addStretch(1)
        head = row(8)
        head.addWidget(self.filter, 1)
        head.addWidget(self.count)
        head.addStretch(1)
        listed = QWidget()
        upper = column(4, listed)
        upper.addLayout(head)
        upper.addWidget(self.table, 1)
        upper.addLayout(tools)
        upper.addWidget(self.details)
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.setChildrenCollapsible(False)
        self._for_plots = QWidget()
        for part in (listed, self._for_plots):
            self._parts.addWidget(part)
            self._parts.setStretchFactor(self._parts.indexOf(part), 1)
        self._parts.setSizes([_HALF_PX, _HALF_PX])
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._parts)

    @property
    def plots(self) -> RunPlots:
        """The curves; made when they are first needed, so that the view opens sooner."""
        if self._plots is None:
            self._plots = RunPlots()
            self._plots.use_colours(self._palette)
            column(0, self._for_plots).addWidget(self._plots)
        return self._plots

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        if self._plots is not None:
            self._plots.use_colours(palette)
        self._show_squares()

    def show_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs in the list."""
        self.table.show_runs(runs)
        self._stack.setCurrentIndex(1 if runs else 0)
        self._show_count()

    def show_curves(self, curves: Sequence[RunCurves], left_out: int) -> None:
        """Draw curves of the chosen runs; ``left_out`` more are chosen."""
        self._drawn = curves
        self.plots.show_runs(curves, left_out)
        self._show_squares()

    @Slot()
    def _describe_chosen(self) -> None:
        """Say what the chosen runs are like."""
        chosen = self.table.chosen()
        records = [run for run in chosen if isinstance(run, RunRecord)]
        if len(records) == 1:
            text = describe(records[0])
        elif records:
            text = describe_differences(records[: len(RUN_COLOURS)])
        else:
            text = "".join(run.sentence for run in chosen[:1] if isinstance(run, DamagedRun))
        self.details.show_details(text)

    def _show_squares(self) -> None:
        """Mark the runs in the list with the colours of their curves."""
        colours = self._palette.names()
        pairs = zip(self._drawn, RUN_COLOURS, strict=False)
        squares = {curves.record.id: self._square(colours[colour]) for curves, colour in pairs}
        self.table.model_.show_colours(squares)

    def _square(self, colour: str) -> QIcon:
        """Return a small square of a colour, ``#rrggbb``; the same each time.

        Qt keeps a kilobyte of each that was ever painted.
        """
        if colour not in self._squares:
            square = QPixmap(_SQUARE_PX, _SQUARE_PX)
            square.fill(QColor(colour))
            icon = self._squares[colour] = QIcon(square)
            icon.addPixmap(square, QIcon.Mode.Selected)  # or it would be tinted
        return self._squares[colour]

    def _show_count(self) -> None:
        shown, all_ = self.table.model_.rowCount(), self.table.model_.all_count
        runs = counted(all_, "run")
        self.count.setText(runs if shown == all_ else f"{shown:,} of {runs}")

    @Slot(str)
    def _look_for(self, words: str) -> None:
        self.table.look_for(words)
        self._show_count()

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        across = self.width() >= _WIDE_PX
        self._parts.setOrientation(Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical)
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hidden.emit()
