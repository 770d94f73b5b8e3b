"""The place in a plot that is pointed at: a line, a dot on each curve, and a line of text."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from digitpad.gui.palette import Palette
from digitpad.gui.parts import label
from digitpad.gui.train.curve_board import LEFT_PX, RIGHT_PX, CurveBoard

_DOT_PX = 7
_ABOVE = 1000  # the curves
_MARGIN_PX = 4


class Crosshair:
    """Draws on ``board``; the text keeps to the side that is farther from the line."""

    def __init__(self, board: CurveBoard) -> None:
        self._board = board
        self._line = pg.InfiniteLine(0.0, angle=90)
        self._dots = pg.ScatterPlotItem(size=_DOT_PX, pxMode=True)
        self._text = label("plotPlace")
        self._text.setParent(board)
        self._text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for item in (self._line, self._dots):
            item.setZValue(_ABOVE)
            board.getViewBox().addItem(item, ignoreBounds=True)  # no data of the plot
        self.hide()

    @property
    def text(self) -> str:
        """What is said about the place, empty when none is pointed at."""
        return self._text.text() if self._text.isVisibleTo(self._board) else ""

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._line.setPen(pg.mkPen(palette.muted, width=1.0))
        self._dots.setPen(pg.mkPen(palette.window, width=1.0))

    def hide(self) -> None:
        """Point at nothing."""
        for part in (self._line, self._dots, self._text):
            part.setVisible(False)

    def show(self, x: float, text: str, dots: Sequence[tuple[float, float, QColor]]) -> None:
        """Point at x; ``dots`` are places on curves, in the plot's own units."""
        self._line.setValue(x)
        self._dots.setData(
            x=[dot[0] for dot in dots], y=[dot[1] for dot in dots], brush=[dot[2] for dot in dots]
        )
        self._text.setText(text)
        self._text.adjustSize()
        low, high = self._board.shown
        on_left = x > (low + high) / 2
        right = self._board.width() - RIGHT_PX - _MARGIN_PX - self._text.width()
        self._text.move(LEFT_PX + _MARGIN_PX if on_left else right, _MARGIN_PX)
        for part in (self._line, self._dots, self._text):
            part.setVisible(True)
