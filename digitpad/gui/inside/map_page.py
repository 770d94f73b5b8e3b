"""The page Map: test images by what the last hidden layer makes of them, the drawing among them."""

from collections.abc import Iterator
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent

from digitpad import data
from digitpad.data import ImageSet
from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.gui.desk.drawing import Picture
from digitpad.gui.inside.map_view import MapView
from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.page import Page, Surroundings
from digitpad.gui.inside.pieces import Pieces
from digitpad.gui.inside.subject import subject_of
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column
from digitpad.inside.feature_map import (
    ARRANGEMENTS,
    FeatureMap,
    Placed,
    SampleRead,
    arranged,
    read_sample,
)

_EVERY = 6  # of the test images, one in this many is on the map
_REST_MS = 2000  # a network that did not change for so long is at rest
_PAUSES = 19  # times as long as a map took, the next one waits: training keeps 95 % of a core
_NEIGHBOURS, _STRAIGHT = "neighbours", "variance"

_Item = float | SampleRead | FeatureMap


class MapPage(Page):
    """Draws the map of the network in use; while that is in training, anew at times.

    A map of neighbours takes seconds; until the network rests, and as long as another is in
    training, a straight one stands for it.
    """

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.view = MapView()
        column(0, self).addWidget(self.view)
        self._work, self._canvas = around.work, around.drawing_controller
        self._pieces = Pieces(around.work, self)
        self._network: OpaqueNetwork | None = None  # in use
        self._dataset = ""
        self._begun: OpaqueNetwork | None = None  # whose map is shown or in the making
        self._map: FeatureMap | None = None
        self._image: NDArray[np.uint8] | None = None
        self._stands_in = False  # that map is a straight one in place of one of neighbours
        self._start_s: float | None = None  # of the map in the making, until it is there
        self._not_before_s = 0.0
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._draw_at_rest)
        view = self.view
        view.arrangement.currentIndexChanged.connect(self._draw_at_rest)
        view.chart.chosen.connect(self._show_chosen)
        view.chart.taken.connect(self._put)
        view.chosen.pressed.connect(self._put_chosen)
        view.nearest.pressed.connect(self._put_nearest)
        self._nearest: NDArray[np.intp] = np.empty(0, np.intp)

    def use_colours(self, palette: Palette) -> None:
        self.view.use_colours(palette)

    def show_moment(self, moment: Moment) -> None:
        subject = subject_of(moment)
        self._image = None if subject is None else subject.image
        self._dataset = moment.dataset
        if moment.network is not self._network:
            is_first, self._network = self._network is None, moment.network
            if is_first:
                self._draw_at_rest()
            else:
                self._rest.start()
        elif self._begun is None or (self._stands_in and self._is_at_rest):
            self._draw_at_rest()
        is_free = self._start_s is None and monotonic() >= self._not_before_s
        if self._begun is not self._network and is_free:
            self._draw(at_rest=False)
        self._place()

    @property
    def _is_at_rest(self) -> bool:
        return not self._work.rest and not self._rest.isActive()

    @property
    def _key(self) -> str:
        return self.view.arrangement.key()

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing is computed; what was not finished begins anew."""
        self._rest.stop()
        if self._pieces.is_busy:
            self._pieces.stop()
            self._begun = self._start_s = None
        super().hideEvent(event)

    # The map

    @Slot()
    def _draw_at_rest(self) -> None:
        self.view.show_arrangement(next(a for a in ARRANGEMENTS if a.key == self._key))
        self._draw(at_rest=not self._work.rest)

    def _draw(self, *, at_rest: bool) -> None:
        network, key = self._network, self._key
        if network is None:
            return
        self._stands_in = key == _NEIGHBOURS and not at_rest
        if self._stands_in:
            key = _STRAIGHT
        self._begun, self._start_s = network, monotonic()
        known = self._map.read if self._map and self._map.read.network is network else None
        items = _maps(network, self._dataset, key, known, self._map)
        self._pieces.start(items, self._take)

    def _take(self, item: _Item) -> None:
        if isinstance(item, FeatureMap):
            self._map = item
            self.view.chart.show_points(item.points, item.read.sample.labels)
            stands_in = self._key == _NEIGHBOURS and item.projection is not None
            note = f"{len(item.points):,} images"
            self.view.note.setText(f"{note}\na straight view for now" if stands_in else note)
            self._pause()
            self._place()
        elif isinstance(item, float):
            self.view.note.setText(f"reading images, {100 * item:.0f} %")

    def _pause(self) -> None:
        """After the first map of a network, leave the machine to training for a while."""
        if self._start_s is not None:
            now = monotonic()
            self._not_before_s = now + _PAUSES * (now - self._start_s)
            self._start_s = None

    # The drawing on it

    def _place(self) -> None:
        if self._map is None:
            return
        if self._image is None:
            self.view.chart.show_drawing(None)
            return
        shown, image = self._map, self._image
        self._work.ask(self, lambda: (shown, shown.place(image)), self._show_placed)

    def _show_placed(self, found: tuple[FeatureMap, Placed]) -> None:
        shown, placed = found
        if self._image is None or self._map is None:
            return
        self._nearest = placed.nearest
        self.view.chart.show_drawing(placed.point, placed.nearest.tolist())
        self.view.show_nearest(shown.read.sample, placed.nearest, placed.angles.tolist())

    # What the person chooses

    @Slot(int)
    def _show_chosen(self, number: int) -> None:
        if self._map is not None:
            self.view.show_chosen(self._map.read.sample, number)

    @Slot()
    def _put_chosen(self) -> None:
        if self.view.chart.number is not None:
            self._put(self.view.chart.number)

    @Slot(int)
    def _put_nearest(self, place: int) -> None:
        self._put(int(self._nearest[place]))

    @Slot(int)
    def _put(self, number: int) -> None:
        if self._map is not None:
            image = self._map.read.sample.images[number]
            self._canvas.show_picture(Picture(image, image))


def _maps(
    network: OpaqueNetwork,
    dataset: str,
    key: str,
    known: SampleRead | None,
    before: FeatureMap | None,
) -> Iterator[_Item]:
    """Yield how far it is, and maps; what is known of the network already is not read again."""
    if known is None:
        test = data.load(dataset).test
        sample = ImageSet(test.name, test.images[::_EVERY], test.labels[::_EVERY], test.classes)
        for item in read_sample(network, sample):
            if isinstance(item, SampleRead):
                known = item
            yield item
    assert known is not None
    if before is not None and len(before.points) != len(known.directions):
        before = None
    yield from arranged(known, key, before, rng=np.random.default_rng(0))
