"""A convolution by hand: image, kernel and result, and below them what the way back makes."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QPushButton, QWidget

from digitpad.gui.fields import ChoiceBox, CountBox
from digitpad.gui.glossary.explained import explained
from digitpad.gui.inside.by_hand.number_grid import NumberGrid
from digitpad.gui.inside.mathtype.formula_view import FormulaView
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.inside.by_hand import (
    LEAST_IMAGE,
    LEAST_KERNEL,
    MOST_IMAGE,
    MOST_KERNEL,
    first_example,
    resized,
)
from digitpad.inside.by_hand_words import IMAGE, KERNEL, RESULT, size_formula, sum_of

_GAP_PX, _SPACE_PX, _WORDS_PX, _KIND_PX = 8, 24, 84, 160
_LEAST_PX, _TOLD_PX = 392, 256  # width of the whole; and of what is told, at least
_TERMS = {
    "x": ("pixel",),
    "W": ("kernel", "weight"),
    RESULT: ("feature map", "convolution"),
    IMAGE: ("gradient", "saliency"),
    KERNEL: ("gradient", "chain rule"),
    "dy": ("gradient",),
}
_VALID, _SAME, _CROSS, _FLIPPED = "valid", "same", "cross", "flipped"
# Of each sum, the matrices that its terms' left and right cells lie in.
_SOURCES = {RESULT: ("x", "W"), KERNEL: ("x", "dy"), IMAGE: ("dy", "W")}


class ConvolutionView(QWidget):
    """Keeps the example; a number that is pointed at is told in words and formulas."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.example = first_example()
        self.at: tuple[str, int, int] = (RESULT, 0, 0)  # the matrix and the cell that is told
        self.image, self.kernel = (
            CountBox("imageSize", LEAST_IMAGE, MOST_IMAGE),
            CountBox("kernelSize", LEAST_KERNEL, MOST_KERNEL),
        )
        self.padding, self.kind = ChoiceBox("examplePadding"), ChoiceBox("exampleKind")
        self.grids = {
            "x": NumberGrid("exampleImage", "Image x", "input", editable=True),
            "W": NumberGrid("exampleKernel", "Kernel w", "weight", editable=True),
            RESULT: NumberGrid("exampleResult", "Result y", "result"),
            IMAGE: NumberGrid("exampleImageGradient", "Gradient of the image", "input"),
            KERNEL: NumberGrid("exampleKernelGradient", "Gradient of the kernel", "weight"),
            "dy": NumberGrid("exampleGradient", "Gradient of the result", "result", editable=True),
        }
        self.back = named(QPushButton("◀ Step"), "stepBackButton")
        self.forward = named(QPushButton("Step ▶"), "stepForwardButton")
        self.anew = named(QPushButton("Begin anew"), "exampleAnewButton")
        self.words = label("", wraps=True)
        self.words.setFixedHeight(_WORDS_PX)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.measure, self.symbols, self.numbers = FormulaView(), FormulaView(), FormulaView()
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        self.image.setValue(len(self.example.x))
        self.kernel.setValue(len(self.example.W))
        for box, choices in (
            (self.padding, ((_VALID, "valid"), (_SAME, "same"))),
            (self.kind, ((_CROSS, "Cross-correlation"), (_FLIPPED, "Convolution"))),
        ):
            for key, title in choices:
                box.addItem(title, key)
        for part, name in (
            (self.image, "Size of the image"),
            (self.kernel, "Size of the kernel"),
            (self.padding, "Padding"),
            (self.kind, "Kind"),
        ):
            part.setAccessibleName(name)
        self._sides = row(_SPACE_PX, self)
        self._sides.addLayout(self._given())
        self._sides.addLayout(self._told(), 1)

    def _given(self) -> QBoxLayout:
        sizes, kinds, given = row(_GAP_PX), row(_GAP_PX), column(_GAP_PX)
        for line, title, part in (
            (sizes, "Image", self.image),
            (sizes, "Kernel", self.kernel),
            (kinds, "Padding", self.padding),
        ):
            text = label("fieldLabel", title)
            line.addWidget(text if title == "Image" else explained(text, title.lower()))
            line.addWidget(part)
        self.kind.setMinimumWidth(_KIND_PX)
        kinds.addWidget(self.kind)
        for line in (sizes, kinds):
            line.addStretch(1)
            given.addLayout(line)
        given.addLayout(self._matrices())
        given.addStretch(1)
        return given

    def _told(self) -> QBoxLayout:
        tools, told = row(_GAP_PX), column(_GAP_PX)
        for button in (self.back, self.forward, self.anew):
            tools.addWidget(button)
        tools.addStretch(1)
        told.addLayout(tools)
        for part in (self.measure, self.words, self.symbols, self.numbers):
            told.addWidget(part)
        told.addStretch(1)
        return told

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._turn()
        super().resizeEvent(event)

    def _turn(self) -> None:
        """Tell a number beside the matrices, or below them where there is no room."""
        matrices = sum(self.grids[key].sizeHint().width() for key in ("x", "W", RESULT))
        is_wide = self.width() >= matrices + 3 * _SPACE_PX + _TOLD_PX
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def _matrices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(_SPACE_PX)
        grid.setVerticalSpacing(_GAP_PX)
        titles = {
            "x": "Image x",
            "W": "Kernel w",
            RESULT: "Result y",
            IMAGE: "∂L/∂x",
            KERNEL: "∂L/∂w",
            "dy": "∂L/∂y, given",
        }
        for place, (key, matrix) in enumerate(self.grids.items()):
            line, across = divmod(place, 3)
            cell = column(4)
            title = explained(label("heading", titles[key]), *_TERMS[key])
            cell.addWidget(title, 0, Qt.AlignmentFlag.AlignLeft)
            cell.addWidget(matrix)
            cell.addStretch(1)
            grid.addLayout(cell, line, across)
        grid.setColumnStretch(len(titles) // 2, 1)
        return grid

    def _connect(self) -> None:
        for box in (self.image, self.kernel):
            box.valueChanged.connect(self._resize)
        for choice in (self.padding, self.kind):
            choice.currentIndexChanged.connect(self._resize)
        for key in ("x", "W", "dy"):
            self.grids[key].changed.connect(self._take)
        for key in (RESULT, KERNEL, IMAGE):
            self.grids[key].pointed.connect(self._point)
        self.forward.clicked.connect(self._step_on)
        self.back.clicked.connect(self._step_back)
        self.anew.clicked.connect(self._begin_anew)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        for grid in self.grids.values():
            grid.use_colours(palette)
        for formula in (self.measure, self.symbols, self.numbers):
            formula.use_colours(palette)

    # What the person does

    @Slot()
    def _resize(self) -> None:
        kernel = min(self.kernel.value(), self.image.value())
        self.example = resized(
            self.example,
            image=self.image.value(),
            kernel=kernel,
            same=self.padding.key() == _SAME,
            flipped=self.kind.key() == _FLIPPED,
        )
        self._show()

    @Slot(int, int, float)
    def _take(self, line: int, across: int, value: float) -> None:
        key = next(key for key, grid in self.grids.items() if grid is self.sender())
        matrix = getattr(self.example, key).copy()
        matrix[line, across] = value
        self.example = replace(self.example, **{key: matrix})
        self._show()

    @Slot(int, int)
    def _point(self, line: int, across: int) -> None:
        key = next(key for key, grid in self.grids.items() if grid is self.sender())
        self.at = (key, line, across)
        self._show()

    @Slot()
    def _step_on(self) -> None:
        self._step(1)

    @Slot()
    def _step_back(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        key, line, across = self.at
        side = len(getattr(self.example, key))
        place = (line * side + across + by) % side**2
        self.at = (key, *divmod(place, side))
        self._show()

    @Slot()
    def _begin_anew(self) -> None:
        self.example = first_example()
        for box, value in ((self.image, len(self.example.x)), (self.kernel, len(self.example.W))):
            box.setValue(value)
        self.padding.choose(_VALID)
        self.kind.choose(_CROSS)
        self.example, self.at = first_example(), (RESULT, 0, 0)
        self._show()

    # What is shown

    def _show(self) -> None:
        example = self.example
        for key, grid in self.grids.items():
            grid.show_matrix(getattr(example, key))
        key, line, across = self.at
        last = len(getattr(example, key)) - 1
        cell = (min(line, last), min(across, last))
        self.at = (key, *cell)
        told = sum_of(example, key, cell)
        lefts, rights = ([term.left for term in told.terms], [term.right for term in told.terms])
        sources = dict(zip(_SOURCES[key], (lefts, rights), strict=True))
        if "x" in sources:  # its cells are those of the padded image
            moved = np.array(sources["x"]) - example.before
            sources["x"] = [(int(i), int(j)) for i, j in moved]
        for name, grid in self.grids.items():
            grid.mark([cell] if name == key else sources.get(name, []))
        self.words.setText(told.words)
        self.symbols.show_formulas(told.symbols)
        self.numbers.show_formulas(told.numbers)
        self.measure.show_formulas(" ".join(size_formula(example)))
        self._turn()
