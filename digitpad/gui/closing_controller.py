"""Asks before a training run is ended by closing the window."""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QWidget

from digitpad.gui.message_strip import MessageStrip, Offer
from digitpad.gui.train.training_controller import State, TrainingController

_QUESTION = "A network is in training: stop it and close Digitpad?"


class ClosingController(QObject):
    """The person's ways to close (the frame's button, the keys, the menu) ask while a run is on.

    The question waits in the message strip and training goes on meanwhile; to close once more is to
    say yes. A program that calls ``window.close()`` is not asked: there is nobody to answer.
    """

    def __init__(
        self,
        window: QWidget,
        quit_action: QAction,
        strip: MessageStrip,
        training: TrainingController,
    ) -> None:
        super().__init__(window)
        self._window, self._strip, self._training = window, strip, training
        window.installEventFilter(self)
        quit_action.triggered.connect(self.ask_to_close)
        training.state_changed.connect(self._withdraw)

    @Slot()
    def ask_to_close(self) -> None:
        """Close, if no run is on or the person insists."""
        if self._may_close():
            self._window.close()

    def _may_close(self) -> bool:
        if self._training.state is State.IDLE or self._strip.holds(_QUESTION):
            return True
        stop = Offer("Stop training and close", self._window.close, otherwise="Go on training")
        self._strip.show_message(_QUESTION, stop)
        return False

    @Slot()
    def _withdraw(self) -> None:
        """The run has ended by itself: there is nothing to ask any more."""
        if self._training.state is State.IDLE:
            self._strip.withdraw(_QUESTION)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QCloseEvent) and event.spontaneous() and not self._may_close():
            event.ignore()
            return True
        return False
