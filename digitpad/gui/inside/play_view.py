"""What the page Play shows: the switches, the answer without what is off, and what that costs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QPushButton, QWidget

from digitpad.gui.answer.probability_chart import ProbabilityChart
from digitpad.gui.fields import ChoiceBox
from digitpad.gui.glossary.explained import explained
from digitpad.gui.inside.switch_grid import SwitchGrid
from digitpad.gui.inside.two_rows import TwoRows
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, keep_room, label, named, row
from digitpad.inside.switches import Bank

_GAP_PX, _SPACE_PX, _SIDE_PX = 8, 16, 208
_CHART_PX, _TEXT_PX = 224, 68
_WIDE_PX, _NARROW_SIDE_PX = 560, 160
_PROGRESS_STEPS, _CHOICE_PX = 1000, 176
_MEASURE = "Rank tiles"
BY_NUMBER, BY_NEED = "number", "need"
_HELP = (
    "Colours: what each makes of the drawing, blue above zero. What is off says nothing to the "
    "next layer. The network in use is not changed: all this happens to a copy."
)


class PlayView(QWidget):
    """Shows what it is given; its parts have the signals, and measure_asked, cancel_asked."""

    measure_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bank = ChoiceBox("switchLayer")
        self.bank.setAccessibleName("Layer")
        self.bank.setMinimumWidth(_CHOICE_PX)
        self.order = ChoiceBox("switchOrder")
        self.order.setAccessibleName("Order of the tiles")
        self.order.setMinimumWidth(_CHOICE_PX)
        self.order.addItem("By number", BY_NUMBER)
        self.order.addItem("Most missed first", BY_NEED)
        self.grid = SwitchGrid()
        self.all_on = named(QPushButton("All on"), "allOnButton")
        self.all_on.setStatusTip("Switch everything on again.")
        self.undo = named(QPushButton("Undo"), "undoSwitchButton")
        self.undo.setStatusTip("Take the last switching back.")
        self.measure = named(QPushButton(_MEASURE), "measureNeedButton")
        self.measure.setStatusTip(
            "Measure how much the loss grows without each tile, and show the most missed first."
        )
        self.progress = named(QProgressBar(), "needProgress")
        self.progress.setAccessibleName("Progress of the measurement")
        self.progress.setTextVisible(False)
        self.progress.setRange(0, _PROGRESS_STEPS)
        self.pointed = label("caption")
        self.chart = ProbabilityChart()
        self.chart.setAccessibleName("Probabilities without what is off")
        self.chart.setFixedHeight(_CHART_PX)
        self.answer, self.accuracy = label("", wraps=True), label("", wraps=True)
        self._busy = False
        layout = row(_SPACE_PX, self)
        layout.addLayout(self._left(), 1)
        layout.addLayout(self._right())
        self.measure.clicked.connect(self._ask)
        self.show_need(None)

    def _left(self) -> QBoxLayout:
        which, order = row(_GAP_PX), row(_GAP_PX)
        tools, left = row(_GAP_PX), column(_GAP_PX)
        which.addWidget(explained(label("fieldLabel", "Layer"), "layer", "feature map", "kernel"))
        which.addWidget(self.bank, 1)
        order.addWidget(self.order, 1)
        for part in (self.all_on, self.undo, self.measure):
            tools.addWidget(part)
        tools.addStretch(1)
        keep_room(self.progress)
        left.addWidget(TwoRows(which, order, (1, 1)))
        left.addWidget(self.grid, 1)
        left.addWidget(self.progress)
        left.addWidget(self.pointed)
        left.addLayout(tools)
        return left

    def _right(self) -> QBoxLayout:
        right = column(_GAP_PX)
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        help_text = label("caption", _HELP, wraps=True)
        help_text.setAlignment(top)
        new_answer = explained(label("heading", "New answer"), "probability", "ablation")
        new_accuracy = explained(label("heading", "New accuracy"), "accuracy", "validation", "loss")
        self._side = (self.chart, self.answer, self.accuracy, help_text)
        for title, parts in ((new_answer, self._side[:2]), (new_accuracy, self._side[2:])):
            right.addWidget(title, 0, Qt.AlignmentFlag.AlignLeft)
            for part in parts:
                right.addWidget(part)
        for text in (self.answer, self.accuracy):
            text.setFixedHeight(_TEXT_PX)
            text.setAlignment(top)
        right.addStretch(1)
        return right

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the tiles what the figures can spare."""
        width = _SIDE_PX if self.width() >= _WIDE_PX else _NARROW_SIDE_PX
        for part in self._side:
            part.setFixedWidth(width)
        super().resizeEvent(event)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self.grid.use_colours(palette)
        self.chart.use_colours(palette)

    def show_banks(self, banks: Sequence[Bank]) -> None:
        """Offer these layers; the place chosen stays, if there is one."""
        self.bank.offer((str(bank.place), bank.title) for bank in banks)

    def show_nothing(self, text: str) -> None:
        """Say why there is no answer."""
        self.grid.show_responses(None)
        self.chart.show_probabilities(None)
        self.answer.setText(text)

    def show_acts(self, *, can_undo: bool, is_any_off: bool) -> None:
        """Enable what can be done."""
        self.undo.setEnabled(can_undo)
        self.all_on.setEnabled(is_any_off)

    def show_need(self, share: float | None) -> None:
        """Say how far the measurement is, a share of 1; None when none is on."""
        self._busy = share is not None
        self.progress.setVisible(self._busy)
        self.progress.setValue(round((share or 0.0) * _PROGRESS_STEPS))
        self.measure.setText("Cancel" if self._busy else _MEASURE)

    @Slot()
    def _ask(self) -> None:
        (self.cancel_asked if self._busy else self.measure_asked).emit()
