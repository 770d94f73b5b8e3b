"""What a detail of one cell has to do with its map: the mouse and the keys go from cell to cell."""

from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from digitpad.gui.inside.map_picture import MapPicture
from digitpad.gui.palette import LIGHT
from digitpad.inside.trace import Cell, cell_at, place_of


class CellDetail(QWidget):
    """Signals: pointed(layer, cell), left(), chosen(layer, cell), of the map that is shown."""

    pointed = Signal(int, tuple)
    left = Signal()
    chosen = Signal(int, tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = LIGHT

    def _listen(self, map_: MapPicture) -> None:
        """Tell of the cells of this picture."""
        map_.pointed.connect(partial(self._tell, self.pointed))
        map_.chosen.connect(partial(self._tell, self.chosen))
        map_.left.connect(self.left)

    def _at(self) -> tuple[int, tuple[int, ...], Cell] | None:
        """Return the layer that is shown, the shape of what it makes, and the cell."""
        raise NotImplementedError

    def _tell(self, signal: SignalInstance, line: int, across: int) -> None:
        at = self._at()
        if at is not None:
            layer, shape, cell = at
            other = cell_at(shape, place_of(shape, cell)[0], line, across)
            if other is not None:
                signal.emit(layer, other)
