"""The answer: large, with how sure it is, the ten bars, and what the network saw."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.data.labels import CLASSES
from digitpad.gui.answer.probability_chart import ProbabilityChart
from digitpad.gui.answer.seen_image import SeenImage
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, restyle, row
from digitpad.gui.words import percent
from digitpad.recognizer import Answer

_RIVAL = 0.1  # a second digit as probable as this is named
_PIXELS = (3, 16)  # least and most of the screen for one of the image
_SEEN_SHARE = 0.28  # of the height at most
_DIGIT_PX = (88, 104, 176)  # height of the answer's letter: least, usual, most
_DIGIT_SHARE = 0.44  # of the width
_SLOT_SHARE = (0.72, 1.1)  # width and height of the room for a digit, of its letter
_INVITATION = "The network's answer appears here while you draw."


class AnswerPanel(QWidget):
    """Shows an answer; holds no network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerPanel")
        self.answer = label("answer")
        self.answer.setAccessibleName("Answer")
        self.answer.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.answer.setIndent(0)  # a label with a border would indent its text
        self.answer.setStatusTip("The digit that the network thinks most likely.")
        self.sureness = label("sureness", wraps=True)
        self.sureness.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._mood, self._letter_px = "", 0
        self._names = CLASSES
        self.chart = ProbabilityChart()
        self.seen = SeenImage()
        caption = label("caption", "What the network sees")
        caption.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

        head = row(16)
        head.addWidget(self.answer)
        head.addWidget(self.sureness, 1)
        layout = column(8, self)
        layout.addLayout(head)
        layout.addWidget(self.chart, 1)
        layout.addSpacing(8)
        layout.addWidget(caption)
        layout.addWidget(self.seen)
        layout.addStretch()
        self.show_answer(None)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the smallest parts, however large they are now."""
        now, least = self.answer.height() + self.seen.height(), _slot(_DIGIT_PX[0]).height()
        hint = super().minimumSizeHint()
        return QSize(hint.width(), hint.height() - now + least + 28 * _PIXELS[0])

    def lay_out(self, place: QRect) -> None:
        """Take this place; the image takes the largest whole pixels that leave the bars room."""
        room = min(place.width(), int(_SEEN_SHARE * place.height()))
        low, high = _PIXELS
        self.seen.set_pixel(min(max(room // 28, low), high))
        least, usual, most = _DIGIT_PX
        wanted = int(_DIGIT_SHARE * place.width()) if place.height() > 5 * usual else usual
        self._set_digit_height(min(max(wanted, least), most))
        self.setGeometry(place)

    def _set_digit_height(self, letter_px: int) -> None:
        if letter_px != self._letter_px:
            self._letter_px = letter_px
            self.answer.setStyleSheet(f"font-size: {letter_px}px")
            self.answer.setFixedSize(_slot(letter_px))

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self.chart.use_colours(palette)
        self.seen.use_colours(palette)

    def show_classes(self, names: tuple[str, ...]) -> None:
        """Name the classes; an answer by number says its name too, if that is another."""
        if names != self._names:  # each state of a network in training comes with them
            self._names = names
            self.chart.show_names(names)

    def show_answer(self, answer: Answer | None) -> None:
        """Show an answer, or with None that nothing is drawn."""
        if answer is None:
            if self._mood == "empty":  # as it is: each new state of a network in training asks
                return
            self._show("", _INVITATION, "empty")
            self.chart.show_probabilities(None)
            self.seen.show_image(None)
            return
        if answer.digit is None:
            self._show("?", answer.sentence, "unsure")
        else:
            self._show(str(answer.digit), self._sureness(answer.probabilities), "sure")
        self.chart.show_probabilities(answer.probabilities, answer.digit)
        self.seen.show_image(answer.seen)

    def _show(self, text: str, sureness: str, mood: str) -> None:
        self.answer.setText(text)
        self.sureness.setText(sureness)
        self.answer.setAccessibleDescription(f"{text} {sureness}".strip())
        if mood != self._mood:
            self._mood = mood
            for part in (self.answer, self.sureness):
                restyle(part, "mood", mood)

    def _sureness(self, p: NDArray[np.floating]) -> str:
        rival, best = np.argsort(p)[-2:].tolist()
        lines = [percent(p[best])]
        if self._names[best] != str(best):
            lines.insert(0, self._names[best])
        if p[rival] >= _RIVAL:
            lines.append(f"perhaps {self._names[rival]}")
        return "\n".join(lines)


def _slot(letter_px: int) -> QSize:
    """Return the room for a digit of this height."""
    return QSize(round(_SLOT_SHARE[0] * letter_px), round(_SLOT_SHARE[1] * letter_px))
