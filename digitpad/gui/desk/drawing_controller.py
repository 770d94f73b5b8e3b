"""Connects the canvas and the drawing: what the pen does is done to the drawing, and shown."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage

from digitpad.gui.desk.canvas import Canvas
from digitpad.gui.desk.drawing import Drawing, Picture
from digitpad.gui.desk.ink import bounds_of
from digitpad.gui.desk.picture_reader import image_from_array
from digitpad.gui.desk.stroke import SHEET, Stroke

BRUSH_WIDTHS = (4, 20, 44)  # least, usual, most; in units of the sheet, which is 280 wide
_ERASER_FACTOR = 0.7  # of the brush width is the eraser's radius
_LEAST_ERASER_RADIUS = 8.0
_SHOWN_SHARE = 0.7  # of the sheet that a drawing takes that was not drawn on it
_SMALL_SHARE = 0.25  # of the sheet; what changed in less is painted anew there alone
_FINE = 0.5  # units of the sheet; nobody sees what a drawing holds that is finer
_LIGHTEST = 0.35  # part of the width that a pen's ink has at no pressure


class DrawingController(QObject):
    """Signals: drawing_changed() at every change of what is on the sheet, history_changed()."""

    drawing_changed = Signal()
    history_changed = Signal()

    def __init__(self, drawing: Drawing, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawing, self._canvas = drawing, canvas
        self._brush_width = float(BRUSH_WIDTHS[1])
        self._eraser_chosen = False
        self._rubbing = False
        self._at = (0.0, 0.0)
        canvas.pen_pressed.connect(self._press)
        canvas.pen_moved.connect(self._move)
        canvas.pen_moved_straight.connect(self._move_straight)
        canvas.pen_lifted.connect(self._lift)
        self._show_tool()

    def set_brush_width(self, width: int) -> None:
        """Use a brush of this width, in units of the sheet."""
        self._brush_width = float(width)
        self._show_tool()
        self._canvas.show_size()

    def set_eraser(self, on: bool) -> None:
        """Rub out instead of drawing."""
        self._eraser_chosen = on
        self._show_tool()

    def clear(self) -> None:
        """Empty the sheet."""
        self._drawing.clear()
        self._show_all()

    def undo(self) -> None:
        """Take the last act back."""
        self._show_act(self._drawing.undo)

    def redo(self) -> None:
        """Do the last undone act again."""
        self._show_act(self._drawing.redo)

    def show_picture(self, picture: Picture) -> None:
        """Put a picture on the sheet."""
        self._drawing.show_picture(picture)
        self._show_all()

    def show_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Put strokes on the sheet as they are."""
        self._drawing.show_strokes(strokes)
        self._show_all()

    def show_drawing(self, lines: Sequence[NDArray[np.float64]]) -> None:
        """Put a drawing (P, 2), of any scale, in the middle of the sheet."""
        points = np.concatenate(lines)
        low, high = points.min(axis=0), points.max(axis=0)
        scale = _SHOWN_SHARE * SHEET / max(*(high - low), 1e-9)
        width = self._brush_width
        placed = [
            _thinned((line - (low + high) / 2) * scale + SHEET / 2) for line in lines if len(line)
        ]
        self.show_strokes([Stroke(line, np.full(len(line), width)) for line in placed])

    def _eraser_radius(self) -> float:
        return max(_LEAST_ERASER_RADIUS, self._brush_width * _ERASER_FACTOR)

    def _show_tool(self) -> None:
        rubs = self._rubbing or self._eraser_chosen
        radius = self._eraser_radius() if rubs else self._brush_width / 2
        self._canvas.set_tool(radius, rubs=rubs)

    def _width(self, pressure: float) -> float:
        return self._brush_width * (_LIGHTEST + (1.0 - _LIGHTEST) * pressure)

    def _press(self, x: float, y: float, pressure: float, rubs: bool) -> None:
        self._lift()
        self._rubbing = rubs or self._eraser_chosen
        self._at = (x, y)
        if self._rubbing:
            self._show_tool()
            self._rub(x, y)
        else:
            self._drawing.press(x, y, self._width(pressure))
            self._show_pen()

    def _move(self, x: float, y: float, pressure: float) -> None:
        if self._rubbing:
            self._rub(x, y)
        else:
            self._drawing.move(x, y, self._width(pressure))
            self._show_pen()

    def _move_straight(self, x: float, y: float, pressure: float) -> None:
        if self._rubbing:
            self._rub(x, y)
        else:
            self._drawing.move_straight(x, y, self._width(pressure))
            self._canvas.show_other_pen(self._drawing.pen)
            self.drawing_changed.emit()

    def _lift(self) -> None:
        drawing = self._drawing
        if self._rubbing:
            self._rubbing = False
            self._show_tool()
            drawing.end_rub()
        elif drawing.pen:
            drawing.lift()
            self._canvas.keep_pen(drawing.strokes)
        self.history_changed.emit()

    def _show_pen(self) -> None:
        self._canvas.show_pen(self._drawing.pen)
        self.drawing_changed.emit()

    def _rub(self, x: float, y: float) -> None:
        (x0, y0), self._at = self._at, (x, y)
        radius = self._eraser_radius()
        if self._drawing.rub(x0, y0, x, y, radius):
            reach = radius + 2.0 * BRUSH_WIDTHS[-1]  # the ends of what is left are new, too
            corner = (min(x0, x) - reach, min(y0, y) - reach)
            size = (abs(x - x0) + 2 * reach, abs(y - y0) + 2 * reach)
            self._canvas.show_changed(self._drawing.strokes, QRectF(*corner, *size))
            self.drawing_changed.emit()

    def _show_act(self, act: Callable[[], Sequence[Stroke]]) -> None:
        """Do what changes some strokes, and show that; of a small change only its place."""
        picture, pen = self._drawing.picture, self._drawing.pen
        region = QRectF()
        for stroke in act():
            region = region.united(bounds_of(stroke))
        small = region.width() * region.height() < _SMALL_SHARE * SHEET * SHEET
        if small and not pen and picture is self._drawing.picture:
            self._canvas.show_changed(self._drawing.strokes, region)
            self.history_changed.emit()
            self.drawing_changed.emit()
        else:
            self._show_all()

    def _show_all(self) -> None:
        picture = self._drawing.picture
        shown: QImage | None = None if picture is None else image_from_array(picture.pixels)
        self._canvas.show_content(self._drawing.strokes, shown)
        self.history_changed.emit()
        self.drawing_changed.emit()


def _thinned(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Leave out points (P, 2) in the same small cell as the one before them."""
    cells = np.floor(line / _FINE)
    kept = np.ones(len(line), bool)
    kept[1:-1] = (cells[1:-1] != cells[:-2]).any(axis=1)
    return line[kept]
