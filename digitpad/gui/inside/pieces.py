"""Long work, a piece at a time: an iterator whose items are each shown as they come."""

from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from digitpad.gui.work import Work

_END = object()


class Pieces(QObject):
    """Drains one iterator in the thread of ``work``; a newer one takes its place at once.

    Between two pieces the thread serves others, so a long work holds nobody up, and rests as long
    as ``Work.rest`` says.
    """

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._left: Iterator[Any] | None = None
        self._show: Callable[[Any], None] = _ignore
        self._end: Callable[[], None] = _nothing
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._ask)

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
        self._rest.stop()
        self._left, self._show, self._end = pieces, show, end or _nothing
        self._ask()

    def stop(self) -> None:
        """Forget the work; neither ``show`` nor ``end`` is called any more."""
        self._left = None
        self._rest.stop()

    @Slot()
    def _ask(self) -> None:
        if self._left is not None:
            self._work.ask(self, partial(_next, self._left), self._take)

    def _take(self, found: tuple[Iterator[Any], Any, float]) -> None:
        pieces, piece, seconds = found
        if pieces is not self._left:  # of work that was forgotten meanwhile
            return
        if piece is _END:
            self._left = None
            self._end()
            return
        self._show(piece)
        if pieces is self._left:
            self._rest.start(round(1000 * self._work.rest * seconds))


def _next(pieces: Iterator[Any]) -> tuple[Iterator[Any], Any, float]:
    """Return the next piece of these pieces, and how many seconds it took."""
    began = perf_counter()
    piece = next(pieces, _END)
    return pieces, piece, perf_counter() - began


def _ignore(piece: Any) -> None:
    del piece


def _nothing() -> None:
    pass
