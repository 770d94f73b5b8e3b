"""Room for a page that needs more than a small window has: it scrolls then."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea, QWidget

from digitpad.gui.parts import named


class Roomy(QScrollArea):
    """Gives ``content`` all the place there is, and never less than ``least``."""

    def __init__(self, content: QWidget, least: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "roomy")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        content.setMinimumSize(least)
        self.setWidget(content)
        self.setWidgetResizable(True)
