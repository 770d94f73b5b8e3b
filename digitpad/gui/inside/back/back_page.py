"""The page Way back of Look inside."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Slot

from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.gui.answer.probability_chart import percent
from digitpad.gui.inside.back.back_view import BackView
from digitpad.gui.inside.back.rehearsal import Rehearsal
from digitpad.gui.inside.layers.columns import StripColumn, strip_columns
from digitpad.gui.inside.layers.layers_page import exists, first_place
from digitpad.gui.inside.layers.strip_layout import Place
from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.page import Page, Surroundings
from digitpad.gui.inside.roomy import Roomy
from digitpad.gui.inside.signed_colours import Levels, Values
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column
from digitpad.inside.trace import Trace, trace
from digitpad.inside.way_back import WayBack, way_back

_LEAST = QSize(704, 520)
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
        self._chosen: Place | None = None
        self._pointed: Place | None = None
        self.view = BackView()
        column(0, self).addWidget(Roomy(self.view, _LEAST))
        self.view.show_outcome(_HINT, steps=0, can_step=False)
        self.view.target_chosen.connect(self._ask)
        self.view.step_asked.connect(self._step)
        self.view.undo_asked.connect(self._undo)
        for part in (self.view.strip, self.view.detail):
            part.pointed.connect(self._point)
            part.chosen.connect(self._choose)
            part.left.connect(self._leave)

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
        self._looked = looked
        self.view.show_way(looked.way)
        self.view.strip.show_columns(looked.columns)
        if self._chosen is None or not exists(looked.trace, self._chosen):
            self._chosen = first_place(looked.trace)
        if self._pointed is not None and not exists(looked.trace, self._pointed):
            self._pointed = None
        self._show_place()
        self._show_outcome(looked)

    def _show_outcome(self, looked: _Looked) -> None:
        classes = self._moment.classes if self._moment is not None else ()
        steps, target = self._rehearsal.steps, looked.way.target
        first, now = (_reading(p, target, classes) for p in (looked.before, looked.way.p))
        text = f"It reads {first}. A step changes a copy, never the network itself."
        if steps:
            taken = "one step" if steps == 1 else f"{steps} steps"
            loss = f"loss {looked.way.loss:.3f} instead of {looked.first_loss:.3f}"
            text = f"Before: {first}.  After {taken} on a copy: {now}; {loss}."
        self.view.show_outcome(text, steps=steps, can_step=True)

    def _show_place(self) -> None:
        place = self._pointed or self._chosen
        if self._looked is None or place is None:
            return
        self.view.strip.mark(*place)
        self.view.detail.show_place(self._looked.trace, self._looked.way, *place)

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

    @Slot(int, tuple)
    def _point(self, layer: int, cell: tuple[int, ...]) -> None:
        self._pointed = (layer, cell)
        self._show_place()

    @Slot(int, tuple)
    def _choose(self, layer: int, cell: tuple[int, ...]) -> None:
        self._chosen, self._pointed = (layer, cell), None
        self._show_place()

    @Slot()
    def _leave(self) -> None:
        if self._pointed is not None:
            self._pointed = None
            self._show_place()


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
    loss = way_back(first, target).loss
    way = first if network is original else trace(network, image)
    back = way_back(way, target)
    columns = strip_columns(way.stages, back.at, classes, strongest_first=False)
    return _Looked(way, back, columns, first.output, loss)
