"""Connects the drawing and the network in use with the page of Look inside that is in sight."""

from PySide6.QtCore import QObject, QTimer, Slot

from digitpad.data.labels import CLASSES
from digitpad.gui.answer.networks import NetworkShelf
from digitpad.gui.answer.recognition_controller import RecognitionController
from digitpad.gui.inside.inside_view import InsideView
from digitpad.gui.inside.moment import Moment
from digitpad.gui.train.training_controller import State, TrainingController
from digitpad.gui.work import Work
from digitpad.recognizer import Answer

# Between two moments at least; while training, which needs all cores, less often.
_PACE_MS, _TRAINING_PACE_MS = 33, 90
_TRAINING_REST = 16.0  # after each piece of long work: two cores lose some 3 % of their time


class InsideController(QObject):
    """Hands the newest moment to the page in sight; does nothing at all while there is none."""

    def __init__(
        self,
        view: InsideView,
        shelf: NetworkShelf,
        recognition: RecognitionController,
        training: TrainingController,
        work: Work,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._shelf, self._training, self._work = view, shelf, training, work
        self._answer: Answer | None = None
        self._stale = False  # an answer came that no page has heard of
        self._pace = QTimer(self, singleShot=True, interval=_PACE_MS)
        self._pace.timeout.connect(self._go_on)
        recognition.answered.connect(self._take)
        view.shown.connect(self.refresh)
        training.state_changed.connect(self._let_training_go_first)

    @Slot(object)
    def _take(self, answer: Answer | None) -> None:
        self._answer, self._stale = answer, True
        if not self._pace.isActive():
            self.refresh()

    @Slot()
    def _go_on(self) -> None:
        if self._stale:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the page in sight what there is now."""
        page = self._view.page
        if page is None:
            return
        self._stale = False
        entry = self._shelf.current
        if entry is None:
            page.show_moment(Moment(None, CLASSES, self._answer))
        else:
            page.show_moment(Moment(entry.network, entry.classes, self._answer, entry.images))
        self._pace.start()

    @Slot()
    def _let_training_go_first(self) -> None:
        is_training = self._training.state is State.RUNNING
        self._pace.setInterval(_TRAINING_PACE_MS if is_training else _PACE_MS)
        self._work.rest = _TRAINING_REST if is_training else 0.0
