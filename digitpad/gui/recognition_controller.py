"""Connects the drawing, the network in use and the answer: at most one answer a turn."""

import logging
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from digitpad.data import NoDigitFound
from digitpad.gui.answer_panel import AnswerPanel
from digitpad.gui.drawing import Drawing
from digitpad.gui.networks import NetworkShelf, OpaqueNetwork
from digitpad.recognizer import Answer, Recognizer

_log = logging.getLogger(__name__)


class RecognitionController(QObject):
    """Reads the drawing with the network in use and shows the answer.

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
        self._used: OpaqueNetwork = None
        self._picture: tuple[Any, NDArray[np.uint8] | NoDigitFound] | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.recognize)

    def request(self) -> None:
        """Recognise soon; several requests in one turn of the event loop are one."""
        if not self._soon.isActive():
            self._soon.start()

    def recognize(self) -> None:
        """Read what is on the sheet now, and show the answer."""
        self._soon.stop()
        try:
            answer = self._read()
        except ValueError as error:
            _log.exception("recognition failed")
            self.failed.emit(str(error))
            answer = None
        self._panel.show_answer(answer)
        self.answered.emit(answer)

    def _read(self) -> Answer | None:
        drawing = self._drawing
        recognizer = self._use_chosen()
        if recognizer is None or drawing.is_empty:
            return None
        lines = drawing.lines()
        if lines:
            return recognizer.from_strokes(lines)
        return self._read_picture(recognizer)

    def _read_picture(self, recognizer: Recognizer) -> Answer:
        """Find the digit in a picture once, and read it again with each new network."""
        picture = self._drawing.picture
        assert picture is not None
        if self._picture is None or self._picture[0] is not picture:
            try:
                answer = recognizer.from_picture(picture)
            except NoDigitFound as error:
                self._picture = (picture, error)
            else:
                self._picture = (picture, answer.seen)
                return answer
        found = self._picture[1]
        if isinstance(found, NoDigitFound):
            nothing = np.zeros(10, np.float32)
            return Answer(None, nothing, np.zeros((28, 28), np.uint8), str(found))
        return recognizer.from_image(found)

    def _use_chosen(self) -> Recognizer | None:
        entry = self._shelf.current
        if entry is not None and entry.network is not self._used:
            if self._recognizer is None:
                self._recognizer = Recognizer(entry.network)
            else:
                self._recognizer.use(entry.network)
            self._used = entry.network
            self._panel.show_classes(entry.classes)
        return self._recognizer
