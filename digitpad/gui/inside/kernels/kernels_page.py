"""The page Kernels of Look inside."""

from dataclasses import dataclass
from functools import partial
from math import ceil, sqrt

from PySide6.QtCore import Slot

from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.gui.inside.kernel_mosaic import Mosaic
from digitpad.gui.inside.kernels.kernels_view import KernelsView
from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.page import Page, Surroundings
from digitpad.gui.inside.signed_colours import Levels, Values, levels_of
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column
from digitpad.inside.explanation import Grid, plain_number
from digitpad.inside.kernels import Kernels, by_kernel, kernels_of
from digitpad.inside.trace import largest, trace
from digitpad.inside.way_back import way_back

_ONE = "Each kernel looks for its own pattern in the image: blue is ink it wants, orange is paper."
_MANY = "A line is one kernel, with a small pattern for each map before it. It adds them all up."
_NO_DRAWING = "Draw a digit: gradients are those of its loss."
_NONE = "This network has no convolution."

Weight = tuple[int, int, int]  # which pattern of the sheet, row and column in it


@dataclass(frozen=True)
class _Looked:
    """The kernels of a convolution at one moment."""

    kernels: Kernels
    gradients: Values | None
    mosaic: Mosaic
    levels: Levels
    limit: float


class KernelsPage(Page):
    """The kernels of one convolution; of the weight that is pointed at, the kernel enlarged."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._work = around.work
        self._moment: Moment | None = None
        self._all: tuple[Kernels, ...] = ()
        self._looked: _Looked | None = None
        self._chosen: Weight = (0, 0, 0)
        self._pointed: Weight | None = None
        self.view = KernelsView()
        column(0, self).addWidget(self.view)
        self.view.asked.connect(self._ask)
        self.view.pointed.connect(self._point)
        self.view.chosen.connect(self._choose)
        self.view.left.connect(self._leave)

    def use_colours(self, palette: Palette) -> None:
        self.view.use_colours(palette)
        self._show_weight()

    def show_moment(self, moment: Moment) -> None:
        self._moment = moment
        self._all = () if moment.network is None else kernels_of(moment.network)
        self.view.show_layers([kernels.words for kernels in self._all])
        self.view.target.show_classes(moment.classes)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        if self._moment is None:
            return
        if not self._all:
            self._looked = None
            self.view.show_nothing(_NONE)
            return
        kernels = self._all[self.view.layer.currentIndex()]
        wants = self.view.gradients.isChecked() and self._moment.image is not None
        target = self.view.target.chosen
        way = partial(_gradients, self._moment, kernels.stage, target) if wants else None
        room = self.view.room()
        look = partial(_look, kernels, way, room.width() / max(room.height(), 1))
        self._work.ask(self, look, self._show)

    def _show(self, looked: _Looked) -> None:
        self._looked = looked
        if self._chosen[0] >= looked.mosaic.count or max(self._chosen[1:]) >= looked.mosaic.k:
            self._chosen = (0, 0, 0)
        self._show_weight()

    def _show_weight(self) -> None:
        looked = self._looked
        if looked is None:
            return
        weight = self._pointed or self._chosen
        weights = looked.kernels.weights
        channels = weights.shape[1]
        note = _ONE if channels == 1 else _MANY
        if self.view.gradients.isChecked() and looked.gradients is None:
            note = _NO_DRAWING
        self.view.show_sheet(looked.levels, looked.mosaic, weight, note)
        (filter_, map_), (u, v) = divmod(weight[0], channels), weight[1:]
        text = plain_number(float(weights[filter_, map_, u, v]))
        of_map = "" if channels == 1 else f" on map {map_}"
        title = f"Kernel {filter_}{of_map}, row {u}, column {v}:  {text}"
        grids = [Grid("weights", weights[filter_, map_], "", (u, v))]
        if looked.gradients is not None:
            gradient = looked.gradients[filter_, map_]
            title += f", gradient {plain_number(float(gradient[u, v]))}"
            grids.append(Grid("gradients", gradient, "", (u, v)))
        self.view.show_one(title, grids, looked.limit)

    def _weight_at(self, row: int, column_: int) -> Weight | None:
        return None if self._looked is None else self._looked.mosaic.weight_at(row, column_)

    @Slot(int, int)
    def _point(self, row: int, column_: int) -> None:
        self._pointed = self._weight_at(row, column_)
        self._show_weight()

    @Slot(int, int)
    def _choose(self, row: int, column_: int) -> None:
        """Keep this weight; the gap after a kernel leads on to the next one."""
        before, mosaic = self._chosen, self._looked.mosaic if self._looked else None
        place = self._weight_at(row, column_)
        if place is None and mosaic is not None:
            was_row, was_column = mosaic.place_of(*before)
            place = self._weight_at(2 * row - was_row, 2 * column_ - was_column)
        self._chosen, self._pointed = place or before, None
        self._show_weight()

    @Slot()
    def _leave(self) -> None:
        self._pointed = None
        self._show_weight()


def _gradients(moment: Moment, stage: int, target: int | None) -> Values:
    network: OpaqueNetwork = moment.network
    assert moment.image is not None
    way = trace(network, moment.image)
    wanted = int(way.output.argsort()[-2]) if target is None else target
    return by_kernel(way_back(way, wanted).gradients[stage]["W"])


def _look(kernels: Kernels, gradients: partial[Values] | None, aspect: float) -> _Looked:
    """Lay the kernels, or their gradients, out on a sheet of about this width by height."""
    found = None if gradients is None else gradients()
    shown = kernels.weights if found is None else found
    filters, channels, k, _ = shown.shape
    across = max(1, min(filters, ceil(sqrt(filters * aspect)))) if channels == 1 else channels
    mosaic = Mosaic(filters * channels, k, across)
    limit = largest(shown)
    levels = levels_of(mosaic.lay(shown.reshape(-1, k, k)), limit)
    return _Looked(kernels, found, mosaic, levels, limit)
