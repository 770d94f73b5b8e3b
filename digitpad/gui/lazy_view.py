"""A view that costs nothing until it is looked at."""

from collections.abc import Callable

from PySide6.QtCore import Qt
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
            self._put_in_tab_order(content)
        super().showEvent(event)

    def _put_in_tab_order(self, content: QWidget) -> None:
        """Let Tab come to the content where the view is; Qt puts what is new at the end."""
        none = Qt.FocusPolicy.NoFocus
        before = self.previousInFocusChain()
        while before is not None and before.focusPolicy() == none and before is not self:
            before = before.previousInFocusChain()
        parts: list[QWidget] = []
        part = content.nextInFocusChain()
        while part is not None and part is not content:
            if content.isAncestorOf(part) and part.focusPolicy() != none:
                parts.append(part)
            part = part.nextInFocusChain()
        for part in parts:
            if before is not None:
                QWidget.setTabOrder(before, part)
            before = part
