"""What a person tries, perhaps again, and what is told of it."""

from PySide6.QtCore import QObject, Signal, Slot


class Attempts(QObject):
    """The base of those who try something for the person.

    Signals: failed(sentence); over(sentence), when after that something was done with success.
    """

    failed = Signal(str)
    over = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._problem = ""

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._problem = sentence
        self.failed.emit(sentence)

    @Slot()
    def _succeed(self) -> None:
        if self._problem:
            self.over.emit(self._problem)
        self._problem = ""
