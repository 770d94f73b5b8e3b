"""The page Way back of Look inside."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QTimer, Slot

from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.gui.inside.back.back_view import BackView
from digitpad.gui.inside.back.rehearsal import Rehearsal
from digitpad.gui.inside.layers.columns import StripColumn, strip_columns
from digitpad.gui.inside.layers.place_choice import PlaceChoice
from digitpad.gui.inside.layers.strip_layout import Place
from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.page import Page, Surroundings
from digitpad.gui.inside.signed_colours import Levels, Values
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column
from digitpad.gui.words import counted, percent
from digitpad.inside.trace import Trace, trace
from digitpad.inside.way_back import WayBack, way_back

_READ_MS = 250  # between two states of the numbers, which nobody reads any faster
_HINT = "Draw a digit, and say what it should be: the way back begins with the difference."


@dataclass(frozen=True)
class _Looked:
    """What was seen at one moment.

    ``before`` and ``first_loss``: the probabilities and the loss of the network without steps.
    """

    trace: Trace
    way: WayBack
    columns: tuple[StripColumn, ...]
    before: Values
    first_loss: float


class BackPage(Page):
    """The gradients of the drawing in hand, and steps on a copy of the network."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._work = around.work
        self._moment: Moment | None = None
        self._looked: _Looked | None = None
        self._rehearsal = Rehearsal()
        self.view = BackView()
        column(0, self).addWidget(self.view)
        self.choice = PlaceChoice((self.view.strip, self.view.detail), self)
        self._later = QTimer(self, singleShot=True, interval=_READ_MS)
        self.view.show_outcome(_HINT, steps=0, can_step=False)
        self.view.target_chosen.connect(self._ask)
        self.view.step_asked.connect(self._step)
        self.view.undo_asked.connect(self._undo)
        self.choice.changed.connect(self._show_place)
        self._later.timeout.connect(self._show_numbers)

    def use_colours(self, palette: Palette) -> None:
        self.view.use_colours(palette)

    def show_moment(self, moment: Moment) -> None:
        self._moment = moment
        self._rehearsal.begin(moment.network)
        self.view.target.show_classes(moment.classes)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        moment, network = self._moment, self._rehearsal.network
        if moment is None or network is None or moment.image is None:
            self.view.show_outcome(_HINT, steps=self._rehearsal.steps, can_step=False)
            return
        target = self.view.target.chosen
        look = partial(_look, moment.network, network, moment.image, moment.classes, target)
        self._work.ask(self, look, self._show)

    def _show(self, looked: _Looked) -> None:
        """Show the maps; the numbers follow in a turn of their own, so the pen need not wait."""
        self._looked = looked
        self.view.strip.show_columns(looked.columns)
        self.choice.keep_within(looked.trace, _first_place(looked.way))
        if not self._later.isActive():
            self._later.start()

    @Slot()
    def _show_numbers(self) -> None:
        if self._looked is not None and self._moment is not None and self._moment.image is not None:
            self.view.show_way(self._looked.way)
            self._show_outcome(self._looked)
            self._show_place()

    def _show_outcome(self, looked: _Looked) -> None:
        classes = self._moment.classes if self._moment is not None else ()
        steps, target = self._rehearsal.steps, looked.way.target
        first, now = (_reading(p, target, classes) for p in (looked.before, looked.way.p))
        text = f"It reads {first}. A step changes a copy, never the network itself."
        if steps:
            loss = f"loss {looked.way.loss:.3f} instead of {looked.first_loss:.3f}"
            text = f"Before: {first}.  After {counted(steps, 'step')} on a copy: {now}; {loss}."
        self.view.show_outcome(text, steps=steps, can_step=True)

    @Slot()
    def _show_place(self) -> None:
        place, looked = self.choice.place, self._looked
        if looked is not None and place is not None:
            self.view.strip.mark(*place)
            self.view.detail.show_place(looked.trace, looked.way, *place)

    @Slot()
    def _step(self) -> None:
        """Take a step from what is shown, if that is still the newest network."""
        looked = self._looked
        if looked is not None and looked.trace.network is self._rehearsal.network:
            self._rehearsal.step(looked.way, self.view.rate.value())
            self._ask()

    @Slot()
    def _undo(self) -> None:
        self._rehearsal.undo()
        self._ask()


def _reading(p: Values, target: int, classes: Sequence[str]) -> str:
    """Say what is read, and how probable it is that it is what it should be."""
    best = int(p.argmax())
    text = f"{classes[best]} with {percent(p[best])}"
    return text if best == target else f"{text}, {classes[target]} with {percent(p[target])}"


def _look(
    original: OpaqueNetwork,
    network: OpaqueNetwork,
    image: Levels,
    classes: tuple[str, ...],
    target: int | None,
) -> _Looked:
    first = trace(original, image)
    if target is None:
        target = int(first.output.argsort()[-2])
    now, way = first, way_back(first, target)
    first_loss = way.loss
    if network is not original:
        now = trace(network, image)
        way = way_back(now, target)
    columns = strip_columns(now.stages, way.at, classes, strongest_first=False)
    return _Looked(now, way, columns, first.output, first_loss)


def _first_place(way: WayBack) -> Place:
    """Return a place to begin with: the largest gradient of what the first layer makes."""
    gradients = np.abs(way.at[1])
    return (1, tuple(int(i) for i in np.unravel_index(gradients.argmax(), gradients.shape)))
