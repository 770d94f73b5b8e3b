"""A plot of curves over epochs, with a line of text above it that names them and their values."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.parts import column, label, row

_LEAST_HEIGHT_PX = 80
_AXIS_WIDTH_PX = 48  # the same in all plots, so that they stand in line
_RIGHT_PX = 8  # beyond the last epoch, for half of its dot
_TEXT_PX = 12
_DOT_PX = 6
_MOST_DOTS = 50  # more would hide the curve
_BEHIND = -1000  # the curves
_FAINT = 0.25  # opacity

Array: TypeAlias = NDArray[np.float64]


class Line(enum.Enum):
    """How a curve is drawn."""

    FAINT = enum.auto()  # behind the others, for values that jump about
    PLAIN = enum.auto()
    DOTTED = enum.auto()  # a dot at each point


@dataclass(frozen=True)
class CurveStyle:
    """``colour`` is a name in the palette; a curve without a name is not in the legend."""

    name: str
    colour: str
    line: Line


_SIGNS = {Line.PLAIN: "—", Line.DOTTED: "●"}


class _Axis(pg.AxisItem):
    """An axis without small ticks: fewer lines, and each has its number.

    ``share`` writes values of 1 as %; the first tick of the bottom axis says what is counted.
    """

    def __init__(self, side: str, *, share: bool = False) -> None:
        super().__init__(side)
        self._share = share
        self.enableAutoSIPrefix(False)
        self.setStyle(maxTickLevel=0, tickLength=0, tickTextOffset=6)

    def boundingRect(self) -> QRectF:
        return super().boundingRect().adjusted(0, -_TEXT_PX, _TEXT_PX, _TEXT_PX)  # for the ends

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, Sequence[float]]]:
        rounding = 1e-9 * (maxVal - minVal)  # or the last tick would be missing now and then
        return super().tickValues(minVal, maxVal + rounding, size)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self._share:
            return [f"{100 * value:.6g} %" for value in values]
        strings = [f"{value:.6g}" for value in values]
        first = next((i for i, value in enumerate(values) if value > 0), None)
        if self.orientation == "bottom" and first is not None:
            strings[first] = f"epoch {strings[first]}"
        return strings


class CurvePlot(QWidget):
    """Draws what it is given, in the order of ``styles``; ``share`` means values of 1 as %."""

    def __init__(
        self, name: str, title: str, styles: Sequence[CurveStyle], empty: str, *, share: bool
    ) -> None:
        super().__init__()
        self._styles, self._share, self._palette = styles, share, LIGHT
        self._values = [""] * len(styles)
        self._range = (0.0, 0.0, 0.0)
        self._legend = label("legend")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        axes = {"left": _Axis("left", share=share), "bottom": _Axis("bottom")}
        self.plot = pg.PlotWidget(axisItems=axes)
        self.plot.setObjectName(name)
        self.plot.setAccessibleName(title)
        self.plot.setAccessibleDescription(empty)
        self._empty = label("emptyPlot", empty)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._marks: list[pg.InfiniteLine] = []
        self._arrange_plot()
        self._curves = [self._new_curve(style) for style in styles]
        self._lay_out(title)

    def _lay_out(self, title: str) -> None:
        head = row(8)
        head.addWidget(label("heading", title))
        head.addStretch(1)
        head.addWidget(self._legend)
        layout = column(8, self)
        layout.addLayout(head)
        layout.addWidget(self.plot, 1)
        over = column(0, self.plot)
        over.setContentsMargins(_AXIS_WIDTH_PX, 0, _RIGHT_PX, 24)
        over.addWidget(self._empty)

    def _arrange_plot(self) -> None:
        plot = self.plot
        plot.setFrameShape(plot.Shape.NoFrame)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setMinimumHeight(_LEAST_HEIGHT_PX)
        plot.setBackground(None)
        item = plot.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.setMouseEnabled(False, False)
        item.setClipToView(True)
        item.setContentsMargins(0, 8, _RIGHT_PX, 0)
        item.showGrid(x=False, y=True, alpha=0.6)
        item.getViewBox().setDefaultPadding(0.0)
        font = plot.font()
        font.setPixelSize(_TEXT_PX)
        for side in ("left", "bottom"):
            item.getAxis(side).setTickFont(font)
            item.getAxis(side).setZValue(_BEHIND)
        item.getAxis("left").setWidth(_AXIS_WIDTH_PX)

    def _new_curve(self, style: CurveStyle) -> pg.PlotDataItem:
        curve = self.plot.plot(antialias=style.line is not Line.FAINT)
        if style.line is Line.FAINT:
            curve.setDownsampling(auto=True, method="peak")
        return curve

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.plot.setBackground(None)  # or the old one would stay in its cache
        for side in ("left", "bottom"):
            axis = self.plot.getPlotItem().getAxis(side)
            axis.setPen(palette.line)
            axis.setTickPen(palette.line)
            axis.setTextPen(palette.muted)
        for style, curve in zip(self._styles, self._curves, strict=True):
            colour = QColor(palette.names()[style.colour])
            colour.setAlphaF(_FAINT if style.line is Line.FAINT else 1.0)
            # Pens of more than one pixel cost much: only curves of few points have them.
            curve.setPen(pg.mkPen(colour, width=1.0 if style.line is Line.FAINT else 2.0))
            curve.setSymbolBrush(colour)
            curve.setSymbolPen(None)
        for mark in self._marks:
            mark.setPen(self._mark_pen())
        self._show_legend()

    def show_curves(self, points: Sequence[tuple[Array, Array]]) -> None:
        """Draw all curves: x (P,) and y (P,) of each."""
        for style, curve, (x, y) in zip(self._styles, self._curves, points, strict=True):
            if style.line is Line.DOTTED:
                curve.setSymbol("o" if len(x) <= _MOST_DOTS else None)
                curve.setSymbolSize(_DOT_PX)
            curve.setData(x, y)
        self._values = [self._text(y[-1]) if len(y) else "" for _, y in points]
        self._empty.setVisible(not any(self._values))

    def show_range(self, last_x: float, low: float, high: float) -> None:
        """Show x from 0 to ``last_x`` and y from ``low`` to ``high``, and the newest values."""
        self._show_legend()
        if self._range == (last_x, low, high):  # axes are dear to draw
            return
        self._range = (last_x, low, high)
        self.plot.setRange(xRange=(0.0, last_x), yRange=(low, high), padding=0.0)
        spacing = max(1, round(last_x / 5)) if last_x > 8 else 1
        self.plot.getPlotItem().getAxis("bottom").setTickSpacing(spacing, spacing)

    def show_marks(self, places: Sequence[float]) -> None:
        """Mark these places on the x axis with a thin line."""
        for mark in self._marks[len(places) :]:
            self.plot.removeItem(mark)
        del self._marks[len(places) :]
        for place in places[len(self._marks) :]:
            mark = pg.InfiniteLine(place, angle=90, pen=self._mark_pen())
            self._marks.append(mark)
            self.plot.addItem(mark, ignoreBounds=True)

    def _mark_pen(self) -> object:
        return pg.mkPen(self._palette.muted, width=1.0, style=Qt.PenStyle.DashLine)

    def _text(self, value: float) -> str:
        return f"{100 * value:.1f} %" if self._share else f"{value:.4f}"

    def _show_legend(self) -> None:
        colours = self._palette.names()
        named = [pair for pair in zip(self._styles, self._values, strict=True) if pair[0].name]
        shown = [
            f'<span style="color:{colours[style.colour]}">{_SIGNS[style.line]}</span>&nbsp;'
            f'<span style="color:{colours["muted"]}">{style.name}</span>'
            + (f"&nbsp;{value}" if value else "")
            for style, value in named
        ]
        self._legend.setText("&nbsp; ".join(shown))
        text = ", ".join(f"{style.name} {value}" for style, value in named if value)
        self.plot.setAccessibleDescription(text or self._empty.text())
