"""The strip at the bottom: what happened, or help on what is pointed at. Never in the way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QWidget

from digitpad.gui.parts import label, named, row

HEIGHT_PX = 40


class MessageStrip(QFrame):
    """Shows a message until it is closed; under it, help that comes and goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageStrip")
        self.setFixedHeight(HEIGHT_PX)
        self._message = ""
        self._tip = ""
        self._problem = False
        self.text = label("message", wraps=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.text.setAccessibleName("Message")
        self.close_button = named(QToolButton(), "closeMessageButton")
        self.close_button.setText("Close")
        self.close_button.setAccessibleName("Close the message")
        self.close_button.clicked.connect(self.clear)
        layout = row(8, self)
        layout.setContentsMargins(24, 0, 24, 0)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.close_button)
        self._show()

    @property
    def message(self) -> str:
        """The message, empty when there is none."""
        return self._message

    def show_message(self, sentence: str) -> None:
        """Show what happened."""
        self._message, self._problem = sentence, False
        self._show()

    def show_problem(self, sentence: str) -> None:
        """Show what went wrong."""
        self._message, self._problem = sentence, True
        self._show()

    def show_tip(self, text: str) -> None:
        """Show help while there is no message; empty text ends it."""
        self._tip = text
        self._show()

    def clear(self) -> None:
        """Forget the message."""
        self._message, self._problem = "", False
        self._show()

    def _show(self) -> None:
        text = self._message or self._tip
        self.text.setText(text)
        self.text.setAccessibleDescription(text)
        self.close_button.setVisible(bool(self._message))
        kind = "problem" if self._problem else "message" if self._message else "tip"
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            for widget in (self, self.text):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
