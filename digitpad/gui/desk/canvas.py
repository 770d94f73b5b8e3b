"""The canvas: a sheet that shows the drawing and says what the pen does on it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from digitpad.gui.desk.ink import InkLayer, bounds_of, paint_stroke
from digitpad.gui.desk.ink_image import colour_levels
from digitpad.gui.desk.paper import paint_cross, paint_hint, paint_paper, paint_picture, paint_ring
from digitpad.gui.desk.pen_input import PenInput
from digitpad.gui.desk.stroke import SHEET, Stroke, StrokeBuilder
from digitpad.gui.palette import LIGHT, Palette

SMALLEST_PX = 280
_SIZE_SHOWN_MS = 800
_LIVE_POINTS = 256  # of a stroke in the making are painted anew each time; the rest is ink already


class Canvas(QWidget):
    """Shows strokes or a picture; positions in its signals are in units of the sheet.

    Signals: pen_pressed(x, y, pressure, rubs), pen_moved(x, y, pressure), pen_moved_straight(the
    same), pen_lifted().
    """

    pen_pressed = Signal(float, float, float, bool)
    pen_moved = Signal(float, float, float)
    pen_moved_straight = Signal(float, float, float)
    pen_lifted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAccessibleName("Canvas")
        self.setAccessibleDescription(
            "Draw a digit here. With the keyboard: the arrow keys move the pen, "
            "the space bar puts it down and takes it up."
        )
        self.setStatusTip(
            "Draw with the left button, a pen or a finger; Shift makes lines straight, the right "
            "button rubs out. Keys: arrows and Space."
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(SMALLEST_PX, SMALLEST_PX)
        self._palette = LIGHT
        self._layer = InkLayer()
        self._strokes: Sequence[Stroke] = ()
        self._pen: Sequence[StrokeBuilder] = ()
        self._whole = 0  # pieces of the pen that are in the layer as a whole
        self._inked = 0  # points of the next one that are
        self._picture = QImage()
        self._tool_radius = 0.0  # in units of the sheet
        self._pointer: QPointF | None = None
        self._key_pen: QPointF | None = None
        self._size_shown = QTimer(self, singleShot=True, interval=_SIZE_SHOWN_MS)
        self._size_shown.timeout.connect(self.update)
        self._connect(PenInput(self))

    def _connect(self, pen: PenInput) -> None:
        pen.pressed.connect(self._press)
        pen.moved.connect(partial(self._move, self.pen_moved))
        pen.moved_straight.connect(partial(self._move, self.pen_moved_straight))
        pen.lifted.connect(self.pen_lifted)
        pen.hovered.connect(self._hover)
        pen.key_pen_moved.connect(self._show_key_pen)

    # What it shows

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self._layer.colour = QColor(palette.ink)
        colour_levels(self._picture, self._palette)
        self._repaint_ink()

    def set_tool(self, radius: float, *, rubs: bool) -> None:
        """Show which tool is in hand: a brush or an eraser of this radius, in units."""
        self._tool_radius = radius
        self.setCursor(Qt.CursorShape.BlankCursor if rubs else Qt.CursorShape.CrossCursor)
        self.update()

    def show_size(self) -> None:
        """Show for a moment how large the tool is, wherever the pointer is.

        Not in a window that is about to open: there the size is only brought back.
        """
        if self.isVisible():
            self._size_shown.start()
            self.update()

    def show_content(self, strokes: Sequence[Stroke], picture: QImage | None) -> None:
        """Show a drawing, all of it anew."""
        self._strokes = strokes
        self._forget_pen()
        self._picture = picture or QImage()
        colour_levels(self._picture, self._palette)
        self._repaint_ink()

    def show_changed(self, strokes: Sequence[Stroke], region: QRectF) -> None:
        """Show the drawing after a change within ``region`` (units of the sheet)."""
        self._strokes = strokes
        area = self._pixels(region)
        self._layer.repaint_within(strokes, area)
        self.update(area)

    def show_pen(self, pieces: Sequence[StrokeBuilder]) -> None:
        """Show the stroke in the making, which has grown."""
        if not self._pen and not self._picture.isNull():
            self.show_content((), None)
        if not self._pen and not self._strokes:
            self.update()  # the hint goes, all of it
        self._pen = pieces
        while self._whole < len(pieces) - 1:  # there is a newer one: this one has its end
            self._ink_whole_piece()
        if not pieces:
            return
        live = pieces[-1].part(max(0, self._inked - 1))
        self.update(self._pixels(bounds_of(live)))
        if len(live) > 2 * _LIVE_POINTS:
            settled = len(live) - _LIVE_POINTS
            self._layer.add(Stroke(live.points[:settled], live.widths[:settled]))
            self._inked = max(0, self._inked - 1) + settled

    def show_other_pen(self, pieces: Sequence[StrokeBuilder]) -> None:
        """Show the stroke in the making, which has not grown but become another one."""
        in_ink = self._whole or self._inked
        for piece in self._pen:
            self.update(self._pixels(bounds_of(piece.part(0))))
        self._forget_pen()
        if in_ink:
            self._repaint_ink()
        self.show_pen(pieces)

    def keep_pen(self, strokes: Sequence[Stroke]) -> None:
        """The stroke in the making is finished and belongs to ``strokes`` now."""
        while self._whole < len(self._pen):
            self._ink_whole_piece()
        self._strokes = strokes
        self._forget_pen()

    def _ink_whole_piece(self) -> None:
        rest = self._pen[self._whole].part(max(0, self._inked - 1))
        self._layer.add(rest)
        self.update(self._pixels(bounds_of(rest)))
        self._whole, self._inked = self._whole + 1, 0

    def _forget_pen(self) -> None:
        self._pen, self._whole, self._inked = (), 0, 0

    def picture(self) -> QImage:
        """Return what is on the sheet as a picture."""
        ratio = self.devicePixelRatioF()
        image = QImage((QSize(self.width(), self.height()) * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor(self._palette.sheet))
        with QPainter(image) as painter:
            self._paint_content(painter)
        return image

    # What the pen does

    def _press(self, position: QPointF, pressure: float, rubs: bool) -> None:
        place = position / self._scale()
        self.pen_pressed.emit(place.x(), place.y(), pressure, rubs)

    def _move(self, moved: SignalInstance, position: QPointF, pressure: float) -> None:
        place = position / self._scale()
        moved.emit(place.x(), place.y(), pressure)

    def _hover(self, position: QPointF) -> None:
        self._update_ring()
        self._pointer = position
        self._update_ring()

    def _show_key_pen(self, position: QPointF) -> None:
        self._key_pen = position
        self.update()

    def _update_ring(self) -> None:
        if self._pointer is not None:
            reach = self._tool_radius * self._scale() + 3.0
            corner = QPointF(reach, reach)
            ring = QRectF(self._pointer - corner, self._pointer + corner)
            self.update(ring.toAlignedRect())

    # Painting

    def _scale(self) -> float:
        return self.width() / SHEET

    def _pixels(self, region: QRectF) -> QRect:
        scale = self._scale()
        area = QRectF(region.topLeft() * scale, region.size() * scale)
        return area.toAlignedRect().adjusted(-1, -1, 1, 1)

    def _repaint_ink(self) -> None:
        self._layer.resize(self.width(), self.devicePixelRatioF())
        self._layer.repaint(self._strokes)
        for piece in self._pen[: self._whole]:
            self._layer.add(piece.part(0))
        for piece in self._pen[self._whole :]:
            if self._inked:
                whole = piece.part(0)
                inked = Stroke(whole.points[: self._inked], whole.widths[: self._inked])
                self._layer.add(inked)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:  # ended whatever happens, or Qt would crash
            paint_paper(painter, self.rect(), self._palette, focus=self.hasFocus())
            if not self._strokes and not self._pen and self._picture.isNull():
                paint_hint(painter, self.rect(), self._palette)
            self._paint_content(painter)
            self._paint_tool(painter)

    def _paint_content(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._picture.isNull():
            paint_picture(painter, self.rect(), self._picture)
        painter.drawPixmap(0, 0, self._layer.pixels)
        for piece in self._pen[self._whole :]:
            live = piece.part(max(0, self._inked - 1))
            paint_stroke(painter, live, self._scale(), QColor(self._palette.ink))

    def _paint_tool(self, painter: QPainter) -> None:
        radius = self._tool_radius * self._scale()
        if self._pointer is not None:
            paint_ring(painter, self._pointer, radius, self._palette)
        elif self._size_shown.isActive():
            paint_ring(painter, QRectF(self.rect()).center(), radius, self._palette)
        if self._key_pen is not None and self.hasFocus():
            paint_cross(painter, self._key_pen, self._palette)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._pointer = None  # it is elsewhere on the sheet now
        self._repaint_ink()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._repaint_ink()
        elif event.type() == QEvent.Type.Leave:
            self._update_ring()
            self._pointer = None
        return super().event(event)
