"""Mouse, pen, finger and keyboard on the canvas, as one kind of pen."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import (
    QEventPoint,
    QKeyEvent,
    QMouseEvent,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

_KEY_STEP = 4.0  # pixels that an arrow key moves the pen; with Shift more
_KEY_STRIDE = 16.0
_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_DRAWING_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


def _has_shift(event: QMouseEvent | QTabletEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


class PenInput(QObject):
    """Watches a widget's events. Positions are in its pixels, pressure is from 0 to 1.

    Signals: pressed(position, pressure, rubs), moved(position, pressure), or with Shift
    moved_straight(position, pressure), lifted(), hovered(position) by what has a pointer,
    key_pen_moved(position) where the arrow keys have put the pen.
    """

    pressed = Signal(QPointF, float, bool)
    moved = Signal(QPointF, float)
    moved_straight = Signal(QPointF, float)
    lifted = Signal()
    hovered = Signal(QPointF)
    key_pen_moved = Signal(QPointF)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._down = False
        self._key_pen: QPointF | None = None  # in parts of the widget's size
        widget.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        widget.setMouseTracking(True)
        widget.setTabletTracking(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QTabletEvent):
            return self._tablet(event)
        if isinstance(event, QTouchEvent):
            return self._touch(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _press(self, position: QPointF, pressure: float, rubs: bool) -> None:
        self._lift()
        self._widget.setFocus(Qt.FocusReason.MouseFocusReason)
        self._down = True
        self.pressed.emit(position, pressure, rubs)

    def _move(self, position: QPointF, pressure: float, *, straight: bool = False) -> None:
        if self._down:
            (self.moved_straight if straight else self.moved).emit(position, pressure)

    def _lift(self) -> None:
        if self._down:
            self._down = False
            self.lifted.emit()

    def _mouse(self, event: QMouseEvent) -> bool:
        kinds = QEvent.Type
        if event.type() in (kinds.MouseButtonPress, kinds.MouseButtonDblClick):
            if event.button() not in _DRAWING_BUTTONS:
                return False
            self._press(event.position(), 1.0, event.button() == Qt.MouseButton.RightButton)
        elif event.type() == kinds.MouseMove:
            if self._down and not event.buttons():  # the release went elsewhere
                self._lift()
            self._move(event.position(), 1.0, straight=_has_shift(event))
            self.hovered.emit(event.position())
        elif event.type() == kinds.MouseButtonRelease:
            self._lift()
        return True

    def _tablet(self, event: QTabletEvent) -> bool:
        event.accept()  # or Qt sends the same as mouse events
        if event.type() == QEvent.Type.TabletPress:
            turned = event.pointerType() == QPointingDevice.PointerType.Eraser
            rubs = turned or event.button() == Qt.MouseButton.RightButton
            self._press(event.position(), event.pressure(), rubs)
        elif event.type() == QEvent.Type.TabletMove:
            self._move(event.position(), event.pressure(), straight=_has_shift(event))
            self.hovered.emit(event.position())
        elif event.type() == QEvent.Type.TabletRelease:
            self._lift()
        return True

    def _touch(self, event: QTouchEvent) -> bool:
        event.accept()
        if event.type() == QEvent.Type.TouchCancel or not event.points():
            self._lift()
            return True
        finger = event.points()[0]  # one finger draws, the others are ignored
        if finger.state() == QEventPoint.State.Pressed:
            self._press(finger.position(), 1.0, False)
        elif finger.state() == QEventPoint.State.Released:
            self._lift()
        elif finger.state() == QEventPoint.State.Updated:
            self._move(finger.position(), 1.0)
        return True

    def _key(self, event: QKeyEvent) -> bool:
        """Arrow keys move the pen, the space bar puts it down and takes it up."""
        key = Qt.Key(event.key())
        keypad = Qt.KeyboardModifier.KeypadModifier
        shift = Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & ~(keypad | shift):
            return False
        width, height = self._widget.width(), self._widget.height()
        at = self._key_pen or QPointF(0.5, 0.5)
        place = QPointF(at.x() * width, at.y() * height)
        if key in _ARROWS:
            place += _ARROWS[key] * (_KEY_STRIDE if event.modifiers() & shift else _KEY_STEP)
            place = QPointF(min(max(place.x(), 0.0), width), min(max(place.y(), 0.0), height))
            self._key_pen = QPointF(place.x() / width, place.y() / height)
            self.key_pen_moved.emit(place)
            self._move(place, 1.0)
            return True
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._key_pen = at
            self.key_pen_moved.emit(place)
            if self._down:
                self._lift()
            else:
                self._press(place, 1.0, False)
            return True
        return False
