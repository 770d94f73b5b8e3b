"""A view that costs nothing until it is looked at."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from digitpad.gui.parts import column


class LazyView(QWidget):
    """Calls ``make`` for its content when it is first shown."""

    def __init__(self, make: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make: Callable[[], QWidget] | None = make

    def showEvent(self, event: QShowEvent) -> None:
        if self._make is not None:
            make, self._make = self._make, None
            content = make()
            column(0, self).addWidget(content)
            content.show()
        super().showEvent(event)
