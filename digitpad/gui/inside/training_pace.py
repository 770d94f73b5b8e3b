"""How often a page follows a network that changes all the time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from digitpad.gui.inside.subject import Subject


class TrainingPace(QObject):
    """Explains a new drawing at once, a newer state of the network only after a pause.

    So a page keeps the machine busy for a small part of the time, and training the rest.
    """

    def __init__(
        self,
        pause_ms: int,
        explain: Callable[[Subject | None], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._explain = explain
        self._newest: Subject | None = None
        self._explained: Subject | None = None
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(self._catch_up)

    def offer(self, subject: Subject | None) -> None:
        """Explain ``subject``, now or after the pause; one that is explained already, not again."""
        known, self._newest = self._explained, subject
        if subject is None or known is None or (subject.image != known.image).any():
            self._go_on()
        elif not self._pause.isActive():
            self._catch_up()

    def forget(self) -> None:
        """Begin anew: the next one is explained at once."""
        self._pause.stop()
        self._newest = self._explained = None

    @Slot()
    def _catch_up(self) -> None:
        if self._newest is not None and not self._newest.is_as(self._explained):
            self._go_on()

    def _go_on(self) -> None:
        self._explained = self._newest
        self._pause.start()
        self._explain(self._newest)
