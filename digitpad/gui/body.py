"""The body of the window: canvas, answer and the chosen view, side by side."""

from PySide6.QtCore import QRect, QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from digitpad.gui.answer.answer_panel import AnswerPanel
from digitpad.gui.desk.desk import GAP_PX, TOOLS_PX, Desk

_SPACE_PX = 24  # between the columns
_ANSWER_PX = (176, 256)  # least and most width of the answer
_ANSWER_HIGH_PX = 536  # enough for it; beyond, it ends where the desk does
_VIEW_LEAST_PX = 416
_CANVAS_SHARE = 0.45  # of the width at most
WIDTH_SHARE = "widthShare"  # property of a view: the share of the width that it needs


class Body(QWidget):
    """Gives the canvas the largest square there is room for; the view takes the rest.

    A view that has much to show side by side makes the canvas smaller while it is in sight.
    """

    def __init__(self, desk: Desk, answer: AnswerPanel, views: QStackedWidget) -> None:
        super().__init__()
        self._desk, self._answer, self._views = desk, answer, views
        for part in (desk, answer, views):
            part.setParent(self)
        views.currentChanged.connect(self._lay_out)

    def minimumSizeHint(self) -> QSize:
        parts = (self._desk, self._answer, self._views)
        hints = [part.minimumSizeHint() for part in parts]
        width = hints[0].width() + _ANSWER_PX[0] + max(_VIEW_LEAST_PX, hints[2].width())
        return QSize(width + 2 * _SPACE_PX, max(hint.height() for hint in hints))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    @Slot()
    def _lay_out(self) -> None:
        width, height = self.width(), self.height()
        answer = min(max(_ANSWER_PX[0], _step(0.16 * width)), _ANSWER_PX[1])
        view = self._views.currentWidget()
        wish = 0.0 if view is None else view.property(WIDTH_SHARE) or 0.0
        hint = self._views.minimumSizeHint().width()
        view_least = max(_VIEW_LEAST_PX, hint, _step(wish * width))
        rest = width - answer - view_least - 2 * _SPACE_PX
        side = _step(min(rest, _CANVAS_SHARE * width, height - TOOLS_PX - GAP_PX))
        side = max(side, self._desk.minimumSizeHint().width())
        bottom = side + GAP_PX + TOOLS_PX
        self._desk.setGeometry(0, 0, side, height)
        self._desk.lay_out(side)
        high = min(height, max(bottom, _ANSWER_HIGH_PX))
        self._answer.lay_out(QRect(side + _SPACE_PX, 0, answer, high))
        left = side + answer + 2 * _SPACE_PX
        self._views.setGeometry(left, 0, width - left, height)


def _step(length: float) -> int:
    """Round down to the grid of 8 pixels."""
    return int(length) // 8 * 8
