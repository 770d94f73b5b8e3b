"""The strip at the bottom: what happened, or help on what is pointed at. Never in the way."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QToolButton, QWidget

from digitpad.gui.parts import label, named, restyle, row
from digitpad.gui.words import unbroken

HEIGHT_PX = 40
_PROBLEM = "problem"  # as the style sheet knows it


@dataclass(frozen=True)
class Offer:
    """Something that can be done about a message: the button's text, and what it does.

    ``otherwise`` is what the button says that closes the message and does nothing.
    """

    text: str
    act: Callable[[], object]
    otherwise: str = "Close"


@dataclass(frozen=True)
class _Message:
    sentence: str
    kind: str  # as the style sheet knows it
    offer: Offer | None


_NO_MESSAGE = _Message("", "tip", None)


class MessageStrip(QFrame):
    """Shows the newest message until it is closed; under it, help that comes and goes.

    What offers something comes back when newer messages are closed, and so does the last problem
    under news; everything else is forgotten.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageStrip")
        self.setFixedHeight(HEIGHT_PX)
        self._messages: list[_Message] = []
        self._tip = ""
        self.text = label("message", wraps=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.text.setAccessibleName("Message")
        self.action_button = named(QPushButton(), "messageActionButton")
        self.action_button.clicked.connect(self._act)
        self.close_button = named(QToolButton(), "closeMessageButton")
        self.close_button.clicked.connect(self.clear)
        layout = row(8, self)
        layout.setContentsMargins(24, 0, 24, 0)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.action_button)
        layout.addWidget(self.close_button)
        self._show()

    @property
    def message(self) -> str:
        """The message, empty when there is none."""
        return self._newest.sentence

    @property
    def _newest(self) -> _Message:
        return self._messages[-1] if self._messages else _NO_MESSAGE

    def show_message(self, sentence: str, offer: Offer | None = None) -> None:
        """Show what happened, and offer to do something about it."""
        self._put(_Message(sentence, "message", offer))

    def show_problem(self, sentence: str, offer: Offer | None = None) -> None:
        """Show what went wrong, and offer to do something about it."""
        self._put(_Message(sentence, _PROBLEM, offer))

    def holds(self, sentence: str) -> bool:
        """Tell whether a message that says this is there, also under newer ones."""
        return any(message.sentence == sentence for message in self._messages)

    def show_tip(self, text: str) -> None:
        """Show help while there is no message; empty text ends it."""
        self._tip = text
        self._show()

    def clear(self) -> None:
        """Forget the newest message."""
        del self._messages[-1:]
        self._show()

    def forget_news(self) -> None:
        """Forget what only tells; what offers something still waits for an answer."""
        self._messages = [message for message in self._messages if message.offer]
        self._show()

    def withdraw(self, sentence: str) -> None:
        """Forget a message that says this, also one under newer ones."""
        self._messages = [kept for kept in self._messages if kept.sentence != sentence]
        self._show()

    def _put(self, message: _Message) -> None:
        self.withdraw(message.sentence)
        problem = None if message.kind == _PROBLEM else self._last_problem()
        self._messages = [kept for kept in self._messages if kept.offer or kept is problem]
        self._messages.append(message)
        self._show()

    def _last_problem(self) -> _Message | None:
        return next((one for one in reversed(self._messages) if one.kind == _PROBLEM), None)

    def _act(self) -> None:
        offer = self._newest.offer
        self.clear()
        if offer is not None:
            offer.act()

    def _show(self) -> None:
        message = self._newest
        text = message.sentence or self._tip
        self.text.setText(unbroken(text))
        self.text.setAccessibleDescription(text)
        self.action_button.setText("" if message.offer is None else message.offer.text)
        self.action_button.setVisible(message.offer is not None)
        otherwise = "Close" if message.offer is None else message.offer.otherwise
        self.close_button.setText(otherwise)
        self.close_button.setAccessibleName(
            "Close the message" if otherwise == "Close" else otherwise
        )
        self.close_button.setVisible(bool(message.sentence))
        for part in (self, self.text):
            restyle(part, "kind", message.kind)
