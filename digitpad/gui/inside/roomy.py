"""Room for a page that needs more than a small window has: it scrolls then."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from digitpad.gui.parts import named

_LEAST_PX = (240, 160)


class Roomy(QScrollArea):
    """Gives ``content`` all the place there is, and never less than it needs."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "roomy")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.setWidgetResizable(True)

    def minimumSizeHint(self) -> QSize:
        return QSize(*_LEAST_PX)
