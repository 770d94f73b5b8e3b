"""The strip at the bottom: what happened, or help on what is pointed at. Never in the way."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QWidget

from digitpad.gui.parts import label, named, row

HEIGHT_PX = 40

Answers: TypeAlias = Mapping[str, Callable[[], object]]  # what a button says, and what it does


class MessageStrip(QFrame):
    """Shows a message until it is closed; under it, help that comes and goes.

    A message may ask something: each answer is a button, which ends the message and acts.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageStrip")
        self.setFixedHeight(HEIGHT_PX)
        self._message = ""
        self._tip = ""
        self._problem = False
        self._buttons: list[QToolButton] = []  # the answers
        self.text = label("message", wraps=True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.text.setAccessibleName("Message")
        self.close_button = named(QToolButton(), "closeMessageButton")
        self.close_button.setText("Close")
        self.close_button.setAccessibleName("Close the message")
        self.close_button.clicked.connect(self.clear)
        self._layout = row(8, self)
        self._layout.setContentsMargins(24, 0, 24, 0)
        self._layout.addWidget(self.text, 1)
        self._layout.addWidget(self.close_button)
        self._show()

    @property
    def message(self) -> str:
        """The message, empty when there is none."""
        return self._message

    def show_message(self, sentence: str, answers: Answers | None = None) -> None:
        """Show what happened, or ask."""
        self._become(sentence, answers or {}, problem=False)

    def show_problem(self, sentence: str, answers: Answers | None = None) -> None:
        """Show what went wrong."""
        self._become(sentence, answers or {}, problem=True)

    def show_tip(self, text: str) -> None:
        """Show help while there is no message; empty text ends it."""
        self._tip = text
        self._show()

    def clear(self) -> None:
        """Forget the message."""
        self._become("", {}, problem=False)

    def _become(self, sentence: str, answers: Answers, *, problem: bool) -> None:
        self._message, self._problem = sentence, problem
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._answer(text, act) for text, act in answers.items()]
        self._show()

    def _answer(self, text: str, act: Callable[[], object]) -> QToolButton:
        button = named(QToolButton(), "messageAnswer")
        button.setText(text)
        button.clicked.connect(partial(self._give, act))
        self._layout.insertWidget(self._layout.indexOf(self.close_button), button)
        button.show()  # or it would be in a later turn of the event loop
        return button

    def _give(self, act: Callable[[], object]) -> None:
        self.clear()
        act()

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
