"""Small parts of views: named widgets, and layouts without margins."""

from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

_Widget = TypeVar("_Widget", bound=QWidget)


def named(widget: _Widget, name: str) -> _Widget:
    """Give a widget its object name; the style sheet and the tests know it by that."""
    widget.setObjectName(name)
    return widget


def label(name: str, text: str = "", *, wraps: bool = False) -> QLabel:
    """Return a label; ``wraps`` lets it take several lines."""
    result = named(QLabel(text), name)
    result.setWordWrap(wraps)
    return result


def new_action(
    text: str, key: QKeySequence.StandardKey | str | None, tip: str, owner: QObject
) -> QAction:
    """Return an action whose tool tip says its name and its key."""
    result = QAction(text, owner)
    if key is not None:
        result.setShortcut(QKeySequence(key))
    result.setStatusTip(tip)
    shown = result.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    name = plain_name(text)
    result.setToolTip(f"{name} ({shown})" if shown else name)
    return result


def plain_name(text: str) -> str:
    """Return the text of an action without the sign before its letter, and without dots."""
    return text.replace("&", "").rstrip(" …")


def tool_button(name: str, text: str, tip: str, *, title: str = "") -> QToolButton:
    """Return a small button with help; ``title`` is its name for a screen reader, else its text."""
    button = named(QToolButton(), name)
    button.setText(text)
    button.setAccessibleName(title)
    button.setStatusTip(tip)
    button.setToolTip(tip)
    return button


def keep_room(widget: QWidget) -> None:
    """Let a widget that is hidden keep its place, so that nothing else moves."""
    keeping = widget.sizePolicy()
    keeping.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(keeping)


def restyle(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a property that the style sheet asks for, and dress the widget by it, if it is new."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def row(spacing: int, parent: QWidget | None = None) -> QHBoxLayout:
    """Return a layout from left to right."""
    layout = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def column(spacing: int, parent: QWidget | None = None) -> QVBoxLayout:
    """Return a layout from top to bottom."""
    layout = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def leave_drops_to_the_window(view: QAbstractScrollArea) -> None:
    """Let a plot, which would take everything that is dropped and do nothing with it, take none."""
    for part in (view, view.viewport()):
        part.setAcceptDrops(False)
