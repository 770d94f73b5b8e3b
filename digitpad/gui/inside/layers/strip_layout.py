"""Where everything is in the strip of layers."""

from bisect import bisect
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSizeF

from digitpad.gui.inside.layers.columns import StripColumn
from digitpad.inside.trace import Cell, cell_at, place_of

TILE_PX = (48, 96)  # least and most of a map
GAP_PX = 6
TITLE_PX, SHAPE_PX = 18, 30  # heights of what is written above the maps
HEAD_PX = TITLE_PX + SHAPE_PX
LINE_PX, NUMBERS_PX = 16, 76  # of a short column: height of a number, width of all

Place = tuple[int, Cell]  # which layer, which of its numbers


@dataclass(frozen=True)
class StripLayout:
    """The columns on a viewport of ``size`` that is scrolled by ``across`` and ``down`` pixels."""

    columns: tuple[StripColumn, ...]
    size: QSizeF
    across: int = 0
    down: int = 0

    @cached_property
    def tile(self) -> int:
        """Side of a map: as large as lets all layers be seen, within limits."""
        low, high = TILE_PX
        short = sum(bool(column.texts) for column in self.columns)
        room = self.size.width() - short * (NUMBERS_PX + GAP_PX)
        return int(min(max(room / max(len(self.columns) - short, 1) - GAP_PX, low), high))

    @property
    def pitch(self) -> int:
        """From one map to the next."""
        return self.tile + GAP_PX

    def width(self, layer: int) -> int:
        """Width of a column."""
        return NUMBERS_PX if self.columns[layer].texts else self.tile

    @cached_property
    def _lefts(self) -> list[int]:
        """Where each column begins, and the end of all, before they are scrolled."""
        widths = (self.width(layer) + GAP_PX for layer in range(len(self.columns)))
        return list(accumulate(widths, initial=0))

    @property
    def overhang(self) -> tuple[int, int]:
        """How far it can be scrolled, across and down."""
        rows = max((len(column.order) for column in self.columns), default=0)
        width, height = self._lefts[-1] - GAP_PX, rows * self.pitch - GAP_PX + HEAD_PX
        return max(0, int(width - self.size.width())), max(0, int(height - self.size.height()))

    @property
    def layers_in_sight(self) -> range:
        """The layers that are seen."""
        first = max(0, bisect(self._lefts, self.across) - 1)
        last = bisect(self._lefts, self.across + self.size.width())
        return range(first, min(len(self.columns), last))

    def maps_in_sight(self, layer: int) -> range:
        """The positions in a column that are seen."""
        first = self.down // self.pitch
        count = ceil((self.size.height() - HEAD_PX) / self.pitch) + 1
        return range(first, min(len(self.columns[layer].order), first + count))

    def left_of(self, layer: int) -> int:
        """Where a column begins."""
        return self._lefts[layer] - self.across

    def rect(self, layer: int, position: int) -> QRectF:
        """Where the map at a position of a column is."""
        x, y = self.left_of(layer), HEAD_PX + position * self.pitch - self.down
        column = self.columns[layer]
        if column.texts:
            return QRectF(x, y, NUMBERS_PX, LINE_PX * len(column.texts))
        height, width = column.levels.shape[1:]
        larger = max(height, width)
        return QRectF(x, y, self.tile * width / larger, self.tile * height / larger)

    def rect_of(self, place: Place) -> QRectF:
        """Where the map is that a cell is in."""
        layer, cell = place
        column = self.columns[layer]
        return self.rect(layer, column.order.index(place_of(column.shape, cell)[0]))

    def layer_at(self, x: float) -> int | None:
        """Return the layer whose column is there."""
        layer = bisect(self._lefts, x + self.across) - 1
        return layer if 0 <= layer < len(self.columns) else None

    def place_at(self, point: QPointF) -> Place | None:
        """Return the layer and the cell that are seen at a point."""
        layer = self.layer_at(point.x())
        if point.y() < HEAD_PX or layer is None:
            return None
        column = self.columns[layer]
        position = 0 if column.texts else int((point.y() + self.down - HEAD_PX) // self.pitch)
        if position >= len(column.order):
            return None
        rect = self.rect(layer, position)
        if not rect.contains(point):
            return None
        height, width = column.levels.shape[1:]
        row = min(int((point.y() - rect.top()) / rect.height() * height), height - 1)
        across = min(int((point.x() - rect.left()) / rect.width() * width), width - 1)
        cell = cell_at(column.shape, column.order[position], row, across)
        return None if cell is None else (layer, cell)

    def beside(self, place: Place, layers: int, maps: int) -> Place:
        """Return the place so many layers and maps further on, as far as there are any."""
        layer, cell = place
        target = min(max(layer + layers, 0), len(self.columns) - 1)
        before, after = self.columns[layer], self.columns[target]
        map_, row, across = place_of(before.shape, cell)
        count, height, width = after.levels.shape
        row = row * height // before.levels.shape[1]
        across = across * width // before.levels.shape[2]
        position = min(max(before.order.index(map_) + maps, 0), count - 1)
        if after.texts:
            row = min(max(row + maps, 0), height - 1)
        moved = cell_at(after.shape, after.order[position], row, across)
        return target, moved or (0,) * len(after.shape)
