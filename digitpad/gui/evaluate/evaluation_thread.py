"""The thread that measures a network."""

import logging
import threading
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QThread, Signal

from digitpad import data
from digitpad.data import ImageSet
from digitpad.files import reason
from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.gui.background import yield_to_window
from digitpad.gui.evaluate.measurement import DRAWN, TEST, Indices, Measured
from digitpad.gui.mailbox import Mailbox
from digitpad.recognizer import Recognizer
from digitpad.training.evaluation import Evaluation, ImagesRead, evaluation_steps

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SetMeasured:
    """One kind of images is done."""

    key: str
    measured: Measured


class EvaluationThread(QThread):
    """Measures ``network`` on the test images of a data set and on pen drawings.

    It is no digit where the answer is more open than ``most_doubt``, see Recognizer.
    What it finds goes into ``mailbox``: shares of 1 that say how far it is, and what is measured.
    Signals: failed(sentence), finished() always and last.  To end it: ``stop()``, then ``wait()``.
    """

    failed = Signal(str)

    def __init__(
        self,
        network: OpaqueNetwork,
        dataset: str,
        most_doubt: float,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.mailbox: Mailbox[float | SetMeasured] = Mailbox()
        self._network, self._dataset, self._most_doubt = network, dataset, most_doubt
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End soon: after the images in hand, or the part of the data that is being loaded."""
        self._stopped.set()

    @property
    def is_stopped(self) -> bool:
        """Whether it was told to end before it was done."""
        return self._stopped.is_set()

    def run(self) -> None:
        yield_to_window()
        try:
            self._measure()
        except Exception as error:  # the one broad catch: no thread dies in silence
            if not self.is_stopped:
                _log.exception("measuring failed")
                self.failed.emit(_sentence(error))

    def _measure(self) -> None:
        splits = data.load(self._dataset, cancelled=self._stopped)
        sets = {DRAWN.key: splits.drawn, TEST.key: splits.test}
        total = sum(len(images) for images in sets.values() if images is not None)
        before = 0
        for key, images in sets.items():
            if images is None:
                continue
            for step in evaluation_steps(self._network, images):
                if self.is_stopped:
                    return
                if isinstance(step, ImagesRead):
                    self.mailbox.put((before + step.done) / total)
                elif isinstance(step, Evaluation):
                    measured = Measured(images, step, self._refused(images, step))
                    self.mailbox.put(SetMeasured(key, measured))
            before += len(images)

    def _refused(self, images: ImageSet, result: Evaluation) -> Indices:
        """Return the images that the window would answer with ``?``."""
        recognizer = Recognizer(self._network)
        recognizer.most_doubt = self._most_doubt
        open_ = np.flatnonzero(result.doubt > self._most_doubt)
        read = [recognizer.from_image(images.images[image]).digit for image in open_]
        return open_[[digit is None for digit in read]]


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"The network was not measured: {reason(error)}."
    if isinstance(error, (ValueError, LookupError)):
        return f"The network was not measured. {error}"
    return f"The network was not measured because of an unexpected error ({type(error).__name__})."
