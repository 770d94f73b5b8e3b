"""The view of the way back: what should come out, the gradients of all layers, and one step."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from digitpad.gui.fields import RateBox
from digitpad.gui.glossary.explained import explained
from digitpad.gui.inside.back.gradient_detail import GradientDetail
from digitpad.gui.inside.class_box import ClassBox
from digitpad.gui.inside.grid_row import GridRow
from digitpad.gui.inside.layers.layer_strip import LayerStrip
from digitpad.gui.inside.two_rows import TwoRows
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, named, row
from digitpad.inside.explanation import Grid
from digitpad.inside.way_back import WayBack

_CHAIN_PX = 232  # width of p, y and their difference
_TARGET_PX = 136
_USUAL_RATE = 0.0001  # for the network on board: a few steps, and the answer has changed


class BackView(QWidget):
    """Shows what it is given.  Signals: target_chosen(), step_asked(), undo_asked()."""

    target_chosen = Signal()
    step_asked = Signal()
    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target = ClassBox("backTarget", "What it should be", "next likeliest")
        self.target.setMinimumWidth(_TARGET_PX)
        self.loss = explained(label("loss"), "loss", "cross-entropy", "nat")
        self.rate = RateBox("stepRate", 1e-6, 10.0)
        self.rate.setValue(_USUAL_RATE)
        self.rate.setAccessibleName("Learning rate of the step")
        self.step = named(QPushButton("Take one step"), "takeStepButton")
        self.step.setStatusTip("Move each weight against its gradient, on a copy of the network.")
        self.undo = named(QPushButton("Undo"), "undoStepButton")
        self.outcome = label("outcome", wraps=True)
        self.chain = GridRow()
        self.chain.setFixedWidth(_CHAIN_PX)
        self.strip = named(LayerStrip(), "gradientStrip")
        self.strip.setAccessibleName("Gradients of all layers, from the image to the answer")
        self.detail = GradientDetail()
        self._lay_out()
        self.target.currentIndexChanged.connect(self.target_chosen)
        self.step.clicked.connect(self.step_asked)
        self.undo.clicked.connect(self.undo_asked)

    def _lay_out(self) -> None:
        wish, act = row(8), row(8)
        wish.addWidget(label("fieldLabel", "It should be"))
        wish.addWidget(self.target)
        wish.addWidget(self.loss)
        wish.addStretch(1)
        rate = explained(label("fieldLabel", "Learning rate"), "learning rate", "gradient")
        for part in (rate, self.rate, self.step, self.undo):
            act.addWidget(part)
        act.addStretch(1)
        middle = row(16)
        middle.addWidget(self.chain)
        middle.addWidget(self.strip, 1)
        layout = column(8, self)
        layout.addWidget(TwoRows(wish, act))
        layout.addWidget(self.outcome)
        layout.addLayout(middle, 1)
        layout.addWidget(self.detail)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        for part in (self.chain, self.strip, self.detail):
            part.use_colours(palette)

    def show_way(self, way: WayBack) -> None:
        """Show where the way back begins: the loss, and p - y."""
        self.loss.setText(f"Loss {way.loss:.3f} nats")
        names = tuple(map(str, range(len(way.p))))
        mark = (way.target, 0)
        self.chain.show_grids(
            (
                Grid("probability", way.p[:, None], "", mark, names),
                Grid("wanted", way.wanted[:, None], "−", mark),
                Grid("gradient", way.at_logits[:, None], "=", mark),
            )
        )

    def show_outcome(self, text: str, *, steps: int, can_step: bool) -> None:
        """Say what the steps have changed."""
        self.outcome.setText(text)
        self.undo.setEnabled(steps > 0)
        self.step.setEnabled(can_step)
