"""The view of the kernels: all of one convolution as a sheet, and one of them enlarged."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QScrollArea, QWidget

from digitpad.gui.fields import ChoiceBox
from digitpad.gui.glossary.explained import explained
from digitpad.gui.inside.class_box import ClassBox
from digitpad.gui.inside.grid_row import GridRow
from digitpad.gui.inside.kernel_mosaic import Mosaic
from digitpad.gui.inside.map_picture import MapPicture
from digitpad.gui.inside.scale_legend import ScaleLegend
from digitpad.gui.inside.signed_colours import Levels, signed_image
from digitpad.gui.inside.two_rows import TwoRows
from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.inside.explanation import Grid

_UNIT_PX = (2, 28)  # least and most of the screen for a weight
_READABLE_PX = 4
_ONE_PX = 136  # height of the kernel enlarged
_LEGEND_PX, _BAR_PX = 152, 12
_LAYER_PX, _TARGET_PX = 256, 136


class KernelsView(QWidget):
    """Shows what it is given.

    Signals: asked() when something else is to be seen; pointed(row, column), left(),
    chosen(row, column) of the sheet.
    """

    asked = Signal()
    pointed = Signal(int, int)
    left = Signal()
    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = LIGHT
        self._levels: Levels = np.zeros((1, 1), np.uint8)
        self.layer = ChoiceBox("kernelLayer")
        self.layer.setAccessibleName("Convolution")
        self.layer.setMinimumWidth(_LAYER_PX)
        self.gradients = named(QCheckBox("Gradients, if it should be"), "showGradients")
        self.gradients.setStatusTip("Show how the loss of the drawing would change with a weight.")
        self.target = ClassBox("gradientTarget", "What it should be", "next likeliest")
        self.target.setMinimumWidth(_TARGET_PX)
        self.legend = ScaleLegend("", "")
        self.legend.setFixedWidth(_LEGEND_PX)
        self.sheet = named(MapPicture(active=True), "kernelSheet")
        self.sheet.setAccessibleName("Kernels; arrow keys go from weight to weight")
        self.area = named(QScrollArea(), "kernelScroll")
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidget(self.sheet)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the sheet has it, and scrolls
        self.note = explained(label("caption", wraps=True), "kernel", "weight", "gradient")
        self.title, self.one = label("heading", wraps=True), GridRow()
        self.one.setFixedHeight(_ONE_PX)
        self._lay_out()
        self.layer.currentIndexChanged.connect(self.asked)
        self.gradients.toggled.connect(self.asked)
        self.target.currentIndexChanged.connect(self.asked)
        self.sheet.pointed.connect(self.pointed)
        self.sheet.chosen.connect(self.chosen)
        self.sheet.left.connect(self.left)

    def _lay_out(self) -> None:
        which, gradients = row(8), row(8)
        which.addWidget(self.layer)
        which.addStretch(1)
        gradients.addWidget(self.gradients)
        gradients.addWidget(self.target)
        gradients.addStretch(1)
        below = row(16)
        below.addWidget(self.title, 1)
        below.addWidget(self.legend)
        layout = column(8, self)
        layout.addWidget(TwoRows(which, gradients))
        layout.addWidget(self.note)
        layout.addWidget(self.area, 1)
        layout.addLayout(below)
        layout.addWidget(self.one)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        for part in (self.sheet, self.one, self.legend):
            part.use_colours(palette)
        self.sheet.show_picture(signed_image(self._levels, palette))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size is better filled by another arrangement."""
        super().resizeEvent(event)
        self.asked.emit()

    def show_layers(self, names: Sequence[str]) -> None:
        """Offer these convolutions; a choice that is among them stays."""
        if names == [self.layer.itemText(number) for number in range(self.layer.count())]:
            return
        self.layer.offer((str(number), name) for number, name in enumerate(names))

    def room(self) -> QSize:
        """The place that there is for the sheet."""
        return self.area.size() - QSize(_BAR_PX, _BAR_PX)

    def show_sheet(
        self, levels: Levels, mosaic: Mosaic, weight: tuple[int, int, int] | None, note: str
    ) -> None:
        """Show all kernels (cells of a mosaic); mark the one that a weight is in."""
        self._levels = levels
        height, width = levels.shape
        unit = unit_for(levels.shape, self.room())
        self.sheet.setFixedSize(width * unit + 2, height * unit + 2)
        marked, cell = None, None
        if weight is not None:
            kernel, u, v = weight
            cell = mosaic.place_of(kernel, u, v)
            top, left = mosaic.place_of(kernel, 0, 0)
            marked = np.zeros(levels.shape, np.bool_)
            marked[top : top + mosaic.k, left : left + mosaic.k] = True
        self.sheet.show_picture(signed_image(levels, self._palette), marked, cell)
        self.note.setText(note)

    def show_nothing(self, note: str) -> None:
        """Show no kernels, and say why."""
        self._levels = np.zeros((1, 1), np.uint8)
        self.sheet.show_picture(QImage())
        self.show_one("", (), 0.0)
        self.note.setText(note)

    def show_one(self, title: str, grids: Sequence[Grid], limit: float) -> None:
        """Show one kernel with its numbers, and where the colours of the sheet end."""
        self.title.setText(title)
        self.one.show_grids(grids)
        self.legend.show_limit(limit, "")


def unit_for(shape: tuple[int, ...], room: QSize) -> int:
    """Return the side of a cell with which a sheet fills its place, within limits.

    A sheet that cannot be seen whole is rather scrolled down than painted too small to be read.
    """
    low, high = _UNIT_PX
    across, down = room.width() // shape[1], room.height() // shape[0]
    return min(max(min(across, down), min(across, _READABLE_PX), low), high)
