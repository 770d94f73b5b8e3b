"""What is dropped on the window."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

T = TypeVar("T")

_KINDS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class DropTarget(QObject):
    """Takes what is dropped anywhere on the window, as long as that lives.

    ``find`` returns what is wanted of it, for ``take``, or None: it is left to the targets that the
    window had before.
    """

    def __init__(
        self, window: QWidget, find: Callable[[QMimeData], T | None], take: Callable[[T], None]
    ) -> None:
        super().__init__(window)
        self._find, self._take = find, take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _KINDS or not isinstance(event, QDropEvent):
            return False
        found = self._find(event.mimeData())
        if found is None:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)  # a move would take it from where it was
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self._take(found)
        return True
