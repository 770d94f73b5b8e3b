"""Loss and accuracy of a run, one above the other, in step."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from digitpad.gui.palette import Palette
from digitpad.gui.parts import column
from digitpad.gui.train import axis_limits
from digitpad.gui.train.axis_limits import Points
from digitpad.gui.train.curve_plot import CurvePlot, CurveStyle, Line
from digitpad.gui.train.curve_tools import CurveTools
from digitpad.gui.train.curves import Curves, Series
from digitpad.gui.train.help_popover import HelpButton
from digitpad.gui.train.plot_marks import Mark
from digitpad.gui.train.settings_help import ACCURACY_HELP, LOSS_HELP
from digitpad.gui.train.smoothing import smoothed, thinned
from digitpad.gui.words import percent

_LOSS = (
    CurveStyle("", "batches", Line.FAINT),
    CurveStyle("batches", "batches", Line.PLAIN),
    CurveStyle("validation", "validation", Line.DOTTED),
    CurveStyle("rate", "muted", Line.RELATIVE),
)
_ACCURACY = (
    CurveStyle("batches", "batches", Line.PLAIN),
    CurveStyle("validation", "validation", Line.DOTTED),
    CurveStyle("drawn", "drawn", Line.DOTTED),
)
_NO_LOSS = "Press Start to see here how wrong the network is"
_NO_ACCURACY = "… and here how many of the digits it reads"
_BROAD_POINTS = 400  # of a curve that is drawn with a broad pen


class CurvesPage(QWidget):
    """Draws curves; ``tools`` say how.  Both plots point at one place and show one part."""

    def __init__(self, tools: CurveTools) -> None:
        super().__init__()
        self._tools = tools
        self._curves = Curves()
        self.loss = CurvePlot(
            "lossPlot",
            "Loss",
            _LOSS,
            _NO_LOSS,
            share=False,
            numbered=False,
            describe=self._describe,
        )
        self.accuracy = CurvePlot(
            "accuracyPlot",
            "Accuracy",
            _ACCURACY,
            _NO_ACCURACY,
            share=True,
            describe=self._describe_accuracy,
        )
        self._plots = (self.loss, self.accuracy)
        layout = column(8, self)
        for plot, about in zip(self._plots, (LOSS_HELP, ACCURACY_HELP), strict=True):
            plot.head.insertWidget(1, HelpButton(about))
            plot.plot.setStatusTip(about.tip)
            plot.plot.setWhatsThis("<br>".join(about.paragraphs()))
            layout.addWidget(plot, 1)
            plot.pointed.connect(self._point)
            plot.zoomed.connect(self._zoom)
        tools.logarithmic_chosen.connect(self.loss.set_logarithmic)
        tools.smoothing_chosen.connect(self._draw)
        tools.fit_asked.connect(self.show_all)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        for plot in self._plots:
            plot.use_colours(palette)

    def show_curves(self, curves: Curves) -> None:
        """Draw the curves of a run as they are now; another run is shown from end to end."""
        if curves is not self._curves:
            self._curves = curves
            self.show_all()
        self._draw()

    @Slot()
    def show_all(self) -> None:
        """Show the whole run."""
        self._zoom(None)

    @Slot()
    def _draw(self) -> None:
        curves = self._curves
        loss = curves.batch_loss
        end = axis_limits.last_epoch(loss.x[-1] if len(loss) else 0.0, curves.epochs)
        marks = [Mark(change.x, f"rate {change.rate:g}") for change in curves.rate_changes]
        self.loss.marks.show(marks)
        self.loss.show_curves(
            [
                _all(loss),
                self._smooth(loss),
                _all(curves.validation_loss),
                _all(curves.learning_rate),
            ],
            end,
        )
        self.accuracy.marks.show([Mark(mark.x, "") for mark in marks])
        self.accuracy.show_curves(
            [
                self._smooth(curves.batch_accuracy),
                _all(curves.validation_accuracy),
                _all(curves.drawn_accuracy),
            ],
            end,
        )

    def _smooth(self, series: Series) -> Points:
        span = self._tools.images() / self._curves.images
        return thinned(*smoothed(series.x, series.y, span), _BROAD_POINTS)

    @Slot(object)
    def _point(self, x: float | None) -> None:
        loss = self._curves.batch_loss
        if x is not None and len(loss):
            x = min(x, float(loss.x[-1]))  # beyond the curve there is nothing to read
        for plot in self._plots:
            plot.set_place(x)

    @Slot(object)
    def _zoom(self, zoom: axis_limits.Range | None) -> None:
        for plot in self._plots:
            plot.set_zoom(zoom)
        self._tools.show_zoomed(zoom is not None)

    def _describe(self, x: float) -> str:
        """Say what batch is pointed at, and its loss before smoothing."""
        raw = self.loss.values_at(x)[0]
        assert raw is not None
        stride = self._curves.batch_loss.stride
        mean = "" if stride == 1 else f", mean of {stride}"
        return f"{self._curves.place(x)} · loss {raw:.4f}{mean}"

    def _describe_accuracy(self, x: float) -> str:
        """Say what batch is pointed at, and how much of it was read, after smoothing."""
        share = self.accuracy.values_at(x)[0]
        place = self._curves.place(x)
        return place if share is None else f"{place} · accuracy {percent(share)}"


def _all(series: Series) -> Points:
    return series.x, series.y
