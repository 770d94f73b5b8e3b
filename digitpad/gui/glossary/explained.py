"""A term of the glossary on hover, for any label of any page."""

from html import escape
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from digitpad.gui.glossary.terms import TERMS, Term

_Widget = TypeVar("_Widget", bound=QWidget)


def explained(widget: _Widget, *keys: str) -> _Widget:
    """Let a widget tell these terms on hover, and say so by the mouse cursor.

    The style sheet underlines a label of one line, too; a paragraph would get a line as wide as
    the page.

    Raises: KeyError, a term that the glossary does not have.
    """
    terms = [TERMS[key] for key in keys]
    widget.setToolTip("<br>".join(tip(term) for term in terms))
    widget.setProperty("explained", not (isinstance(widget, QLabel) and widget.wordWrap()))
    widget.setCursor(Qt.CursorShape.WhatsThisCursor)
    if not widget.accessibleDescription():
        widget.setAccessibleDescription(" ".join(f"{t.title}: {t.words}" for t in terms))
    return widget


def tip(term: Term) -> str:
    """Return a term as rich text: the words first, the symbols after."""
    return f"<b>{escape(term.title)}</b><br>{escape(term.words)}<br><i>{escape(term.exact)}</i>"
