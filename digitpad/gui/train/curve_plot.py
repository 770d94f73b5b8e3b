"""A plot of any number of curves over epochs, with a line of text that names them and their values.

One can point at a place and read the values there, zoom into the x axis, and take the y axis as
logarithmic.  Two plots of the same run are kept in step by whoever owns them: a plot only says what
is asked for.
"""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.parts import column, label, row
from digitpad.gui.train.axis_limits import Points, Range, loss_limits, share_limits
from digitpad.gui.train.crosshair import Crosshair
from digitpad.gui.train.curve_board import BOTTOM_PX, LEFT_PX, RIGHT_PX, CurveBoard
from digitpad.gui.train.legend import Entry, Legend
from digitpad.gui.train.plot_marks import PlotMarks
from digitpad.gui.train.run_progress import rate_text
from digitpad.gui.train.smoothing import Array

_DOT_PX, _BROAD_PX = 6, 2.0
_MOST_DOTS = 50  # more would hide the curve
_RELATIVE_HIGH = 0.9  # of the plot: how high the highest value of such a curve is drawn
_NONE = np.empty(0)
_THIN = "\u202f"  # space, at which no line ends
_WHOLE = 0.9995  # from here on, 100 %: that is as wide as 99.9 %


class Line(enum.Enum):
    """How a curve is drawn."""

    FAINT = enum.auto()  # behind the others, for values that jump about
    PLAIN = enum.auto()
    DOTTED = enum.auto()  # a dot at each point
    RELATIVE = enum.auto()  # thin, from 0 to its own highest value, whatever the y axis says


@dataclass(frozen=True)
class CurveStyle:
    """``colour`` is a name in the palette; a curve without a name is not in the legend."""

    name: str
    colour: str
    line: Line


_OPACITY = {Line.FAINT: 0.25, Line.RELATIVE: 0.6}
_SIGNS = {Line.FAINT: "—", Line.PLAIN: "—", Line.DOTTED: "●", Line.RELATIVE: "╌"}


def _epoch(x: float) -> str:
    return f"epoch {x:.2f}"


class CurvePlot(QWidget):
    """Draws what it is given, in the order of ``styles``; ``share`` means values of 1 as %.

    ``empty`` is said while there is no curve.  Without ``numbered`` the x axis has no numbers: the
    plot below has them.  ``describe`` says in words what place is pointed at.
    Signals: pointed(x or None), zoomed((x, x) or None): what mouse or keys ask for.
    """

    pointed = Signal(object)
    zoomed = Signal(object)

    def __init__(
        self,
        name: str,
        title: str,
        styles: Sequence[CurveStyle],
        empty: str,
        *,
        share: bool,
        numbered: bool = True,
        describe: Callable[[float], str] = _epoch,
    ) -> None:
        super().__init__()
        self._share, self._palette, self._describe = share, LIGHT, describe
        self._logarithmic = False
        self._zoom: Range | None = None
        self._place: float | None = None
        self._last_x = 1.0
        self._legend = Legend()
        self.plot = CurveBoard(name, title, share=share, numbered=numbered)
        self.plot.pointed.connect(self.pointed)
        self.plot.zoomed.connect(self.zoomed)
        self._empty = label("emptyPlot", empty, wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.marks = PlotMarks(self.plot)
        self.crosshair = Crosshair(self.plot)
        self._lay_out(title, BOTTOM_PX if numbered else 0)
        self._curves: list[pg.PlotDataItem] = []
        self.set_styles(styles)

    def _lay_out(self, title: str, bottom: int) -> None:
        self.head = row(0)  # others may put something beside the title
        self.head.addWidget(label("heading", title))
        self.head.addWidget(self._legend, 1)
        layout = column(4, self)
        layout.addLayout(self.head)
        layout.addWidget(self.plot, 1)
        over = column(0, self.plot)
        over.setContentsMargins(LEFT_PX, 0, RIGHT_PX, bottom)
        over.addWidget(self._empty)

    def set_styles(self, styles: Sequence[CurveStyle]) -> None:
        """Have these curves instead of those before, all empty."""
        for curve in self._curves:
            self.plot.removeItem(curve)
        self._styles = tuple(styles)
        self._points: list[Points] = [(_NONE, _NONE)] * len(styles)
        self._curves = [self._new_curve(style) for style in styles]
        self.use_colours(self._palette)
        self.show_curves(self._points, self._last_x)

    def _new_curve(self, style: CurveStyle) -> pg.PlotDataItem:
        curve = self.plot.plot(antialias=style.line in (Line.PLAIN, Line.DOTTED))
        if style.line is Line.FAINT:
            curve.setDownsampling(auto=True, method="peak")
        return curve

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        for part in (self.plot, self.marks, self.crosshair):
            part.use_colours(palette)
        self._use_pens(self.devicePixelRatioF())
        self._show_values()

    def _use_pens(self, ratio: float) -> None:
        """A pen's width here is in pixels of the screen, of which a point has ``ratio``."""
        for style, curve in zip(self._styles, self._curves, strict=True):
            colour = self._colour(style)
            colour.setAlphaF(_OPACITY.get(style.line, 1.0))
            # Pens of more than one pixel cost much: only curves of few points have them.
            broad = style.line in (Line.PLAIN, Line.DOTTED)
            curve.setPen(pg.mkPen(colour, width=_BROAD_PX * ratio if broad else 1.0))
            curve.setSymbolBrush(colour)
            curve.setSymbolPen(None)

    def paint_on(self, picture: QImage, place: QPoint) -> None:
        """Paint the plot as fine as the picture is, which may be finer than the screen."""
        self._use_pens(picture.devicePixelRatio())
        self._keep_pictures(False)
        self.render(picture, place)
        self._keep_pictures(True)
        self._use_pens(self.devicePixelRatioF())

    def _keep_pictures(self, kept: bool) -> None:
        """Paint axes and dots by pictures of them, as fine as the screen, or each time anew."""
        self.plot.keep_axes(kept)
        for curve in self._curves:
            curve.scatter.setExportMode(not kept, {})

    def _colour(self, style: CurveStyle) -> QColor:
        return QColor(self._palette.names()[style.colour])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.use_colours(self._palette)
        return super().event(event)

    def show_curves(self, points: Sequence[Points], last_x: float) -> None:
        """Draw all curves: x (P,) and y (P,) of each; the x axis goes from 0 to ``last_x``."""
        self._points, self._last_x = list(points), last_x
        self._empty.setVisible(not any(len(x) for x, _ in points))
        self._draw()

    def set_logarithmic(self, on: bool) -> None:
        """Let the y axis go by powers of ten."""
        self._logarithmic = on
        self.plot.set_logarithmic(on)
        self._draw()

    def set_zoom(self, zoom: Range | None) -> None:
        """Show this part of the x axis, or all of it."""
        if zoom != self._zoom:  # to draw is dear
            self._zoom = zoom
            self._draw()

    def set_place(self, x: float | None) -> None:
        """Point at x, or at nothing."""
        self._place = x
        self.plot.point_at(x)
        self._show_place()

    def values_at(self, x: float) -> list[float | None]:
        """Return the value of each curve nearest to x, None where a curve has none."""
        indices = [_nearest(points[0], x) for points in self._points]
        pairs = zip(indices, self._points, strict=True)
        return [None if i is None else float(points[1][i]) for i, points in pairs]

    def _draw(self) -> None:
        zoom = self._zoom if self._zoom and self._zoom[1] <= self._last_x else None
        low, high = self._limits(zoom)
        if self._logarithmic:
            low, high = float(np.log10(low)), float(np.log10(high))
        self.plot.show_limits(self._last_x, zoom or (0.0, self._last_x), (low, high))
        for style, curve, (x, y) in zip(self._styles, self._curves, self._points, strict=True):
            if style.line in (Line.DOTTED, Line.PLAIN):
                most = _MOST_DOTS if style.line is Line.DOTTED else 1  # or one point is no line
                curve.setSymbol("o" if len(x) <= most else None)
                curve.setSymbolSize(_DOT_PX)
            curve.setData(*self._on_board(style, x, y, (low, high)))
        self._show_place()

    def _limits(self, zoom: Range | None) -> Range:
        pairs = zip(self._styles, self._points, strict=True)
        own = [points for style, points in pairs if style.line is not Line.RELATIVE]
        if self._share:
            return share_limits(own, zoom)
        return loss_limits(own, zoom, logarithmic=self._logarithmic)

    def _on_board(self, style: CurveStyle, x: Array, y: Array, limits: Range) -> Points:
        """Return points in the units of the board."""
        if style.line is Line.RELATIVE:
            low, high = limits
            highest = float(y.max()) if len(y) else 1.0
            return x, low + _RELATIVE_HIGH * (high - low) * y / highest
        if self._logarithmic:
            positive = y > 0.0
            return x[positive], np.log10(y[positive])
        return x, y

    def _show_place(self) -> None:
        """Let the crosshair stand where it should, and the values be those it points at."""
        self._show_values()
        if self._place is None or not any(len(x) for x, _ in self._points):
            self.crosshair.hide()
            return
        dots = []
        for style, curve in zip(self._styles, self._curves, strict=True):
            x, y = curve.xData, curve.yData
            index = None if x is None or style.line is Line.RELATIVE else _nearest(x, self._place)
            if index is not None:
                dots.append((float(x[index]), float(y[index]), self._colour(style)))
        self.crosshair.show(self._place, self._describe(self._place), dots)

    def _show_values(self) -> None:
        newest = [float(y[-1]) if len(y) else None for _, y in self._points]
        shown = newest if self._place is None else self.values_at(self._place)
        colours = self._palette.names()
        entries = [
            Entry(
                _SIGNS[style.line],
                colours[style.colour],
                style.name,
                "" if value is None else self._text(style, value),
            )
            for style, value in zip(self._styles, shown, strict=True)
            if style.name
        ]
        self._legend.show_entries(entries, colours["muted"])
        said = [
            f"{style.name} {self._text(style, value)}"
            for style, value in zip(self._styles, newest, strict=True)
            if style.name and value is not None
        ]
        self.plot.setAccessibleDescription(", ".join(said) or self._empty.text())

    def _text(self, style: CurveStyle, value: float) -> str:
        if style.line is Line.RELATIVE:
            return rate_text(value)
        if not self._share:
            return f"{value:.4f}"
        percent = "100" if value > _WHOLE else f"{100 * value:.1f}"
        return f"{percent}{_THIN}%"


def _nearest(x: Array, place: float) -> int | None:
    """Return the index of the point of x (P,), which grows, that is nearest to ``place``."""
    if not len(x):
        return None
    after = int(np.searchsorted(x, place))
    if after == 0 or after == len(x):
        return min(after, len(x) - 1)
    return after if x[after] - place < place - x[after - 1] else after - 1
