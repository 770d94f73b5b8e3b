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
        earlier = (part for part in reversed(_ring(self)) if _takes_focus(part))
        before = next(earlier, self)
        for part in _ring(content):
            if content.isAncestorOf(part) and _takes_focus(part):
                QWidget.setTabOrder(before, part)
                before = part


def _takes_focus(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def _ring(widget: QWidget) -> list[QWidget]:
    """Return all widgets of the window that Tab may come to, from after ``widget`` on."""
    parts, part = [], widget.nextInFocusChain()
    while part is not None and part is not widget:
        parts.append(part)
        part = part.nextInFocusChain()
    return parts
