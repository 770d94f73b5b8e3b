"""The view Train: loss and accuracy, live, and the panel that runs the training."""

from PySide6.QtWidgets import QWidget

from digitpad.gui.palette import Palette
from digitpad.gui.parts import column
from digitpad.gui.train import axis_limits
from digitpad.gui.train.curve_plot import CurvePlot, CurveStyle, Line
from digitpad.gui.train.curves import Curves
from digitpad.gui.train.training_panel import TrainingPanel

_LOSS = (
    CurveStyle("", "batches", Line.FAINT),
    CurveStyle("batches", "batches", Line.PLAIN),
    CurveStyle("validation", "validation", Line.DOTTED),
)
_ACCURACY = (
    CurveStyle("batches", "batches", Line.PLAIN),
    CurveStyle("validation", "validation", Line.DOTTED),
    CurveStyle("drawn", "drawn", Line.DOTTED),
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
        loss, accuracy = curves.batch_loss, curves.smooth_accuracy
        shown = (loss, curves.smooth_loss, curves.validation_loss)
        self.loss.show_curves([(series.x, series.y) for series in shown])
        shown = (accuracy, curves.validation_accuracy, curves.drawn_accuracy)
        self.accuracy.show_curves([(series.x, series.y) for series in shown])
        for plot in (self.loss, self.accuracy):
            plot.show_marks(curves.rate_changes)
        end = axis_limits.last_epoch(loss.x[-1] if len(loss) else 0.0, curves.epochs)
        self.loss.show_range(end, 0.0, axis_limits.highest_loss(curves))
        self.accuracy.show_range(end, axis_limits.lowest_accuracy(curves), 1.0)
