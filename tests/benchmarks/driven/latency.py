"""How long the window takes from a movement of the pen to the bars that answer it."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer

from driven.pen import digit
from driven.stage import Stage

MOVE_EVERY_S = 0.008  # as a mouse of 125 Hz does
_REST_S = 0.3  # between two strokes
_LABELS = (3, 5, 8, 2, 6, 9, 0, 4, 7, 1)


class PenLatency(QObject):
    """Draws digits over and over at a hand's pace, and measures each movement.

    A movement counts from the moment when the hand makes it, be the window free to hear of it or
    not, until the window is done with painting bars that know of it.
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.seconds: list[float] = []
        self._stage = stage
        digit(_LABELS[0])  # unpacks the drawings, which is not the window's work
        self._strokes: list[list[QPointF]] = []
        self._digits = self._at = 0  # digits begun; movements of this stroke that were made
        self._unheard: list[float] = []  # when movements were made that no answer knows of yet
        self._unpainted: list[float] = []
        self._due = 0.0
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._make_moves)
        stage.window.recognition.answered.connect(self._answered)
        self._chart = stage.window.answer_panel.chart
        self._chart.installEventFilter(self)

    def begin(self) -> None:
        """Begin to draw."""
        self._due = perf_counter() + _REST_S
        self._timer.start()

    def end(self) -> None:
        """Draw no more."""
        self._timer.stop()
        self._stage.window.actions_.clear.trigger()

    def _make_moves(self) -> None:
        while (due := self._due) <= perf_counter():
            if not self._strokes:
                self._next_digit()
            places, pen = self._strokes[0], self._stage.pen
            self._unheard.append(due)
            (pen.press if self._at == 0 else pen.move)(places[self._at])
            self._at += 1
            self._due += MOVE_EVERY_S
            if self._at == len(places):
                pen.lift(places[-1])
                self._at = 0
                del self._strokes[0]
                self._due += _REST_S

    def _next_digit(self) -> None:
        self._stage.window.actions_.clear.trigger()
        turn, place = divmod(self._digits, len(_LABELS))
        self._strokes = [self._stage.pen.movements(line) for line in digit(_LABELS[place], turn)]
        self._digits += 1

    def _answered(self) -> None:
        self._unpainted += self._unheard
        self._unheard = []

    def _painted(self) -> None:
        now = perf_counter()
        self.seconds += [now - made for made in self._unpainted]
        self._unpainted = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._unpainted:
            QTimer.singleShot(0, self._painted)
        return False
