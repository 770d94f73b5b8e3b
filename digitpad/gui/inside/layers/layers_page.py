"""The page Layers of Look inside."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QCheckBox

from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.gui.glossary.explained import explained
from digitpad.gui.inside.layers.columns import StripColumn, strip_columns
from digitpad.gui.inside.layers.detail import Detail
from digitpad.gui.inside.layers.layer_strip import LayerStrip
from digitpad.gui.inside.layers.place_choice import PlaceChoice
from digitpad.gui.inside.layers.strip_layout import Place
from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.page import Page, Surroundings
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.inside.trace import Trace, trace

_BLANK = np.zeros((28, 28), np.uint8)
_READ_MS = 250  # between two states of the numbers, which nobody reads any faster


@dataclass(frozen=True)
class _Looked:
    """What was seen at one moment."""

    image: NDArray[np.uint8]
    trace: Trace
    columns: tuple[StripColumn, ...]


class LayersPage(Page):
    """All layers side by side; of the number that is pointed at, or was chosen, the arithmetic.

    The maps follow the pen at once, the arithmetic a little later, in a turn of its own: so the pen
    never waits for both.
    """

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._work = around.work
        self._moment: Moment | None = None
        self._looked: _Looked | None = None
        self.strip, self.detail = named(LayerStrip(), "layerStrip"), Detail()
        self.strongest = named(QCheckBox("Strongest maps first"), "strongestFirst")
        self.strongest.setStatusTip(
            "Sort the maps by how much there is in them; maps on a line belong together."
        )
        self.choice = PlaceChoice((self.strip, self.detail), self)
        self._later = QTimer(self, singleShot=True, interval=_READ_MS)
        self._lay_out()
        self.strongest.toggled.connect(self._ask)
        self.choice.changed.connect(self._show_place)
        self._later.timeout.connect(self._show_place)

    def _lay_out(self) -> None:
        head, layout = row(16), column(8, self)
        hint = "Point at any number to see where it comes from."
        told = explained(label("caption", hint, wraps=True), "feature map", "receptive field")
        head.addWidget(told, 1)
        head.addWidget(self.strongest)
        layout.addLayout(head)
        layout.addWidget(self.strip, 1)
        layout.addWidget(self.detail)

    def show_moment(self, moment: Moment) -> None:
        self._moment = moment
        self._ask()

    def use_colours(self, palette: Palette) -> None:
        self.strip.use_colours(palette)
        self.detail.use_colours(palette)

    @Slot()
    def _ask(self) -> None:
        moment = self._moment
        if moment is None or moment.network is None:
            return
        image = _BLANK if moment.image is None else moment.image
        strongest = self.strongest.isChecked()
        look = partial(_look, moment.network, image, moment.classes, strongest=strongest)
        self._work.ask(self, look, self._show)

    def _show(self, looked: _Looked) -> None:
        self._looked = looked
        self.strip.show_columns(looked.columns)
        self.choice.keep_within(looked.trace, _first_place(looked.trace))
        if not self._later.isActive():
            self._later.start()

    @Slot()
    def _show_place(self) -> None:
        place, looked = self.choice.place, self._looked
        if looked is not None and place is not None:
            self.strip.mark(*place)
            self.detail.show_cell(looked.trace, looked.image, *place)


def _look(
    network: OpaqueNetwork, image: NDArray[np.uint8], classes: tuple[str, ...], *, strongest: bool
) -> _Looked:
    way = trace(network, image)
    values = [stage.y for stage in way.stages]
    columns = strip_columns(way.stages, values, classes, strongest_first=strongest)
    return _Looked(image, way, columns)


def _first_place(way: Trace) -> Place:
    """Return a place to begin with: the middle of the first map of the first layer."""
    height, *others = way.stages[1].y.shape
    return (1, (height // 2, *(n // 2 for n in others[:1]), *(0 for _ in others[1:])))
