"""The page Layers of Look inside."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.gui.inside.layers.columns import StripColumn, strip_columns
from digitpad.gui.inside.layers.detail import Detail
from digitpad.gui.inside.layers.layer_strip import LayerStrip
from digitpad.gui.inside.layers.strip_layout import Place
from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.page import Page, Surroundings
from digitpad.gui.inside.roomy import Roomy
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.inside.trace import Trace, trace

_LEAST = QSize(640, 500)
_BLANK = np.zeros((28, 28), np.uint8)


@dataclass(frozen=True)
class _Looked:
    """What was seen at one moment."""

    image: NDArray[np.uint8]
    trace: Trace
    columns: tuple[StripColumn, ...]


class LayersPage(Page):
    """All layers side by side; of the number that is pointed at, or was chosen, the arithmetic."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._work = around.work
        self._moment: Moment | None = None
        self._looked: _Looked | None = None
        self._chosen: Place | None = None
        self._pointed: Place | None = None
        self.strip, self.detail = named(LayerStrip(), "layerStrip"), Detail()
        self.strongest = named(QCheckBox("Strongest maps first"), "strongestFirst")
        self.strongest.setStatusTip(
            "Sort the maps by how much there is in them; maps on a line belong together."
        )
        head = row(16)
        head.addWidget(label("caption", "Point at any number to see where it comes from."), 1)
        head.addWidget(self.strongest)
        content = QWidget()
        layout = column(8, content)
        layout.addLayout(head)
        layout.addWidget(self.strip, 1)
        layout.addWidget(self.detail)
        column(0, self).addWidget(Roomy(content, _LEAST))
        self.strongest.toggled.connect(self._ask)
        for part in (self.strip, self.detail):
            part.pointed.connect(self._point)
            part.chosen.connect(self._choose)
            part.left.connect(self._leave)

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
        if self._chosen is None or not exists(looked.trace, self._chosen):
            self._chosen = first_place(looked.trace)
        if self._pointed is not None and not exists(looked.trace, self._pointed):
            self._pointed = None
        self._show_place()

    def _show_place(self) -> None:
        place = self._pointed or self._chosen
        if self._looked is None or place is None:
            return
        self.strip.mark(*place)
        self.detail.show_cell(self._looked.trace, self._looked.image, *place)

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


def _look(
    network: OpaqueNetwork, image: NDArray[np.uint8], classes: tuple[str, ...], *, strongest: bool
) -> _Looked:
    way = trace(network, image)
    values = [stage.y for stage in way.stages]
    columns = strip_columns(way.stages, values, classes, strongest_first=strongest)
    return _Looked(image, way, columns)


def exists(way: Trace, place: Place) -> bool:
    """Tell whether a network that was traced has such a place."""
    layer, cell = place
    if layer >= len(way.stages):
        return False
    shape = way.stages[layer].y.shape
    return len(cell) == len(shape) and all(c < n for c, n in zip(cell, shape, strict=True))


def first_place(way: Trace) -> Place:
    """Return a place to begin with: the middle of the first map of the first layer."""
    height, *others = way.stages[1].y.shape
    return (1, (height // 2, *(n // 2 for n in others[:1]), *(0 for _ in others[1:])))
