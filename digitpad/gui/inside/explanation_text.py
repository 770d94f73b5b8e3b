"""An explanation in a sentence and as formulas, in a place that stays as high as it is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from digitpad.gui.inside.mathtype.formula_view import FormulaView
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named
from digitpad.inside.explanation import Explanation

_HEIGHT_PX, _NARROW_HEIGHT_PX = 160, 232
_NARROW_PX = 560


class ExplanationText(QWidget):
    """Shows what it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("explanation", wraps=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.formula = named(FormulaView(), "formula")
        layout = column(4, self)
        layout.addWidget(self.words)
        layout.addWidget(self.formula)
        layout.addStretch(1)
        self.setFixedHeight(_HEIGHT_PX)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self.formula.use_colours(palette)

    def show_explanation(self, explanation: Explanation) -> None:
        """Show where a number comes from."""
        if explanation.words != self.words.text():  # else all would be laid out anew
            self.words.setText(explanation.words)
        self.formula.show_formulas(explanation.symbols, explanation.numbers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(_NARROW_HEIGHT_PX if self.width() < _NARROW_PX else _HEIGHT_PX)
