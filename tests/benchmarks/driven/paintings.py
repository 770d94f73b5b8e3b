"""How often something is painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


class Paintings(QObject):
    """Counts how often a widget, or what an area scrolls, is painted while the ``with`` lasts."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        is_area = isinstance(widget, QAbstractScrollArea)
        self._watched = widget.viewport() if is_area else widget
        self.count = 0

    def forget(self) -> None:
        """Count from now on."""
        self.count = 0

    def __enter__(self) -> Paintings:
        self._watched.installEventFilter(self)
        return self

    def __exit__(self, *error: object) -> None:
        self._watched.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False
