"""The page By hand: a convolution, how weights begin, and the loss, each in numbers."""

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget

from digitpad.data import as_input
from digitpad.gui.fields import ChoiceBox
from digitpad.gui.inside.by_hand.convolution_view import ConvolutionView
from digitpad.gui.inside.by_hand.loss_view import LossView
from digitpad.gui.inside.by_hand.spread_view import SpreadView
from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.page import Page, Surroundings
from digitpad.gui.inside.subject import Subject, subject_of
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, row
from digitpad.inside.loss_by_hand import LossByHand, loss_by_hand
from digitpad.inside.score import logits_of

_GAP_PX, _TOPIC_PX = 8, 232
_EXAMPLE = np.array([1.0, 0.0, 2.0, -1.0, 5.0, 0.5, -2.0, 1.5, 0.0, 3.0])  # when nothing is drawn
_CLASSES = tuple("0123456789")


class ByHandPage(Page):
    """One topic at a time; only the loss looks at the drawing."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._work = around.work
        self.convolution, self.loss = ConvolutionView(), LossView()
        self.spread = SpreadView(around.work)
        self.topic, self._stack = ChoiceBox("byHandTopic"), QStackedWidget()
        self.topic.setAccessibleName("Topic")
        self.topic.setMinimumWidth(_TOPIC_PX)
        self._subject: Subject | None = None
        for title, view in (
            ("Convolution and its gradients", self.convolution),
            ("How weights begin", self.spread),
            ("Softmax and loss", self.loss),
        ):
            self.topic.addItem(title, title)
            self._stack.addWidget(view)
        head, layout = row(_GAP_PX), column(_GAP_PX, self)
        head.addWidget(label("fieldLabel", "Topic"))
        head.addWidget(self.topic)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.topic.currentIndexChanged.connect(self._turn)
        self.loss.asked.connect(self._reckon)

    def use_colours(self, palette: Palette) -> None:
        for view in (self.convolution, self.spread, self.loss):
            view.use_colours(palette)

    def show_moment(self, moment: Moment) -> None:
        self.loss.right.show_classes(moment.classes)
        self._subject = subject_of(moment)
        if self._stack.currentWidget() is self.loss:
            self._reckon()

    @Slot()
    def _turn(self) -> None:
        self._stack.setCurrentIndex(self.topic.currentIndex())
        if self._stack.currentWidget() is self.spread:
            self.spread.ask()
        elif self._stack.currentWidget() is self.loss:
            self._reckon()

    @Slot()
    def _reckon(self) -> None:
        subject, right = self._subject, self.loss.right.chosen
        if subject is None:
            label_ = int(_EXAMPLE.argmax()) if right is None else right
            self.loss.show_reckoning(loss_by_hand(_EXAMPLE, label_), _CLASSES)
            return
        label_ = subject.likeliest[0] if right is None else right

        def compute() -> tuple[LossByHand, Subject]:
            logits = logits_of(subject.network, as_input(subject.image[np.newaxis]))[0]
            return loss_by_hand(logits, label_), subject

        self._work.ask(self, compute, self._show_reckoning)

    def _show_reckoning(self, found: tuple[LossByHand, Subject]) -> None:
        reckoning, subject = found
        self.loss.show_reckoning(reckoning, subject.classes)
