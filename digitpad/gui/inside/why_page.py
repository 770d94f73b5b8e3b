"""The page Why: which ink speaks for the answer and against it, and what would make it another."""

import numpy as np
from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent

from digitpad.data import NothingDrawn, formation
from digitpad.gui.desk.drawing import Drawing, Picture
from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.page import Page, Surroundings
from digitpad.gui.inside.pieces import Pieces
from digitpad.gui.inside.subject import Subject, subject_of
from digitpad.gui.inside.training_pace import TrainingPace
from digitpad.gui.inside.why_view import WhyView
from digitpad.gui.inside.why_words import change_words, other_words, score_words, sum_words
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column
from digitpad.inside.evidence import METHODS, Evidence, Method, Question, evidence
from digitpad.inside.occlusion import Image, Mask, stroke_parts
from digitpad.inside.score import Contrast
from digitpad.inside.what_if import Change, changes_to

_HINT = "Draw a digit, and its ink shows what it says."
_NO_STROKES = "This is a picture: it has no strokes to leave out."
_HELP = (
    "A pen or an eraser touches the drawing dab by dab where that changes the score most. "
    "It is a small change, though perhaps not the smallest."
)
_STROKES = "strokes"
_STILL_MS = 200  # without another drawing, until a change of this one is looked for
_PAUSE_MS = 10_000  # between two states of a network in training: both questions take half a second


class WhyPage(Page):
    """Asks both questions of each new drawing, answer or network; older questions are dropped."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.view = WhyView()
        column(0, self).addWidget(self.view)
        self._drawing: Drawing = around.drawing
        self._canvas = around.drawing_controller
        self._evidence, self._changes = Pieces(around.work, self), Pieces(around.work, self)
        self._subject: Subject | None = None
        self._pace = TrainingPace(_PAUSE_MS, self._explain, self)
        self._still = QTimer(self, singleShot=True, interval=_STILL_MS)
        self._still.timeout.connect(self._ask_what_if)
        self._found: Change | None = None  # that can be put on the canvas
        self.view.asked.connect(self._ask)
        self.view.put_asked.connect(self._put)

    def use_colours(self, palette: Palette) -> None:
        self.view.use_colours(palette)

    def show_moment(self, moment: Moment) -> None:
        self.view.show_classes(moment.classes)
        self._pace.offer(subject_of(moment))

    def _explain(self, subject: Subject | None) -> None:
        self._subject = subject
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing is computed; it begins anew when the page is back."""
        self._stop()
        self._pace.forget()
        super().hideEvent(event)

    def _stop(self) -> None:
        self._still.stop()
        for pieces in (self._evidence, self._changes):
            pieces.stop()

    @Slot()
    def _ask(self) -> None:
        self._stop()
        self._found = None
        self.view.show_method(self._method)
        self.view.show_help(_HELP, can_put=False)
        if self._subject is None:
            self.view.show_evidence(None, None, _HINT)
            self.view.show_change(None, None, "")
            return
        self._ask_why(self._subject)
        self._still.start()

    @property
    def _method(self) -> Method:
        return next(method for method in METHODS if method.key == self.view.method.key())

    # Why

    def _ask_why(self, subject: Subject) -> None:
        image, names, method = subject.image, subject.classes, self._method
        wanted = self.view.wanted.chosen
        wanted = subject.likeliest[0] if wanted is None else wanted
        against = self.view.against.chosen
        contrast = Contrast(wanted, None if against == wanted else against)
        strokes = self._strokes(image) if method.key == _STROKES else []
        if method.key == _STROKES and not strokes:
            self.view.show_evidence(image, None, _NO_STROKES)
            return
        other = other_words(contrast.against, names)

        def show(found: Evidence) -> None:
            text = score_words(found.score, names[wanted], other)
            self.view.show_evidence(image, found.values, f"{text} {sum_words(found, method)}")

        question = Question(subject.network, image, contrast, strokes)
        self._evidence.start(evidence(method, question), show)

    def _strokes(self, image: Image) -> list[Mask]:
        """Return which pixels belong to which stroke; none for a picture."""
        try:
            made = formation(self._drawing.lines())
        except NothingDrawn:
            return []
        return stroke_parts(image, [line + made.corner for line in made.lines])

    # What if

    @Slot()
    def _ask_what_if(self) -> None:
        subject = self._subject
        if subject is None:
            return
        image, names = subject.image, subject.classes
        target = self.view.target.chosen
        target = subject.likeliest[1] if target is None else target
        found: list[Change] = []

        def show(change: Change, *, is_done: bool = False) -> None:
            found[:] = [change]
            ink = (change.added.astype(np.float32) - change.removed) / 255
            self.view.show_change(image, ink, change_words(change, names, is_done=is_done))

        def end() -> None:
            show(found[0], is_done=True)
            self._found = found[0] if found[0].found and found[0].dabs else None
            self.view.show_help(_HELP, can_put=self._found is not None)

        self._changes.start(changes_to(subject.network, image, target), show, end)

    @Slot()
    def _put(self) -> None:
        if self._found is not None:
            image = self._found.image
            self._canvas.show_picture(Picture(image, image))
