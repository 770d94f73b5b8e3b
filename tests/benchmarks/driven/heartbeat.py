"""How late the window's event loop is."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_S = 0.010


class Heartbeat(QObject):
    """A timer of 10 ms in the window's thread that notes how late each beat is, in seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []
        self._due = 0.0
        self._timer = QTimer(
            self, interval=round(1000 * BEAT_S), timerType=Qt.TimerType.PreciseTimer
        )
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Begin to beat."""
        self._due = perf_counter() + BEAT_S
        self._timer.start()

    def end(self) -> None:
        """Beat no more."""
        self._timer.stop()

    def _beat(self) -> None:
        now = perf_counter()
        self.seconds.append(max(0.0, now - self._due))
        self._due = now + BEAT_S
