"""The four steps from the drawing to the image that the network gets."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from digitpad.data import Formation
from digitpad.gui.desk.stroke import Stroke
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named
from digitpad.gui.path import step_picture
from digitpad.gui.path.step_picture import LEAST_PX, Paint, StepPicture
from digitpad.gui.words import counted

_COLUMNS = 2
_GAP_PX, _SPACE_PX, _LINE_PX = 16, 8, 16  # between steps, within one, a line of text
_TEXTS_PX = 4 * _LINE_PX + 2 * _SPACE_PX  # of a step: title, numbers, and a sentence of two lines
_TIP = "Blue: the box. Orange: the centre of mass. Dashed: where pixel 14.0 is."
_STEPS = (
    ("inkStep", "1  Ink", "Your drawing on a sheet of 280 by 280 units."),
    ("boxStep", "2  Box", "The box around the path: place and size do not matter."),
    ("scaleStep", "3  Scale", "Steadied, and scaled to 20 pixels at most, pen included."),
    ("centreStep", "4  Centre", "Inked with MNIST's pen; moved by whole pixels to 14.0."),
)
_NO_DRAWING, _FOUND = "Only for drawings", "Found in the picture"
_OF_A_DRAWING = tuple(sentence for _, _, sentence in _STEPS)
_OF_A_PICTURE = ("The picture as it came.", "", "", "Its digit, small and in the middle.")


class PathView(QWidget):
    """Shows what it is given; each step is a picture, a sentence and the numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures: list[StepPicture] = []
        self.numbers: list[QLabel] = []
        self.sentences: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_GAP_PX)
        grid.setVerticalSpacing(_GAP_PX)
        for place, texts in enumerate(_STEPS):
            grid.addLayout(self._step(*texts), *divmod(place, _COLUMNS))
        for column_ in range(_COLUMNS):
            grid.setColumnStretch(column_, 1)
        grid.setRowStretch(len(_STEPS) // _COLUMNS, 1)
        self.show_nothing()

    def _step(self, name: str, title: str, sentence: str) -> QVBoxLayout:
        picture, numbers = named(StepPicture(), name), label(f"{name}Numbers")
        picture.setAccessibleName(title)
        picture.setStatusTip(_TIP)
        text = label("caption", sentence, wraps=True)
        text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        heading = label("heading", title)
        for part, height in ((heading, _LINE_PX), (numbers, _LINE_PX), (text, 2 * _LINE_PX)):
            part.setFixedHeight(height)
        self.pictures.append(picture)
        self.numbers.append(numbers)
        self.sentences.append(text)
        layout = column(_SPACE_PX)
        for widget in (heading, picture, numbers):
            layout.addWidget(widget)
        layout.addSpacing(-_SPACE_PX)
        layout.addWidget(text)
        return layout

    def _fit(self) -> None:
        """Give the pictures the largest squares that leave the texts room."""
        wide = (self.width() - _GAP_PX) // _COLUMNS
        high = (self.height() - _GAP_PX) // (len(_STEPS) // _COLUMNS) - _TEXTS_PX
        for picture in self.pictures:
            picture.set_room(min(wide, high))

    def minimumSizeHint(self) -> QSize:
        side, lines = LEAST_PX + _GAP_PX, len(_STEPS) // _COLUMNS
        return QSize(_COLUMNS * side - _GAP_PX, lines * (side + _TEXTS_PX) - _GAP_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        for picture in self.pictures:
            picture.use_colours(palette)

    def show_nothing(self) -> None:
        """Show empty paper."""
        self._show([(None, "")] * len(_STEPS))

    def show_drawing(self, strokes: Sequence[Stroke], made: Formation) -> None:
        """Show a drawing, and how its image came about."""
        points = sum(map(len, strokes))
        (x, y), (width, height), (mass_x, mass_y) = made.low, made.size, made.mass_centre
        inked = " × ".join(f"{length:.1f}" for length in made.inked_size)
        self._show(
            [
                (
                    step_picture.ink(strokes),
                    f"{counted(len(strokes), 'stroke')}, {counted(points, 'point')}",
                ),
                (
                    step_picture.boxed(strokes, made),
                    f"{width:.0f} × {height:.0f} units at {x:.0f}, {y:.0f}",
                ),
                (step_picture.scaled(made), f"× {made.scale:.4f} to {inked} px"),
                (
                    step_picture.centred(made),
                    f"Pen {made.pen_width} px, centre {mass_x:.1f}, {mass_y:.1f}",
                ),
            ]
        )

    def show_picture(self, shown: QImage, seen: NDArray[np.uint8] | None) -> None:
        """Show a picture and the image found in it; it goes another way."""
        size = f"A picture of {shown.width()} × {shown.height()} px"
        image = None if seen is None else step_picture.image(seen)
        self._show(
            [
                (step_picture.picture(shown), size),
                *[(None, _NO_DRAWING)] * 2,
                (image, _FOUND if image else ""),
            ],
            _OF_A_PICTURE,
        )

    def _show(
        self,
        steps: Sequence[tuple[Paint | None, str]],
        sentences: Sequence[str] = _OF_A_DRAWING,
    ) -> None:
        for text, sentence in zip(self.sentences, sentences, strict=True):
            text.setText(sentence)
        for picture, numbers, (paint, said) in zip(self.pictures, self.numbers, steps, strict=True):
            picture.show_content(paint)
            picture.setAccessibleDescription(said)
            numbers.setText(said)
