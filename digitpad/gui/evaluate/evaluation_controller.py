"""Connects the network in use, the thread that measures it, and the view that shows the figures."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from digitpad.gui.answer.network_controller import NetworkController
from digitpad.gui.answer.networks import TRAINED, Entry, NetworkShelf, OpaqueNetwork
from digitpad.gui.desk.drawing import Picture
from digitpad.gui.desk.drawing_controller import DrawingController
from digitpad.gui.evaluate.evaluate_view import EvaluateView
from digitpad.gui.evaluate.evaluation_thread import EvaluationThread, SetMeasured
from digitpad.gui.evaluate.measurement import TEST, Measured, Measurements
from digitpad.gui.train.training_controller import State, TrainingController

_POLL_MS = 40


class EvaluationController(QObject):
    """Measures the network in use when the view is looked at, or when the person asks for it.

    A network in training changes several times a second: it is measured when asked for only, and
    the figures stay until its training ends.  Signals: failed(sentence).
    """

    failed = Signal(str)

    def __init__(
        self,
        view: EvaluateView,
        shelf: NetworkShelf,
        networks: NetworkController,
        training: TrainingController,
        drawing: DrawingController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._shelf, self._training = view, shelf, training
        self._drawing = drawing
        self._kept = Measurements()
        self._thread: EvaluationThread | None = None
        self._measuring: Entry | None = None  # by the thread
        self._found: dict[str, Measured] = {}  # by the thread so far
        self._shown: Entry | None = None  # whose figures are shown
        self._figures: Mapping[str, Measured] = {}  # that are shown
        self._declined: OpaqueNetwork = None  # the person did not want to wait for its figures
        self._share = 0.0
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self.poll)
        view.shown.connect(self.refresh)
        view.measure_asked.connect(self.measure)
        view.cancel_asked.connect(self.cancel)
        view.image_chosen.connect(self._put_on_canvas)
        networks.network_changed.connect(self.refresh)
        training.started.connect(self._forget)
        training.ended.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Show the figures of the network in use; measure it first, if that is due."""
        entry = self._shelf.current
        if entry is None or not self._view.isVisible():
            return
        known = self._kept.of(entry.network)
        if known is not None:
            self._show(entry, known)
        elif self._shown is None or self._shown.key != entry.key:
            self._show(entry, {})
        if self._measuring is not None and self._measuring.key != entry.key:
            self._stop()
        if known is None and self._is_due(entry):
            self.measure()
        self._show_state()

    def _is_due(self, entry: Entry) -> bool:
        return self._training.state is State.IDLE and entry.network is not self._declined

    @Slot()
    def measure(self) -> None:
        """Measure the network in use, unless a measurement is on."""
        entry = self._shelf.current
        if entry is None or self._thread is not None:
            return
        self._measuring, self._found, self._share = entry, {}, 0.0
        self._thread = EvaluationThread(entry.network, entry.images, entry.most_doubt, self)
        self._thread.failed.connect(self._fail)
        self._thread.finished.connect(self._finish)
        self._thread.start()
        self._timer.start()
        self._show_state()

    @Slot()
    def cancel(self) -> None:
        """End the measurement; this network is not measured again until the person asks."""
        if self._measuring is not None:
            self._declined = self._measuring.network
        self._stop()

    def close(self) -> None:
        """End the measurement, if there is one, and wait for its thread."""
        self._timer.stop()
        self._stop()
        if self._thread is not None:
            self._thread.wait()

    def _stop(self) -> None:
        if self._thread is not None:
            self._thread.stop()

    # What the thread tells

    @Slot()
    def poll(self) -> None:
        """Take what the thread has found since, and show it."""
        if self._thread is None or self._measuring is None:
            return
        for message in self._thread.mailbox.take():
            if isinstance(message, SetMeasured):
                self._found = {**self._found, message.key: message.measured}
                self._show(self._measuring, self._found)
            else:
                self._share = message
        self._show_state()

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self.cancel()
        self.failed.emit(sentence)

    @Slot()
    def _finish(self) -> None:
        """The thread is at its end: keep what is whole, and look what is in use now."""
        self.poll()
        self._timer.stop()
        if self._thread is None or self._measuring is None:
            return
        self._thread.wait()
        self._thread.deleteLater()
        if TEST.key in self._found:  # the last of all
            self._kept.keep(self._measuring.network, self._found)
        self._thread = self._measuring = None
        self.refresh()

    @Slot()
    def _forget(self) -> None:
        """Another run has begun: figures of the trained network are of one that is gone."""
        if self._measuring is not None and self._measuring.key == TRAINED:
            self._stop()
        if self._shown is not None and self._shown.key == TRAINED:
            self._shown = None

    # What is shown

    def _show(self, entry: Entry, figures: Mapping[str, Measured]) -> None:
        if self._shown != entry or self._figures is not figures:
            self._shown, self._figures = entry, figures
            self._view.show_measured(entry.title, figures)

    def _show_state(self) -> None:
        if not self._view.isVisible():
            return
        entry = self._shelf.current
        if self._thread is not None:
            note, share = f"measuring, {100 * self._share:.0f} %", self._share
        elif entry is not None and self._kept.of(entry.network) is not None:
            count = sum(len(found.images) for found in self._figures.values())
            note, share = f"{count:,} images", None
        else:
            note, share = self._what_is_shown(entry), None
        stale = entry is not None and self._kept.of(entry.network) is None
        self._view.show_state(note, share=share, can_measure=stale)

    def _what_is_shown(self, entry: Entry | None) -> str:
        """Say of what the figures are, where they are not all of the network in use."""
        if not self._figures:
            return "not measured yet"
        is_this = self._shown and entry and self._shown.network is entry.network
        return "measured in part" if is_this else "an earlier state"

    @Slot(str, int)
    def _put_on_canvas(self, key: str, number: int) -> None:
        """Put a pen drawing on the canvas as its strokes, an image as a picture of itself."""
        images = self._figures[key].images
        strokes = images.strokes(number)
        if strokes is not None:
            self._drawing.show_drawing(strokes)
        else:
            image = images.images[number]
            self._drawing.show_picture(Picture(image, image))
