"""A "?" beside a word, and the small text that it opens."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from digitpad.gui.parts import column, label, named
from digitpad.gui.train.settings_help import Help

_WIDTH_PX = 320
_GAP_PX = 4


class HelpPopover(QFrame):
    """Shows a text beside a widget until a click or Escape."""

    def __init__(self, about: Help, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("helpPopover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(about.title)
        self.setAccessibleDescription(f"{about.tip} {about.more}")
        self.setFixedWidth(_WIDTH_PX)
        layout = column(8, self)
        layout.setContentsMargins(16, 12, 16, 12)
        tip = about.tip.removeprefix(f"{about.title}: ")
        for name, text in (
            ("heading", about.title),
            ("helpText", tip[0].upper() + tip[1:]),
            ("helpText", about.more),
        ):
            layout.addWidget(label(name, text, wraps=True))

    def open_at(self, widget: QWidget) -> None:
        """Show it under ``widget``, or above it where there is no room."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(widget.mapToGlobal(QPoint(0, 0)))
        room = (screen or QGuiApplication.primaryScreen()).availableGeometry()
        below = widget.mapToGlobal(QPoint(0, widget.height() + _GAP_PX))
        top = below.y()
        if top + self.height() > room.bottom():
            top = widget.mapToGlobal(QPoint(0, -_GAP_PX)).y() - self.height()
        left = min(below.x(), room.right() - self.width())
        self.move(max(left, room.left()), max(top, room.top()))
        self.show()


class HelpButton(QToolButton):
    """Opens a text.  The Tab key passes it by; a field's own help is opened with Shift+F1."""

    def __init__(self, about: Help) -> None:
        super().__init__()
        named(self, "helpButton")
        self.about = about
        self.setText("?")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"What is this: {about.title}")
        self.setStatusTip(f"What is this: {about.title}?")
        self.clicked.connect(self._open)

    def _open(self) -> None:
        HelpPopover(self.about, self.window()).open_at(self)
