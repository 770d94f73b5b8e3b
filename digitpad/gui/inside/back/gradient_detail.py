"""One number of the way back: a gradient of a layer, or of a weight, and where it comes from."""

import numpy as np
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from digitpad.gui.inside.explanation_text import ExplanationText
from digitpad.gui.inside.kernel_mosaic import Mosaic
from digitpad.gui.inside.layers.cell_detail import CellDetail
from digitpad.gui.inside.layers.detail import where
from digitpad.gui.inside.map_picture import MapPicture
from digitpad.gui.inside.picture_row import PictureRow
from digitpad.gui.inside.signed_colours import Values, levels_of, signed_image
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named
from digitpad.inside.explanation import Explanation, plain_number
from digitpad.inside.passing import passed_back
from digitpad.inside.trace import Cell, Trace, largest, maps_of, place_of
from digitpad.inside.way_back import WayBack, weight_gradient


class GradientDetail(CellDetail):
    """Shows a place of a layer, and the gradients of the kernel that made it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Trace, WayBack, int, Cell] | None = None
        self._mosaic: Mosaic | None = None
        self._weight: tuple[int, ...] | None = None  # that is pointed at
        self.title = label("heading", wraps=True)
        self.map_ = named(MapPicture(active=True), "gradientMap")
        self.map_.setAccessibleName("Gradient map; arrow keys go from cell to cell")
        self.kernel = named(MapPicture(active=True), "kernelGradient")
        self.kernel.setAccessibleName("Gradients of the weights; arrow keys go on")
        self.pictures = PictureRow((self.map_, self.kernel), 2)
        self.text = ExplanationText()
        layout = column(8, self)
        for part in (self.title, self.pictures, self.text):
            layout.addWidget(part)
        self._listen(self.map_)
        self.kernel.pointed.connect(self._show_weight)
        self.kernel.chosen.connect(self._show_weight)
        self.kernel.left.connect(self._leave_weight)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.pictures.use_colours(palette)
        self.text.use_colours(palette)
        if self._shown is not None:
            self.show_place(*self._shown)

    def show_place(self, trace: Trace, way: WayBack, layer: int, cell: Cell) -> None:
        """Show the gradient of a cell, and of the weights of the layer that made it."""
        kept = self._weight is not None and self._shown is not None and self._shown[2] == layer
        self._shown = (trace, way, layer, cell)
        values = way.at[layer]
        map_, line, across = place_of(values.shape, cell)
        self.map_.show_picture(
            self._image(maps_of(values)[map_], largest(values)), None, (line, across)
        )
        name = f"gradient, map {cell[2]}" if len(cell) == 3 else "their gradient"
        self.pictures.name(name, self._show_kernel(layer, cell))
        if kept and self._weight is not None:
            self._explain_weight(self._weight)
        else:
            self._weight = None
            explanation = passed_back(trace, way, layer, cell)
            self._show(f"Gradient at {where(trace.stages[layer], cell)}", explanation)

    def _show_kernel(self, layer: int, cell: Cell) -> str:
        """Show the gradients of the weights that lead to a cell, and say how many there are."""
        gradients = self._weights(layer, cell)
        if gradients is None:
            self._mosaic = None
            self.kernel.show_picture(QImage())
            return ""
        count, k = gradients.shape[:2]
        self._mosaic = Mosaic(count, k, max(1, round(count**0.5)))
        limit = largest(gradients)
        self.kernel.show_picture(self._image(self._mosaic.lay(gradients), limit))
        return f"of its {gradients.size:,} weights"

    def _weights(self, layer: int, cell: Cell) -> Values | None:
        """Return the gradients of the weights of one map or unit as kernels (count, k, k)."""
        if self._shown is None:
            return None
        W = self._shown[1].gradients[layer].get("W")
        if W is None:
            return None
        if W.ndim == 4:
            return np.moveaxis(W[..., cell[2]], 2, 0)
        return W[:, cell[0], np.newaxis, np.newaxis]

    def _image(self, values: Values, limit: float) -> QImage:
        return signed_image(levels_of(values, limit), self._palette)

    def _show(self, title: str, explanation: Explanation) -> None:
        self.title.setText(f"{title}:  {plain_number(explanation.value)}")
        self.text.show_explanation(explanation)
        self.pictures.grids.show_grids(explanation.grids)

    def _show_weight(self, line: int, across: int) -> None:
        """Explain the gradient of the weight at this cell of the mosaic."""
        place = None if self._mosaic is None else self._mosaic.weight_at(line, across)
        if place is None or self._shown is None:
            return
        source, u, v = place
        _, way, layer, cell = self._shown
        W = way.gradients[layer]["W"]
        self._explain_weight((u, v, source, cell[2]) if W.ndim == 4 else (source, cell[0]))

    def _explain_weight(self, weight: tuple[int, ...]) -> None:
        if self._shown is None or self._mosaic is None:
            return
        trace, way, layer, _ = self._shown
        self._weight = weight
        u, v, source = weight[:3] if len(weight) == 4 else (0, 0, weight[0])
        gradients = self._weights(layer, self._shown[3])
        if gradients is not None:
            image = self._image(self._mosaic.lay(gradients), largest(gradients))
            self.kernel.show_picture(image, None, self._mosaic.place_of(source, u, v))
        explanation = weight_gradient(trace, way, layer, weight)
        title = f"Gradient of a weight of {trace.stages[layer].title}"
        self._show(f"{title}, {', '.join(map(str, weight))}", explanation)

    def _leave_weight(self) -> None:
        if self._weight is not None and self._shown is not None:
            self._weight = None
            self.show_place(*self._shown)

    def _at(self) -> tuple[int, tuple[int, ...], Cell] | None:
        if self._shown is None:
            return None
        _, way, layer, cell = self._shown
        return layer, way.at[layer].shape, cell
