"""How large activations are, layer by layer, on a scale of powers of ten."""

from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from digitpad.gui.inside.signed_colours import Values
from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.parts import leave_drops_to_the_window

_LEAST_PX = 160


class SpreadChart(pg.PlotWidget):
    """One line an initialization; the first in the accent's colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("spreadChart")
        self.setAccessibleName("Size of activations by layer")
        self.setMinimumHeight(_LEAST_PX)
        leave_drops_to_the_window(self)
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.setMouseEnabled(False, False)
        item.setLogMode(False, True)
        item.setLabel("bottom", "layer")
        item.setLabel("left", "size of activations")
        item.getAxis("left").enableAutoSIPrefix(False)
        self._legend = item.addLegend(offset=(16, 8))
        self._curves: dict[str, pg.PlotDataItem] = {}
        self._palette = LIGHT

    def sizeHint(self) -> QSize:
        """Ask for no more than the least: the page gives it the room that is left."""
        return QSize(_LEAST_PX, _LEAST_PX)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.setBackground(palette.surface)
        item = self.getPlotItem()
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setPen(palette.line)
            axis.setTextPen(palette.muted)
        self._legend.setLabelTextColor(palette.text)
        colours = (palette.accent, palette.validation)
        for colour, curve in zip(colours, self._curves.values(), strict=False):
            curve.setPen(pg.mkPen(colour, width=1))
            curve.setSymbolBrush(colour)

    def show_spreads(self, spreads: Mapping[str, Values]) -> None:
        """Show sizes (L,) by the name of the initialization."""
        for name, sizes in spreads.items():
            if name not in self._curves:
                self._curves[name] = self.plot(name=name, symbol="o", symbolSize=6, symbolPen=None)
            self._curves[name].setData(np.arange(1, len(sizes) + 1), np.maximum(sizes, 1e-300))
        self.use_colours(self._palette)
        said = [f"{name}: {sizes[-1]:.2g} in the last" for name, sizes in spreads.items()]
        self.setAccessibleDescription("; ".join(said))
