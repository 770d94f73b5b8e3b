"""Softmax and cross-entropy by hand, with the logits of the drawing."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from digitpad.gui.glossary.explained import explained
from digitpad.gui.inside.class_box import ClassBox
from digitpad.gui.inside.mathtype.formula_view import FormulaView
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.inside.explanation import plain_number
from digitpad.inside.loss_by_hand import LossByHand, formulas

_GAP_PX, _ROW_PX = 8, 26
_COLUMNS = ("class", "logit z", "z − max", "e to that", "p", "wanted y", "p − y")
_WORDS = (
    "The network gives each class a number, its logit. Softmax turns them into probabilities: e to "
    "the power of each, over the sum of all. The loss is −ln of the probability of the right "
    "class, and its gradient at the logits is simply p − y."
)


class LossView(QWidget):
    """Shows a reckoning.  Signals: asked() when another right class is chosen."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.right = ClassBox("rightClass", "The right class", "its answer")
        self.table = named(QTableWidget(0, len(_COLUMNS)), "reckoningTable")
        self.table.setAccessibleName("Softmax and cross-entropy in numbers")
        self.table.setHorizontalHeaderLabels(_COLUMNS)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setShowGrid(False)
        self.formula = FormulaView()
        words = label("", _WORDS, wraps=True)
        explained(words, "logit", "softmax", "cross-entropy", "gradient")
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        head, layout = row(_GAP_PX), column(_GAP_PX, self)
        head.addWidget(label("fieldLabel", "It should be"))
        head.addWidget(self.right)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(words)
        layout.addWidget(self.table)
        layout.addWidget(self.formula)
        layout.addStretch(1)
        self.right.currentIndexChanged.connect(self.asked)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self.formula.use_colours(palette)

    def show_reckoning(self, found: LossByHand, classes: Sequence[str]) -> None:
        """Show all numbers."""
        table, wanted = self.table, np.arange(len(found.p)) == found.label
        columns = (found.logits, found.shifted, found.powers, found.p, wanted * 1.0, found.slopes)
        if table.rowCount() != len(found.p):
            table.setRowCount(len(found.p))
            header = table.horizontalHeader().sizeHint().height()
            table.setFixedHeight(header + len(found.p) * _ROW_PX + 2 * table.frameWidth())
        for line in range(len(found.p)):
            self._write(line, 0, classes[line])
            for across, numbers in enumerate(columns, 1):
                self._write(line, across, plain_number(float(numbers[line])))
        self.formula.show_formulas(*formulas(found))

    def _write(self, line: int, across: int, text: str) -> None:
        item = self.table.item(line, across)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.table.setItem(line, across, item)
        item.setText(text)
