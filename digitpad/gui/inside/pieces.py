"""Long work, a piece at a time: an iterator whose items are each shown as they come."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject

from digitpad.gui.inside.work import Work

_END = object()


class Pieces(QObject):
    """Drains one iterator in the thread of ``work``; a newer one takes its place at once.

    Between two pieces the thread serves others, so a long work holds nobody up.
    """

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._left: Iterator[Any] | None = None
        self._show: Callable[[Any], None] = _ignore
        self._end: Callable[[], None] = _nothing

    @property
    def is_busy(self) -> bool:
        """Whether there may be pieces to come."""
        return self._left is not None

    def start(
        self,
        pieces: Iterator[Any],
        show: Callable[[Any], None],
        end: Callable[[], None] | None = None,
    ) -> None:
        """Show each piece, then call ``end``, all in the window's thread; forget earlier work."""
        self._left, self._show, self._end = pieces, show, end or _nothing
        self._ask(pieces)

    def stop(self) -> None:
        """Forget the work; neither ``show`` nor ``end`` is called any more."""
        self._left = None

    def _ask(self, pieces: Iterator[Any]) -> None:
        self._work.ask(self, lambda: (pieces, next(pieces, _END)), self._take)

    def _take(self, found: tuple[Iterator[Any], Any]) -> None:
        pieces, piece = found
        if pieces is not self._left:  # of work that was forgotten meanwhile
            return
        if piece is _END:
            self._left = None
            self._end()
            return
        self._show(piece)
        if pieces is self._left:
            self._ask(pieces)


def _ignore(piece: Any) -> None:
    del piece


def _nothing() -> None:
    pass
