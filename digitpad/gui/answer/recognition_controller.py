"""Connects the drawing, the network in use and the answer: at most one answer a turn."""

import logging
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from digitpad.gui.answer.answer_panel import AnswerPanel
from digitpad.gui.answer.networks import Entry, NetworkShelf
from digitpad.gui.desk.drawing import Drawing
from digitpad.gui.desk.stroke import SHEET
from digitpad.recognizer import Answer, Recognizer

_log = logging.getLogger(__name__)

_QUICK_S = 0.016  # a drawing whose reading takes longer than this is not read at every turn
_NOTHING_LIKELY = np.zeros(10, np.float32)
_DOT = 0.03 * SHEET  # a drawing no larger than this: a tap, or a tap that slipped
_NOTHING_SEEN = np.zeros((28, 28), np.uint8)


class RecognitionController(QObject):
    """Reads the drawing with the network in use and shows the answer.

    Reading takes half of the window's time at most, however much is drawn.

    Signals: answered(answer or None), failed(sentence).
    """

    answered = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        drawing: Drawing,
        shelf: NetworkShelf,
        panel: AnswerPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._drawing, self._shelf, self._panel = drawing, shelf, panel
        self._recognizer: Recognizer | None = None
        self._used: Entry | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.recognize)

    def request(self) -> None:
        """Recognize soon; several requests in one turn of the event loop are one."""
        if not self._soon.isActive():
            self._soon.start()

    def recognize(self) -> None:
        """Read what is on the sheet now, and show the answer."""
        self._soon.stop()
        began = perf_counter()
        try:
            answer = self._read()
        except ValueError as error:
            _log.exception("recognition failed")
            self.failed.emit(f"The drawing cannot be read: {error}.")
            answer = None
        seconds = perf_counter() - began
        self._soon.setInterval(0 if seconds < _QUICK_S else round(1000 * seconds))
        self._panel.show_answer(answer)
        self.answered.emit(answer)

    def _read(self) -> Answer | None:
        drawing = self._drawing
        recognizer = self._use_chosen()
        if recognizer is None or drawing.is_empty:
            return None
        lines = drawing.lines()
        if lines:
            return recognizer.from_strokes(lines, dot=_DOT)
        picture = drawing.picture
        if picture is None or picture.seen is None:
            return Answer(None, _NOTHING_LIKELY, _NOTHING_SEEN, picture.problem if picture else "")
        return recognizer.from_image(picture.seen)

    def _use_chosen(self) -> Recognizer | None:
        entry = self._shelf.current
        if entry is not None and entry is not self._used:
            if self._recognizer is None:
                self._recognizer = Recognizer(entry.network)
            else:
                self._recognizer.use(entry.network)
            self._recognizer.most_doubt = entry.most_doubt
            self._used = entry
            self._panel.show_classes(entry.classes)
        return self._recognizer
