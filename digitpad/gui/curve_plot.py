"""A plot of curves over epochs, with a line of text above it that names them and their values."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget

from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.parts import column, label, row

_LEAST_HEIGHT_PX = 96
_AXIS_WIDTH_PX = 48  # the same in all plots, so that they stand in line
_RIGHT_PX = 8  # beyond the last epoch, for half of its dot
_TEXT_PX = 12
_DOT_PX = 6
_MOST_DOTS = 50  # more would hide the curve


@dataclass(frozen=True)
class CurveStyle:
    """``colour`` is a name in the palette; a marked curve is thick and has dots."""

    name: str
    colour: str
    marked: bool


class _Axis(pg.AxisItem):
    """An axis without small ticks: fewer lines, and each has its number."""

    def __init__(self, side: str, scale: float, unit: str) -> None:
        super().__init__(side)
        self._factor, self._unit = scale, unit
        self.enableAutoSIPrefix(False)
        self.setStyle(maxTickLevel=0, tickLength=0, tickTextOffset=6)

    def boundingRect(self) -> QRectF:
        return super().boundingRect().adjusted(0, -_TEXT_PX, _TEXT_PX, _TEXT_PX)  # for the ends

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [f"{value * self._factor:.6g}{self._unit}" for value in values]


class CurvePlot(QWidget):
    """Draws what it is given, in the order of ``styles``; ``share`` means values of 1 as %."""

    def __init__(
        self, name: str, title: str, styles: Sequence[CurveStyle], empty: str, *, share: bool
    ) -> None:
        super().__init__()
        self._styles, self._share, self._palette = styles, share, LIGHT
        self._values = [""] * len(styles)
        self._legend = label("legend")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        axes = {
            "left": _Axis("left", 100.0 if share else 1.0, " %" if share else ""),
            "bottom": _Axis("bottom", 1.0, ""),
        }
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
        item.getAxis("left").setWidth(_AXIS_WIDTH_PX)

    def _new_curve(self, style: CurveStyle) -> pg.PlotDataItem:
        curve = self.plot.plot(antialias=style.marked)
        if not style.marked:
            curve.setDownsampling(auto=True, method="peak")
        return curve

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        for side in ("left", "bottom"):
            axis = self.plot.getPlotItem().getAxis(side)
            axis.setPen(palette.line)
            axis.setTickPen(palette.line)
            axis.setTextPen(palette.muted)
        for style, curve in zip(self._styles, self._curves, strict=True):
            colour = palette.names()[style.colour]
            curve.setPen(pg.mkPen(colour, width=2.0 if style.marked else 1.0))
            curve.setSymbolBrush(colour)
            curve.setSymbolPen(None)
        for mark in self._marks:
            mark.setPen(self._mark_pen())
        self._show_legend()

    def show_curve(self, index: int, x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
        """Draw curve ``index``: x (P,), y (P,)."""
        curve = self._curves[index]
        if self._styles[index].marked:
            curve.setSymbol("o" if len(x) <= _MOST_DOTS else None)
            curve.setSymbolSize(_DOT_PX)
        curve.setData(x, y)
        self._values[index] = self._text(y[-1]) if len(y) else ""
        self._empty.setVisible(not any(self._values))

    def show_range(self, last_x: float, low: float, high: float) -> None:
        """Show x from 0 to ``last_x`` and y from ``low`` to ``high``, and the newest values."""
        self.plot.setRange(xRange=(0.0, last_x), yRange=(low, high), padding=0.0)
        spacing = max(1, round(last_x / 5)) if last_x > 8 else 1
        self.plot.getPlotItem().getAxis("bottom").setTickSpacing(spacing, spacing)
        self._show_legend()

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
        return f"{100 * value:.2f} %" if self._share else f"{value:.4f}"

    def _show_legend(self) -> None:
        colours = self._palette.names()
        shown = [
            f'<span style="color:{colours[style.colour]}">{"●" if style.marked else "—"}</span> '
            f"{style.name} <b>{value}</b>"
            for style, value in zip(self._styles, self._values, strict=True)
        ]
        self._legend.setText("&nbsp;&nbsp;&nbsp;".join(shown))
        said = zip(self._styles, self._values, strict=True)
        text = ", ".join(f"{style.name} {value}" for style, value in said if value)
        self.plot.setAccessibleDescription(text or self._empty.text())
