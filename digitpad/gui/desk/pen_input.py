"""Mouse, pen, finger and keyboard on the canvas, as one kind of pen."""

import enum
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import (
    QEventPoint,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QPointingDevice,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

_KEY_STEP = 4.0  # pixels that an arrow key moves the pen; with Shift more
_KEY_STRIDE = 16.0
_PEN_GONE_S = 1.0  # a pen that is heard of no more has left the tablet; one at rest trembles
_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_DRAWING_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)


class _Tool(enum.Enum):
    MOUSE = enum.auto()
    PEN = enum.auto()
    FINGER = enum.auto()
    KEYS = enum.auto()


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
        self._down: tuple[_Tool, int] | None = None  # what draws
        self._pen_s = 0.0  # when a pen was last heard of
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

    def _press(
        self, tool: _Tool, position: QPointF, pressure: float, *, rubs: bool = False, part: int = 0
    ) -> None:
        """Begin; ``part`` is the button or the finger of the tool that has to be lifted."""
        self._lift()
        self._widget.setFocus(Qt.FocusReason.MouseFocusReason)
        self._down = (tool, part)
        self.pressed.emit(position, pressure, rubs)

    def _is_down(self, *tools: _Tool) -> bool:
        return self._down is not None and self._down[0] in tools

    def _move(
        self, tool: _Tool, position: QPointF, pressure: float, *, straight: bool = False
    ) -> None:
        if self._is_down(tool):
            (self.moved_straight if straight else self.moved).emit(position, pressure)

    def _lift(self) -> None:
        if self._down is not None:
            self._down = None
            self.lifted.emit()

    def _mouse(self, event: QMouseEvent) -> bool:
        kinds, part = QEvent.Type, event.button().value
        if event.type() in (kinds.MouseButtonPress, kinds.MouseButtonDblClick):
            if event.button() not in _DRAWING_BUTTONS:
                return False
            if not self._is_another_button(_Tool.MOUSE, event):
                rubs = event.button() == Qt.MouseButton.RightButton
                self._press(_Tool.MOUSE, event.position(), 1.0, rubs=rubs, part=part)
        elif event.type() == kinds.MouseMove:
            self._lift_what_was_let_go_elsewhere(event)
            self._move(_Tool.MOUSE, event.position(), 1.0, straight=_has_shift(event))
            self.hovered.emit(event.position())
        elif event.type() == kinds.MouseButtonRelease and self._down == (_Tool.MOUSE, part):
            self._lift()
        return True

    def _tablet(self, event: QTabletEvent) -> bool:
        event.accept()  # or Qt sends the same as mouse events
        self._pen_s = monotonic()
        part = event.button().value
        if event.type() == QEvent.Type.TabletPress:
            if not self._is_another_button(_Tool.PEN, event):
                turned = event.pointerType() == QPointingDevice.PointerType.Eraser
                rubs = turned or event.button() == Qt.MouseButton.RightButton
                self._press(_Tool.PEN, event.position(), event.pressure(), rubs=rubs, part=part)
        elif event.type() == QEvent.Type.TabletMove:
            self._lift_what_was_let_go_elsewhere(event)
            straight = _has_shift(event)
            self._move(_Tool.PEN, event.position(), event.pressure(), straight=straight)
            self.hovered.emit(event.position())
        elif event.type() == QEvent.Type.TabletRelease and self._down == (_Tool.PEN, part):
            self._lift()
        return True

    def _is_another_button(self, tool: _Tool, event: QMouseEvent | QTabletEvent) -> bool:
        """Whether the tool draws already, with a button that is still held."""
        held = event.buttons() & ~event.button()
        return self._down is not None and self._down[0] is tool and bool(held.value & self._down[1])

    def _lift_what_was_let_go_elsewhere(self, event: QMouseEvent | QTabletEvent) -> None:
        """A pen, for one, can leave the tablet in the middle of a stroke."""
        if not event.buttons() and self._is_down(_Tool.MOUSE, _Tool.PEN):
            self._lift()

    def _touch(self, event: QTouchEvent) -> bool:
        """One finger draws, the others are ignored; beside a pen all are: a hand rests there."""
        event.accept()  # or Qt sends the same as mouse events
        if event.device().type() == QInputDevice.DeviceType.TouchPad:
            return True  # two fingers there scroll
        first = event.type() == QEvent.Type.TouchBegin  # no finger can be down from before
        if (first or event.type() == QEvent.Type.TouchCancel) and self._is_down(_Tool.FINGER):
            self._lift()
        if monotonic() - self._pen_s > _PEN_GONE_S and self._is_down(_Tool.PEN):
            self._lift()
        for finger in event.points():
            self._follow(finger)
        return True

    def _follow(self, finger: QEventPoint) -> None:
        states = QEventPoint.State
        if finger.state() == states.Pressed and not self._is_down(_Tool.PEN, _Tool.FINGER):
            self._press(_Tool.FINGER, finger.position(), 1.0, part=finger.id())
        elif self._down == (_Tool.FINGER, finger.id()):
            if finger.state() == states.Updated:
                self._move(_Tool.FINGER, finger.position(), 1.0)
            elif finger.state() == states.Released:
                self._lift()

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
            self._move(_Tool.KEYS, place, 1.0)
            return True
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._key_pen = at
            self.key_pen_moved.emit(place)
            if self._is_down(_Tool.KEYS):
                self._lift()
            else:
                self._press(_Tool.KEYS, place, 1.0)
            return True
        return False
