"""A "?" beside a word, and the small text that it opens."""

from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from digitpad.gui.parts import column, label, named
from digitpad.gui.train.settings_help import Help

_WIDTH_PX = 320
_GAP_PX = 4
_BUTTON_PX = 12


class HelpPopover(QFrame):
    """Lies over the window until a click or a key; then the focus is where it was."""

    def __init__(self, about: Help, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("helpPopover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(about.title)
        self.setAccessibleDescription(f"{about.tip} {about.more}")
        self.setFixedWidth(_WIDTH_PX)
        self._focus_before = window.focusWidget()
        self._window = window
        window.installEventFilter(self)
        layout = self._layout = column(8, self)
        layout.setContentsMargins(16, 12, 16, 12)
        tip = about.tip.removeprefix(f"{about.title}: ")
        layout.addWidget(label("heading", about.title, wraps=True))
        for text in (tip[0].upper() + tip[1:], *about.paragraphs()):
            layout.addWidget(label("helpText", text, wraps=True))

    def open_at(self, widget: QWidget) -> None:
        """Show it under ``widget``, or above it where there is no room."""
        window = self._window
        self.show()  # only now the fonts are those of the style sheet
        edge = self.contentsMargins()  # the style sheet's border, which the layout does not count
        inner = self._layout.heightForWidth(_WIDTH_PX - edge.left() - edge.right())
        self.resize(_WIDTH_PX, inner + edge.top() + edge.bottom())
        below = widget.mapTo(window, QPoint(0, widget.height() + _GAP_PX))
        top = below.y()
        if top + self.height() > window.height():
            top = widget.mapTo(window, QPoint(0, -_GAP_PX)).y() - self.height()
        left = min(below.x(), window.width() - _WIDTH_PX - _GAP_PX)
        self.move(max(left, 0), max(top, 0))
        self.raise_()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:  # what it was opened at is elsewhere now
            self.close()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._close()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.close()

    def _close(self) -> None:
        self.close()
        if self._focus_before is not None:
            with suppress(RuntimeError):  # it may be gone by now
                self._focus_before.setFocus()


class HelpButton(QToolButton):
    """Opens a text.  The Tab key passes it by; a field's own help is opened with Shift+F1."""

    def __init__(self, about: Help) -> None:
        super().__init__()
        named(self, "helpButton")
        self.about = about
        self.setText("?")
        self.setFixedWidth(_BUTTON_PX)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"What is this: {about.title}")
        self.setStatusTip(f"What is this: {about.title}?")
        self.clicked.connect(self._open)

    def _open(self) -> None:
        HelpPopover(self.about, self.window()).open_at(self)
