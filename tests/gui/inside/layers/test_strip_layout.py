"""Where the maps of each layer lie in the strip."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSizeF

from digitpad.gui.inside.layers.columns import strip_columns
from digitpad.gui.inside.layers.strip_layout import StripLayout
from digitpad.inside.trace import place_of
from tests.inside.networks import STACKS, traced

_WIDE = QSizeF(5000, 4000)


def layout(name: str, *, size: QSizeF = _WIDE, strongest: bool = False) -> StripLayout:
    stages = traced(name).stages
    values = [stage.y for stage in stages]
    return StripLayout(strip_columns(stages, values, "0123456789", strongest_first=strongest), size)


@given(name=st.sampled_from(sorted(STACKS)), strongest=st.booleans(), seed=st.integers(0, 10**6))
def test_every_cell_is_found_where_it_is_painted(name: str, strongest: bool, seed: int) -> None:
    strip, rng = layout(name, strongest=strongest), np.random.default_rng(seed)
    layer = int(rng.integers(len(strip.columns)))
    shape = strip.columns[layer].shape
    cell = tuple(int(rng.integers(n)) for n in shape)
    _, row, column = place_of(shape, cell)
    rect = strip.rect_of((layer, cell))
    height, width = strip.columns[layer].levels.shape[1:]
    point = QPointF(
        rect.left() + (column + 0.5) / width * rect.width(),
        rect.top() + (row + 0.5) / height * rect.height(),
    )
    assert strip.place_at(point) == (layer, cell)


def test_layers_share_the_room_and_beyond_their_least_size_they_scroll() -> None:
    assert layout("notebook", size=QSizeF(1000, 400)).overhang[0] == 0
    narrow = layout("best", size=QSizeF(700, 400))
    assert narrow.overhang[0] > 0
    assert narrow.overhang[1] > 0
    assert len(narrow.layers_in_sight) < len(narrow.columns)


def test_in_any_direction_there_is_a_place() -> None:
    strip = layout("every layer")
    place = (1, (12, 12, 0))
    for layers, maps in ((1, 0), (0, 1), (5, 0), (0, -9), (30, 0), (0, 3), (-1, 0), (-30, 9)):
        place = strip.beside(place, layers, maps)
        shape = strip.columns[place[0]].shape
        assert all(0 <= c < n for c, n in zip(place[1], shape, strict=True))
