"""Offers to go on with a run that was interrupted."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from digitpad.gui.message_strip import MessageStrip, Offer
from digitpad.gui.train.training_controller import TrainingController
from digitpad.training import RunRecord, RunStore


class ResumeOffer(QObject):
    """Looks once, when the window is up.  Each interruption is told of once; its run stays in the
    list of runs, where one can go on with it at any time.
    """

    def __init__(
        self,
        store: RunStore,
        training: TrainingController,
        strip: MessageStrip,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._store, self._training, self._strip = store, training, strip
        QTimer.singleShot(0, self, self.look)

    @Slot()
    def look(self) -> None:
        """Offer the newest of the runs that were interrupted."""
        interrupted = self._store.interrupted()
        for record in interrupted:
            self._store.forget_interruption(record.id)
        if interrupted:
            record = interrupted[-1]
            resume = Offer("Go on", partial(self._training.resume, record), otherwise="Not now")
            self._strip.show_message(_sentence(record), resume)


def _sentence(record: RunRecord) -> str:
    epoch = min(record.epochs_done + 1, record.config.epochs)
    return (
        f"The run {record.name} was interrupted in epoch {epoch} of {record.config.epochs}: "
        "go on where it was?"
    )
