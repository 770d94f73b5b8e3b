"""Where one number of one layer comes from: pictures, tables, a sentence and the formula."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from digitpad.gui.desk.ink_image import ink_image
from digitpad.gui.inside.explanation_text import ExplanationText
from digitpad.gui.inside.layers.cell_detail import CellDetail
from digitpad.gui.inside.map_picture import MapPicture
from digitpad.gui.inside.picture_row import PictureRow
from digitpad.gui.inside.scale_legend import ScaleLegend
from digitpad.gui.inside.signed_colours import levels_of, signed_image
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.gui.words import counted
from digitpad.inside.explain import explain
from digitpad.inside.explanation import plain_number
from digitpad.inside.reach import inputs_of, one_cell, receptive_field
from digitpad.inside.trace import Cell, Stage, Trace, largest, maps_of, place_of

_LEGEND_PX = 152


class Detail(CellDetail):
    """Shows one cell of a trace."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Trace, NDArray[np.uint8], int, Cell] | None = None
        self.title, self.legend = label("heading", wraps=True), ScaleLegend("", "")
        self.legend.setFixedWidth(_LEGEND_PX)
        self.drawing, self.before = MapPicture(), MapPicture()
        self.after = named(MapPicture(active=True), "mapPicture")
        self.after.setAccessibleName("The map; arrow keys go from cell to cell")
        self.after.setStatusTip("Point at a cell, or go with the arrow keys: its arithmetic.")
        self.pictures = PictureRow((self.drawing, self.before, self.after), 2)
        self.text = ExplanationText()
        head, layout = row(16), column(8, self)
        head.addWidget(self.title, 1)
        head.addWidget(self.legend)
        layout.addLayout(head)
        layout.addWidget(self.pictures)
        layout.addWidget(self.text)
        self._listen(self.after)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        for part in (self.pictures, self.legend, self.text):
            part.use_colours(palette)
        if self._shown is not None:
            self.show_cell(*self._shown)

    def show_cell(self, trace: Trace, image: NDArray[np.uint8], layer: int, cell: Cell) -> None:
        """Explain a cell of stage ``layer`` of a traced image (28, 28)."""
        self._shown = (trace, image, layer, cell)
        stage, explanation = trace.stages[layer], explain(trace, layer, cell)
        self.title.setText(f"{where(stage, cell)}:  {plain_number(explanation.value)}")
        self.text.show_explanation(explanation)
        self.pictures.grids.show_grids(explanation.grids)
        self.legend.show_limit(largest(stage.y), "")
        field = receptive_field(trace, layer, cell)
        self.drawing.show_picture(ink_image(image, self._palette), field)
        map_, line, across = place_of(stage.y.shape, cell)
        self.after.show_picture(self._map(stage.y, map_), None, (line, across))
        self._show_before(trace, layer, cell, explanation.source)
        self.pictures.name(
            f"sees {_pixels(int(field.sum()))}",
            "" if layer == 0 else _map_name("in", stage.x, explanation.source),
            _map_name("out", stage.y, cell),
        )

    def _show_before(self, trace: Trace, layer: int, cell: Cell, source: Cell) -> None:
        """Show the map that counts most of those that came in, and what of it is used."""
        if layer == 0:
            self.before.show_picture(QImage())
            return
        stage = trace.stages[layer]
        used = inputs_of(trace.layer(layer), one_cell(stage.y.shape, cell))
        map_, line, across = place_of(stage.x.shape, source)
        marked = maps_of(used.astype(np.float32))[map_] == 1
        self.before.show_picture(self._map(stage.x, map_), marked, (line, across))

    def _map(self, values: NDArray[np.floating], map_: int) -> QImage:
        return signed_image(levels_of(maps_of(values)[map_], largest(values)), self._palette)

    def _at(self) -> tuple[int, tuple[int, ...], Cell] | None:
        if self._shown is None:
            return None
        trace, _, layer, cell = self._shown
        return layer, trace.stages[layer].y.shape, cell


def where(stage: Stage, cell: Cell) -> str:
    """Say which number is meant: ``Conv 3×3, map 4, row 3, column 12``."""
    if len(cell) == 3:
        return f"{stage.title}, map {cell[2]}, row {cell[0]}, column {cell[1]}"
    return f"{stage.title}, number {', '.join(map(str, cell))}"


def _map_name(which: str, values: NDArray[np.floating], cell: Cell) -> str:
    if values.ndim == 3:
        return f"{which}: map {cell[2]} of {values.shape[2]}"
    return f"{which}: {values.size:,} numbers"


def _pixels(count: int) -> str:
    if count == 28 * 28:
        return "all 784 pixels"
    return counted(count, "pixel")
