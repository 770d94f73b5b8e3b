"""A line of text that is shortened in the middle where there is no room for all of it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """Its ``text()`` stays whole; so does what a screen reader says, and the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def shown_text(self) -> str:
        """Return what is seen of the text."""
        middle = Qt.TextElideMode.ElideMiddle
        return self.fontMetrics().elidedText(self.text(), middle, self.contentsRect().width())

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_whole()

    def _tell_whole(self) -> None:
        self.setToolTip("" if self.shown_text() == self.text() else self.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            place, colour = self.contentsRect(), self.foregroundRole()
            self.style().drawItemText(
                painter,
                place,
                self.alignment(),
                self.palette(),
                self.isEnabled(),
                self.shown_text(),
                colour,
            )
