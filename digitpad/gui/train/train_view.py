"""The view Train: loss and accuracy, live, and the panel that runs the training."""

from PySide6.QtWidgets import QWidget

from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, row
from digitpad.gui.train.curve_tools import CurveTools
from digitpad.gui.train.curves import Curves
from digitpad.gui.train.curves_page import CurvesPage
from digitpad.gui.train.training_panel import TrainingPanel


class TrainView(QWidget):
    """Shows curves; its panel shows settings and progress."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools, self.panel = CurveTools(), TrainingPanel()
        self.curves = CurvesPage(self.tools)
        head = row(8)
        head.addStretch(1)
        head.addWidget(self.tools)
        layout = column(8, self)
        layout.addLayout(head)
        layout.addWidget(self.curves, 1)
        layout.addSpacing(8)
        layout.addWidget(self.panel)
        self.show_curves(Curves())

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self.curves.use_colours(palette)

    def show_curves(self, curves: Curves) -> None:
        """Draw the curves of a run as they are now."""
        self.curves.show_curves(curves)
