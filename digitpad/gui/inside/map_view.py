"""What the page Map shows: the map, the chosen image, and the images most like the drawing."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from digitpad.data import ImageSet
from digitpad.gui.fields import ChoiceBox
from digitpad.gui.glossary.explained import explained
from digitpad.gui.inside.image_buttons import ImageButtons
from digitpad.gui.inside.map_chart import MapChart
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, row
from digitpad.inside.feature_map import ARRANGEMENTS, NEAREST, Arrangement

_GAP_PX, _SPACE_PX = 8, 24
_SENTENCE_PX, _NOTE_PX = 44, 152  # three lines; texts that change, and nothing else is to move
_CHOSEN_PX, _CHOICE_PX = 72, 184


class MapView(QWidget):
    """Shows what it is given; its parts have the signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.arrangement = ChoiceBox("mapArrangement")
        self.arrangement.setAccessibleName("How the map is arranged")
        self.arrangement.setMinimumWidth(_CHOICE_PX)
        for choice in ARRANGEMENTS:
            self.arrangement.addItem(choice.title, choice.key)
        self.note = label("caption")
        self.note.setAccessibleName("State of the map")
        self.note.setMinimumWidth(_NOTE_PX)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sentence = label("caption", wraps=True)
        self.sentence.setFixedHeight(_SENTENCE_PX)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.chart = MapChart()
        self.nearest = ImageButtons("nearestImage", NEAREST)
        self.chosen = ImageButtons("chosenImage", 1)
        self.none_chosen = label("caption", "none: click a digit of the map", wraps=True)
        layout = column(_GAP_PX, self)
        layout.addLayout(self._head())
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.sentence)
        layout.addLayout(self._strip())

    def _head(self) -> QHBoxLayout:
        head = row(_GAP_PX)
        arranged = label("fieldLabel", "Arranged")
        head.addWidget(explained(arranged, "hidden layer", "t-sne", "principal components"))
        head.addWidget(self.arrangement)
        head.addWidget(self.note, 1)
        return head

    def _strip(self) -> QHBoxLayout:
        strip = row(_SPACE_PX)
        strip.addLayout(_titled("Most like the drawing", self.nearest), 1)
        self.chosen.setMinimumWidth(_CHOSEN_PX)
        self.none_chosen.setFixedSize(_CHOSEN_PX, self.chosen.height())
        self.none_chosen.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.chosen.hide()
        strip.addLayout(_titled("Chosen", self.none_chosen, self.chosen))
        return strip

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        for part in (self.chart, self.nearest, self.chosen):
            part.use_colours(palette)

    def show_arrangement(self, choice: Arrangement) -> None:
        """Say how the map is arranged."""
        self.sentence.setText(choice.sentence)
        for part in (self.sentence, self.arrangement):
            part.setToolTip(choice.source)

    def show_nearest(
        self, sample: ImageSet, numbers: NDArray[np.intp], angles: Sequence[float]
    ) -> None:
        """Show these images of a sample, and their angles to the drawing in degrees."""
        names = [sample.classes[label] for label in sample.labels[numbers]]
        pairs = list(zip(names, angles, strict=True))
        self.nearest.show_images(
            list(sample.images[numbers]),
            [f"{name} · {angle:.0f}°" for name, angle in pairs],
            [f"A test image of {name}, {angle:.1f} degrees away." for name, angle in pairs],
        )

    def show_chosen(self, sample: ImageSet, number: int) -> None:
        """Show the chosen image of a sample."""
        name = sample.classes[sample.labels[number]]
        self.none_chosen.hide()
        self.chosen.show()
        self.chosen.show_images([sample.images[number]], [name], [f"A test image of {name}."])


def _titled(title: str, *contents: QWidget) -> QVBoxLayout:
    block = column(0)
    block.addWidget(label("heading", title))
    for content in contents:
        block.addWidget(content)
    return block
