"""Two rows of controls: side by side where there is room, else one below the other."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

_GAP_PX = 8


class TwoRows(QWidget):
    """Holds ``first`` and ``second``; ``shares``: how they divide the room that is left."""

    def __init__(
        self,
        first: QBoxLayout,
        second: QBoxLayout,
        shares: tuple[int, int] = (1, 0),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = (first, second)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_GAP_PX)
        for line, share in zip(self._rows, shares, strict=True):
            self._layout.addLayout(line, share)

    def minimumSizeHint(self) -> QSize:
        width = max(line.minimumSize().width() for line in self._rows)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        needed = sum(line.minimumSize().width() for line in self._rows) + _GAP_PX
        directions = QBoxLayout.Direction
        fits = self.width() >= needed
        self._layout.setDirection(directions.LeftToRight if fits else directions.TopToBottom)
        super().resizeEvent(event)
