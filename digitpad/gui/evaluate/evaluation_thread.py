"""The thread that measures a network."""

import logging
import threading
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThread, Signal

from digitpad import data
from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.gui.evaluate.measurement import DRAWN, TEST, Measured
from digitpad.gui.train.mailbox import Mailbox
from digitpad.training import Evaluation, ImagesRead, evaluation_steps

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SetMeasured:
    """One kind of images is done."""

    key: str
    measured: Measured


class EvaluationThread(QThread):
    """Measures ``network`` on the test images of a data set and on pen drawings.

    What it finds goes into ``mailbox``: shares of 1 that say how far it is, and what is measured.
    Signals: failed(sentence), finished() always and last.  To end it: ``stop()``, then ``wait()``.
    """

    failed = Signal(str)

    def __init__(self, network: OpaqueNetwork, dataset: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mailbox: Mailbox[float | SetMeasured] = Mailbox()
        self._network, self._dataset = network, dataset
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End after the images in hand."""
        self._stopped.set()

    def run(self) -> None:
        try:
            self._measure()
        except Exception as error:  # the one broad catch: no thread dies in silence
            if not self._stopped.is_set():
                _log.exception("measuring failed")
                self.failed.emit(_sentence(error))

    def _measure(self) -> None:
        splits = data.load(self._dataset)
        sets = {DRAWN.key: splits.drawn, TEST.key: splits.test}
        total = sum(len(images) for images in sets.values() if images is not None)
        before = 0
        for key, images in sets.items():
            if images is None:
                continue
            for step in evaluation_steps(self._network, images):
                if self._stopped.is_set():
                    return
                if isinstance(step, ImagesRead):
                    self.mailbox.put((before + step.done) / total)
                elif isinstance(step, Evaluation):
                    self.mailbox.put(SetMeasured(key, Measured(images, step)))
            before += len(images)


def _sentence(error: Exception) -> str:
    if isinstance(error, (ValueError, OSError, LookupError)):
        return f"The network was not measured. {error}"
    return f"The network was not measured because of an unexpected error ({type(error).__name__})."
