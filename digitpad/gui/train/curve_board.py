"""The board that curves are drawn on: axes, and what mouse and keys ask for."""

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsItem

from digitpad.gui.palette import Palette
from digitpad.gui.parts import leave_drops_to_the_window
from digitpad.gui.train.axis_limits import Range
from digitpad.gui.train.plot_axis import TEXT_PX, PlotAxis

LEFT_PX = 48  # of the axis: the same in all plots, so that they stand in line
RIGHT_PX = 8  # beyond the last epoch, some of it for half of a dot
BOTTOM_PX = 22  # of the axis
_BELOW_PX = 6  # of an axis without numbers; less would cut off the lowest number at the left
_LEAST_HEIGHT_PX = 56
_EDGE, _TOP = 0.01, 0.05  # of what is seen of the axes: room for half of a dot at the end
_BEHIND = -1000  # the curves
_STEPS_ACROSS = 100  # by which the arrow keys move the crosshair over what is seen
_FAST = 10  # times as far, with Shift
_ZOOM = 1.25  # a turn of the wheel, a press of a key
_NARROWEST = 1e-3  # of the whole axis


class CurveBoard(pg.PlotWidget):
    """Shows axes and what is added to it; the x axis begins at 0.

    Signals: pointed(x, or None when nothing is pointed at), zoomed((x, x), or None for all).
    The wheel and + and - zoom, dragging moves, a double click and 0 show all; the arrow keys
    move the place that is pointed at.
    """

    pointed = Signal(object)
    zoomed = Signal(object)

    def __init__(self, name: str, title: str, *, share: bool, numbered: bool) -> None:
        axes = {"left": PlotAxis("left", share=share), "bottom": PlotAxis("bottom")}
        super().__init__(axisItems=axes, enableMenu=False)  # menus take as long as the plot
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._axes = axes
        self._last_x = 1.0
        self._limits: tuple[Range, Range] = ((0.0, 0.0), (0.0, 0.0))
        self._place: float | None = None  # pointed at
        self._grip: tuple[float, Range] | None = None  # of a drag: where it began, and the range
        self._arrange(numbered)

    def _arrange(self, numbered: bool) -> None:
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        leave_drops_to_the_window(self)
        self.setMinimumHeight(_LEAST_HEIGHT_PX + (BOTTOM_PX if numbered else 0))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        item = self.getPlotItem()
        item.hideButtons()
        item.setMouseEnabled(False, False)
        item.disableAutoRange()
        item.setClipToView(True)
        item.setContentsMargins(0, 8, RIGHT_PX // 2, 0 if numbered else _BELOW_PX)
        item.showGrid(x=False, y=True, alpha=0.6)
        item.getViewBox().setDefaultPadding(0.0)
        item.getViewBox().sigResized.connect(self._paint_axes_anew)
        font = self.font()
        font.setPixelSize(TEXT_PX)
        for axis in self._axes.values():
            axis.setTickFont(font)
            axis.setZValue(_BEHIND)
        self._axes["left"].setWidth(LEFT_PX)
        if numbered:
            self._axes["bottom"].setHeight(BOTTOM_PX)
        else:
            self._axes["bottom"].setStyle(showValues=False)
            self._axes["bottom"].setHeight(1)

    @Slot()
    def _paint_axes_anew(self) -> None:
        """Keep a picture of each axis, so that not every point of a curve paints them again.

        It is begun afresh at a new size, where Qt would keep parts of the old one.
        """
        self.keep_axes(False)
        self.keep_axes(True)

    def keep_axes(self, kept: bool) -> None:
        """Paint the axes by pictures of them, which are as fine as the screen, or each time."""
        modes = QGraphicsItem.CacheMode
        for axis in self._axes.values():
            axis.setCacheMode(modes.DeviceCoordinateCache if kept else modes.NoCache)

    @property
    def shown(self) -> Range:
        """The part of the x axis that is seen."""
        return self._limits[0]

    @property
    def zoom(self) -> Range | None:
        """The same, or None when it is all."""
        return None if self.shown == (0.0, self._last_x) else self.shown

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self.setBackground(palette.window)  # its own, or all that lies below is painted, too
        for axis in self._axes.values():
            axis.setPen(palette.line)
            axis.setTickPen(palette.line)
            axis.setTextPen(palette.muted)

    def set_logarithmic(self, on: bool) -> None:
        """Take values on the y axis for powers of ten."""
        self._axes["left"].set_logarithmic(on)

    def show_limits(self, last_x: float, x: Range, y: Range) -> None:
        """Show this part of x, which ends at ``last_x``, and this part of y."""
        self._last_x = last_x
        if self._limits == (x, y):  # axes are dear to draw
            return
        self._limits = (x, y)
        (left, right), (bottom, top) = x, y
        self.setRange(
            xRange=(left, right + _EDGE * (right - left)),
            yRange=(bottom, top + _TOP * (top - bottom)),
            padding=0.0,
        )
        spacing = None
        if self.zoom is None:
            whole = max(1, round(last_x / 5)) if last_x > 8 else 1
            spacing = [(whole, 0)]
        self._axes["bottom"].setTickSpacing(levels=spacing)

    def point_at(self, x: float | None) -> None:
        """Remember what is pointed at; the keys move from there."""
        self._place = x

    def x_at(self, position: QPointF) -> float:
        """Return what lies at a position in pixels, at the nearest end if it is beyond."""
        return min(max(self._x_at(position, self.shown), self.shown[0]), self.shown[1])

    def _x_at(self, position: QPointF, shown: Range) -> float:
        box = self.getViewBox().sceneBoundingRect()
        share = (position.x() - box.left()) / max(1.0, box.width())
        return float(shown[0] + share * (1.0 + _EDGE) * (shown[1] - shown[0]))

    def _ask_zoom(self, low: float, high: float) -> None:
        """Ask for a part of the axis, moved into it."""
        width = min(max(high - low, _NARROWEST * self._last_x), self._last_x)
        low = min(max(low, 0.0), self._last_x - width)
        whole = width >= self._last_x
        self.zoomed.emit(None if whole else (low, low + width))

    def _scale(self, centre: float, factor: float) -> None:
        low, high = self.shown
        self._ask_zoom(centre - (centre - low) * factor, centre + (high - centre) * factor)

    # What Qt tells; the plot's own manners are left out, and so is the time they take

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = (self._x_at(event.position(), self.shown), self.shown)
            self.pointed.emit(self.x_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None and event.buttons() & Qt.MouseButton.LeftButton:
            held, (low, high) = self._grip
            moved = held - self._x_at(event.position(), (low, high))
            if self.zoom is not None:
                self._ask_zoom(low + moved, high + moved)
        self.pointed.emit(self.x_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.zoomed.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120.0
        if turns:
            self._scale(self.x_at(event.position()), _ZOOM**-turns)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._grip = None
        self.pointed.emit(None)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.pointed.emit(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        low, high = self.shown
        step = (high - low) / _STEPS_ACROSS
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            step *= _FAST
        place = high if self._place is None else self._place
        match event.key():
            case Qt.Key.Key_Left:
                self.pointed.emit(max(place - step, low))
            case Qt.Key.Key_Right:
                self.pointed.emit(min(place + step, high))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._scale(place, 1 / _ZOOM)
            case Qt.Key.Key_Minus:
                self._scale(place, _ZOOM)
            case Qt.Key.Key_0:
                self.zoomed.emit(None)
            case Qt.Key.Key_Escape:
                self.pointed.emit(None)
            case _:
                event.ignore()
