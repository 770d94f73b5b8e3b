"""The line between the canvas and the views, which can be moved."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from digitpad.gui.palette import LIGHT, Palette

_STEP_PX = 16  # that an arrow key moves it
_GRIP_PX = (4, 40)  # what is seen of it
_ARROWS = {Qt.Key.Key_Left: -_STEP_PX, Qt.Key.Key_Right: _STEP_PX}


class Divider(QWidget):
    """Shows a grip.  Signals: dragged(by how many pixels, to the right), reset_asked()."""

    dragged = Signal(int)
    reset_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("divider")
        self.setAccessibleName("Divider between the canvas and the views")
        self.setStatusTip(
            "Drag to resize the canvas; a double click resets it. Keys: left, right and Home."
        )
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._palette = LIGHT
        self._held_at: float | None = None  # where on the divider the mouse took it

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        active = self.hasFocus() or self.underMouse() or self._held_at is not None
        grip = QRectF(0, 0, *_GRIP_PX)
        grip.moveCenter(QPointF(self.width() / 2, self.height() / 2))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._palette.accent if active else self._palette.line))
            painter.drawRoundedRect(grip, _GRIP_PX[0] / 2, _GRIP_PX[0] / 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held_at = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held_at is not None:
            self.dragged.emit(round(event.position().x() - self._held_at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held_at = None
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self.dragged.emit(step)
        elif event.key() == Qt.Key.Key_Home:
            self.reset_asked.emit()
        else:
            super().keyPressEvent(event)
