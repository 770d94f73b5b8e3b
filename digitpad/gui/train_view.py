"""The view Train: loss and accuracy, live, and the panel that runs the training."""

from PySide6.QtWidgets import QWidget

from digitpad.gui import axis_limits
from digitpad.gui.curve_plot import CurvePlot, CurveStyle
from digitpad.gui.curves import Curves
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column
from digitpad.gui.training_panel import TrainingPanel

_LOSS = (CurveStyle("batches", "batches", False), CurveStyle("validation", "validation", True))
_ACCURACY = (
    CurveStyle("batches", "batches", False),
    CurveStyle("validation", "validation", True),
    CurveStyle("drawn digits", "drawn", True),
)


class TrainView(QWidget):
    """Shows curves; its panel shows settings and progress."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = TrainingPanel()
        wrong = "Press Start: how wrong the network is, batch by batch"
        right = "… and how many digits it reads"
        self.loss = CurvePlot("lossPlot", "Loss", _LOSS, wrong, share=False)
        self.accuracy = CurvePlot("accuracyPlot", "Accuracy", _ACCURACY, right, share=True)
        layout = column(16, self)
        layout.addWidget(self.loss, 1)
        layout.addWidget(self.accuracy, 1)
        layout.addWidget(self.panel)
        self.show_curves(Curves())

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self.loss.use_colours(palette)
        self.accuracy.use_colours(palette)

    def show_curves(self, curves: Curves) -> None:
        """Draw the curves of a run as they are now."""
        loss, accuracy = curves.batch_loss, curves.batch_accuracy
        self.loss.show_curve(0, loss.x, loss.y)
        self.loss.show_curve(1, curves.validation_loss.x, curves.validation_loss.y)
        self.accuracy.show_curve(0, accuracy.x, accuracy.y)
        self.accuracy.show_curve(1, curves.validation_accuracy.x, curves.validation_accuracy.y)
        self.accuracy.show_curve(2, curves.drawn_accuracy.x, curves.drawn_accuracy.y)
        for plot in (self.loss, self.accuracy):
            plot.show_marks(curves.rate_changes)
        end = axis_limits.last_epoch(loss.x[-1] if len(loss) else 0.0, curves.epochs)
        self.loss.show_range(end, 0.0, axis_limits.highest_loss(loss.x, loss.y))
        self.accuracy.show_range(end, axis_limits.lowest_accuracy(accuracy.x, accuracy.y), 1.0)

    def show_plan(self, epochs: int) -> None:
        """Before the first run: show the axes of a run of this length."""
        self.show_curves(Curves(epochs))
