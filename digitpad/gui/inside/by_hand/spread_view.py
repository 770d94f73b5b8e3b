"""Why weights begin as they do: a small experiment, drawn anew as often as one likes."""

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from digitpad.gui.fields import CountBox
from digitpad.gui.glossary.explained import explained
from digitpad.gui.inside.by_hand.spread_chart import SpreadChart
from digitpad.gui.inside.mathtype.formula_view import FormulaView
from digitpad.gui.inside.signed_colours import Values
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.gui.work import Work
from digitpad.inside.beginnings import INITIALIZATIONS, expected_growth, spreads
from digitpad.inside.explanation import number, plain_number

_GAP_PX = 8
_WIDTHS, _DEPTHS = (10, 100, 500), (2, 10, 30)  # least, usual and most
_WORDS = (
    "Random numbers go through layers of random weights, each followed by a ReLU. A layer adds up "
    "as many products as it has inputs: with weights from N(0, 1) the sums grow with every layer, "
    "and soon training sees nothing but enormous numbers. He's weights are the smaller the more "
    "inputs there are, so that the size stays the same."
)


class SpreadView(QWidget):
    """Draws new weights and shows how large the activations become."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._seed = 0
        self.units = CountBox("spreadUnits", _WIDTHS[0], _WIDTHS[2])
        self.layers = CountBox("spreadLayers", _DEPTHS[0], _DEPTHS[2])
        self.units.setAccessibleName("Units a layer")
        self.layers.setAccessibleName("Layers")
        self.units.setValue(_WIDTHS[1])
        self.layers.setValue(_DEPTHS[1])
        self.anew = named(QPushButton("Draw anew"), "spreadAnewButton")
        self.chart, self.formula = SpreadChart(), FormulaView()
        self.found = label("", wraps=True)
        words = label("", _WORDS, wraps=True)
        explained(words, "initialization", "activation", "relu")
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        head, layout = row(_GAP_PX), column(_GAP_PX, self)
        for title, box in (("Units a layer", self.units), ("Layers", self.layers)):
            head.addWidget(label("fieldLabel", title))
            head.addWidget(box)
        head.addWidget(self.anew)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(words)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.found)
        layout.addWidget(self.formula)
        self.units.valueChanged.connect(self.ask)
        self.layers.valueChanged.connect(self.ask)
        self.anew.clicked.connect(self._draw_anew)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self.chart.use_colours(palette)
        self.formula.use_colours(palette)

    @Slot()
    def _draw_anew(self) -> None:
        self._seed += 1
        self.ask()

    @Slot()
    def ask(self) -> None:
        """Do the experiment."""
        width, depth, seed = self.units.value(), self.layers.value(), self._seed

        def compute() -> dict[str, Values]:
            return {
                title: spreads(init, width=width, depth=depth, rng=np.random.default_rng(seed))
                for init, title in INITIALIZATIONS.items()
            }

        self._work.ask(self, compute, self._show)

    def _show(self, found: dict[str, Values]) -> None:
        width = self.units.value()
        self.chart.show_spreads(found)
        said = [f"{title}: {plain_number(float(s[-1]))}" for title, s in found.items()]
        self.found.setText(f"After the last layer   {'     '.join(said)}")
        growth = expected_growth("standard_normal", width)
        self.formula.show_formulas(
            r"\text{growth a layer} = \sqrt{n · \weight{σ}^2 · \frac{1}{2}}",
            rf"\weight{{σ}} = 1\text{{:  }}\sqrt{{{width} · 1 · \frac{{1}}{{2}}}} "
            rf"= \result{{{number(growth)}}}",
            rf"\weight{{σ}}^2 = \frac{{2}}{{{width}}}\text{{:  }}"
            rf"\sqrt{{{width} · \frac{{2}}{{{width}}} · \frac{{1}}{{2}}}} = \result{{1}}",
        )
