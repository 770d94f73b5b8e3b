"""The page Play: kernels and units switched off, and what becomes of answer and accuracy."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent

from digitpad.data import as_input
from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.gui.inside.meters import AccuracyMeter, NeedMeter
from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.page import Page, Surroundings
from digitpad.gui.inside.play_view import BY_NEED, PlayView
from digitpad.gui.inside.play_words import accuracy_words, answer_words, unit_words
from digitpad.gui.inside.signed_colours import Values
from digitpad.gui.inside.subject import Subject, subject_of
from digitpad.gui.inside.switchboard import Switchboard
from digitpad.gui.inside.training_pace import TrainingPace
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column
from digitpad.inside.missing import Score
from digitpad.inside.switches import Bank, Unit, banks, responses, without

_PAUSE_MS = 500  # between two states of a network in training: an answer takes some 20 ms
_REST_MS = 2000  # a network that did not change for so long is at rest
_NOTHING_DRAWN = "Draw a digit, and switch off what reads it."


@dataclass(frozen=True)
class _Left:
    """A network in which some units are off: what is left of it."""

    network: OpaqueNetwork
    off: frozenset[Unit]
    rest: OpaqueNetwork


class PlayPage(Page):
    """Works on copies; the network in use is never changed."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.view = PlayView()
        column(0, self).addWidget(self.view)
        self._work = around.work
        self._board = Switchboard()
        self._accuracy = AccuracyMeter(around.work, self)
        self._need = NeedMeter(around.work, self)
        self._banks: tuple[Bank, ...] = ()
        self._network: OpaqueNetwork | None = None
        self._dataset = ""
        self._subject: Subject | None = None
        self._pace = TrainingPace(_PAUSE_MS, self._explain, self)
        self._left: _Left | None = None
        self._words: list[str] = []  # of each unit of the chosen layer
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._measure_accuracy)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        view.bank.currentIndexChanged.connect(self._choose_bank)
        view.order.currentIndexChanged.connect(self._show_units)
        view.grid.toggled.connect(self._toggle)
        view.grid.pointed.connect(self._tell_unit)
        view.all_on.clicked.connect(self._all_on)
        view.undo.clicked.connect(self._undo)
        view.measure_asked.connect(self._measure_need)
        view.cancel_asked.connect(self._need.stop)
        self._need.changed.connect(self._show_units)
        self._accuracy.measured.connect(self._show_accuracy)

    def use_colours(self, palette: Palette) -> None:
        self.view.use_colours(palette)

    def show_moment(self, moment: Moment) -> None:
        self._dataset = moment.dataset
        if moment.network is not self._network:
            self._use(moment)
        self._pace.offer(subject_of(moment))

    def _explain(self, subject: Subject | None) -> None:
        self._subject = subject
        self._ask_answer()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing is measured; the accuracy begins anew when the page is back."""
        self._rest.stop()
        self._need.stop()
        self._pace.forget()
        if self._accuracy.is_busy:
            self._accuracy.stop()
            self._network = None
        super().hideEvent(event)

    def _use(self, moment: Moment) -> None:
        """Another network, or a newer state of it, is in use."""
        self._network = moment.network
        found = () if moment.network is None else banks(moment.network)
        if found != self._banks:
            self._banks = found
            self._board.forget()
            self._pace.forget()  # what was explained had other layers
            self.view.show_banks(found)
            self.view.chart.show_names(moment.classes)
            self._measure_accuracy()
        else:
            self._rest.start()
        self._need.forget()

    # Switching

    @property
    def _bank(self) -> Bank | None:
        key = self.view.bank.key()
        return next((bank for bank in self._banks if str(bank.place) == key), None)

    @property
    def _off(self) -> frozenset[int]:
        """The units of the chosen layer that are off."""
        bank = self._bank
        return frozenset(
            unit for place, unit in self._board.off if bank is not None and place == bank.place
        )

    @Slot(int)
    def _toggle(self, unit: int) -> None:
        if self._bank is not None:
            self._board.toggle((self._bank.place, unit))
            self._switched()

    @Slot()
    def _all_on(self) -> None:
        self._board.all_on()
        self._switched()

    @Slot()
    def _undo(self) -> None:
        self._board.undo()
        self._switched()

    def _switched(self) -> None:
        self._show_units()
        self._ask_answer()
        self._measure_accuracy()

    @Slot()
    def _choose_bank(self) -> None:
        self._need.stop()
        self._show_units()
        self._ask_answer()

    @Slot()
    def _show_units(self) -> None:
        view, bank, off = self.view, self._bank, self._off
        view.show_need(self._need.share)
        view.show_acts(can_undo=self._board.can_undo, is_any_off=bool(self._board.off))
        if bank is None:
            view.grid.show_units((), frozenset(), ())
            return
        needs = self._need.of(bank.place)
        order = np.arange(bank.count)
        if view.order.key() == BY_NEED and needs is not None:
            order = np.argsort(-np.nan_to_num(needs, nan=-np.inf), kind="stable")
        self._words = unit_words(bank.count, off, needs, bank.noun)
        view.grid.show_units(order.tolist(), off, self._words)

    @Slot(int)
    def _tell_unit(self, unit: int) -> None:
        self.view.pointed.setText(self._words[unit])

    # What becomes of the answer

    def _ask_answer(self) -> None:
        subject, bank, off, known = self._subject, self._bank, self._board.off, self._left
        if subject is None or bank is None:
            self.view.show_nothing(_NOTHING_DRAWN)
            return

        def compute() -> tuple[Subject, _Left, Values, Values]:
            left = known
            if left is None or left.network is not subject.network or left.off != off:
                rest = without(subject.network, off) if off else subject.network
                left = _Left(subject.network, off, rest)
            after = subject.probabilities  # which is known already while everything is on
            if off:
                after = left.rest.predict(as_input(subject.image[np.newaxis]))[0]
            return subject, left, after, responses(left.rest, subject.image, bank.place)

        self._work.ask(self, compute, self._show_answer)

    def _show_answer(self, found: tuple[Subject, _Left, Values, Values]) -> None:
        subject, self._left, after, values = found
        if self._subject is None:
            return
        self.view.grid.show_responses(values)
        self.view.chart.show_probabilities(after, int(after.argmax()))
        before = after if not self._left.off else subject.probabilities
        self.view.answer.setText(answer_words(before, after, subject.classes))

    # What becomes of the accuracy

    @Slot()
    def _measure_accuracy(self) -> None:
        if self._network is not None:
            self._accuracy.start(self._network, self._board.off, self._dataset)

    @Slot(object, object)
    def _show_accuracy(self, whole: Score | None, left: Score | None) -> None:
        is_coming = left is None and self._board.off
        self.view.accuracy.setText(accuracy_words(None if is_coming else whole, left))

    @Slot()
    def _measure_need(self) -> None:
        if self._network is not None and self._bank is not None:
            self.view.order.choose(BY_NEED)
            self._need.start(self._network, self._bank, self._dataset)
