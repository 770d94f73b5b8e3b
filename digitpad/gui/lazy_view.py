"""A view that costs nothing until it is looked at."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from digitpad.gui.palette import LIGHT, Palette


class LazyView(QWidget):
    """Builds its content when it is first shown.  Signals: shown(), each time."""

    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._built = False
        self._palette = LIGHT

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        if self._built:
            self._wear(palette)

    def _build(self) -> None:
        """Make the content."""
        raise NotImplementedError

    def _wear(self, palette: Palette) -> None:
        """Give the content these colours."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        if not self._built:
            self._built = True
            self._build()
            self._wear(self._palette)
        super().showEvent(event)
        self.shown.emit()
