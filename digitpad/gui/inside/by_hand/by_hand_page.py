"""The page By hand: a convolution, how weights begin, and the loss, each in numbers."""

from collections.abc import Sequence

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
from digitpad.gui.lazy_view import LazyView
from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.parts import column, label, row
from digitpad.inside.loss_by_hand import LossByHand, loss_by_hand
from digitpad.inside.score import logits_of

_GAP_PX, _TOPIC_PX = 8, 232
_EXAMPLE = np.array([1.0, 0.0, 2.0, -1.0, 5.0, 0.5, -2.0, 1.5, 0.0, 3.0])  # when nothing is drawn
_CLASSES = tuple("0123456789")


class ByHandPage(Page):
    """One topic at a time, made when it is first looked at; only the loss looks at the drawing."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._work = around.work
        self.spread: SpreadView | None = None
        self.loss: LossView | None = None
        self.topic = ChoiceBox("byHandTopic")
        self.topic.setParent(self)  # first, and so the first that Tab comes to
        self._stack = QStackedWidget(self)
        self.convolution = ConvolutionView(self._stack)
        self.topic.setAccessibleName("Topic")
        self.topic.setMinimumWidth(_TOPIC_PX)
        self._palette = LIGHT
        self._classes: Sequence[str] = _CLASSES
        self._subject: Subject | None = None
        for title, view in (
            ("Convolution and its gradients", self.convolution),
            ("How weights begin", LazyView(self._make_spread)),
            ("Softmax and loss", LazyView(self._make_loss)),
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

    def _make_spread(self) -> SpreadView:
        spread = self.spread = SpreadView(self._work)
        spread.use_colours(self._palette)
        spread.ask()
        return spread

    def _make_loss(self) -> LossView:
        loss = self.loss = LossView()
        loss.use_colours(self._palette)
        loss.right.show_classes(self._classes)
        loss.asked.connect(self._reckon)
        return loss

    def use_colours(self, palette: Palette) -> None:
        self._palette = palette
        for view in (self.convolution, self.spread, self.loss):
            if view is not None:
                view.use_colours(palette)

    def show_moment(self, moment: Moment) -> None:
        self._classes, self._subject = moment.classes, subject_of(moment)
        if self.loss is not None:
            self.loss.right.show_classes(self._classes)
        self._reckon()

    @Slot(int)
    def _turn(self, topic: int) -> None:
        self._stack.setCurrentIndex(topic)
        self._reckon()

    @Slot()
    def _reckon(self) -> None:
        loss, subject = self.loss, self._subject
        if loss is None or not loss.isVisible():
            return
        right = loss.right.chosen
        if subject is None:
            label_ = int(_EXAMPLE.argmax()) if right is None else right
            loss.show_reckoning(loss_by_hand(_EXAMPLE, label_), _CLASSES)
            return
        label_ = subject.likeliest[0] if right is None else right

        def compute() -> LossByHand:
            logits = logits_of(subject.network, as_input(subject.image[np.newaxis]))[0]
            return loss_by_hand(logits, label_)

        def show(found: LossByHand) -> None:
            loss.show_reckoning(found, subject.classes)

        self._work.ask(self, compute, show)
