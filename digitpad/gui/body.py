"""The body of the window: canvas, answer and the chosen view, side by side."""

from PySide6.QtCore import QRect, QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from digitpad.gui.answer.answer_panel import AnswerPanel
from digitpad.gui.desk.desk import GAP_PX, TOOLS_PX, Desk
from digitpad.gui.divider import Divider

_SPACE_PX = 24  # between the columns, and above the controls of the run
_LEAST_SPACE_PX = 4  # above the controls, where the window is low
_DIVIDER_PX = 16  # of the space between answer and view
_ANSWER_PX = (176, 400)  # least and most width of the answer
_ANSWER_SHARE, _WIDE_ANSWER_SHARE = 0.16, 0.11  # of the width; the latter beyond the former's most
_USUAL_ANSWER_PX = 256
_ANSWER_HIGH_PX = 536  # enough for it; beyond, it ends where the desk does
_VIEW_LEAST_PX = 416
_CANVAS_SHARE = 0.45  # of the width at most, unless the person chose
WIDTH_SHARE = "widthShare"  # property of a view: the share of the width that it needs
STEERS_RUNS = "steersRuns"  # property of a view that has the controls of the run itself


class Body(QWidget):
    """Gives the canvas the largest square there is room for; the view takes the rest.

    A view that has much to show side by side makes the canvas smaller while it is in sight; in the
    room below it stand ``controls`` of the run, unless the view has them.
    The person may choose how wide the canvas is: then it is so beside every view.
    """

    def __init__(
        self, desk: Desk, answer: AnswerPanel, views: QStackedWidget, controls: QWidget
    ) -> None:
        super().__init__()
        self._desk, self._answer, self._views, self._controls = desk, answer, views, controls
        self.divider = Divider()
        self._chosen: float | None = None  # the canvas' share of the width
        for part in (desk, controls, answer, self.divider, views):
            part.setParent(self)
        views.currentChanged.connect(self._lay_out)
        self.divider.dragged.connect(self._drag)
        self.divider.reset_asked.connect(self._reset)

    @property
    def canvas_share(self) -> float | None:
        """The share of the width that the person gave the canvas, None: it is not chosen."""
        return self._chosen

    def set_canvas_share(self, share: float | None) -> None:
        """Give the canvas this share of the width, or with None what suits the view."""
        self._chosen = share
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        parts = (self._desk, self._answer, self._views)
        hints = [part.minimumSizeHint() for part in parts]
        width = hints[0].width() + _ANSWER_PX[0] + max(_VIEW_LEAST_PX, hints[2].width())
        desk = hints[0].height() + _LEAST_SPACE_PX + self._controls.minimumSizeHint().height()
        return QSize(width + 2 * _SPACE_PX, max(desk, *(hint.height() for hint in hints[1:])))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    @Slot(int)
    def _drag(self, by: int) -> None:
        side = self._desk.canvas.width() + by
        self.set_canvas_share(min(max(side, 0) / self.width(), 1.0))

    @Slot()
    def _reset(self) -> None:
        self.set_canvas_share(None)

    @Slot()
    def _lay_out(self) -> None:
        width, height = self.width(), self.height()
        answer = _answer_width(width)
        side = self._side(width - answer - 2 * _SPACE_PX)
        bottom = side + GAP_PX + TOOLS_PX
        self._desk.setGeometry(0, 0, side, bottom)
        self._desk.lay_out(side)
        self._place_controls(side, bottom)
        high = min(height, max(bottom, _ANSWER_HIGH_PX))
        self._answer.lay_out(QRect(side + _SPACE_PX, 0, answer, high))
        left = side + answer + 2 * _SPACE_PX
        self.divider.setGeometry(left - (_SPACE_PX + _DIVIDER_PX) // 2, 0, _DIVIDER_PX, height)
        self._views.setGeometry(left, 0, width - left, height)

    def _place_controls(self, width: int, top: int) -> None:
        """Show the controls below ``top``, if they find room there; what is spare is above them."""
        view, room = self._views.currentWidget(), self.height() - top
        space = min(_SPACE_PX, room - self._controls.minimumSizeHint().height())
        has_own = view is not None and bool(view.property(STEERS_RUNS))
        self._controls.setVisible(space >= _LEAST_SPACE_PX and not has_own)
        self._controls.setGeometry(0, top + space, width, room - space)

    def _side(self, room: int) -> int:
        """Return the side of the canvas; ``room`` is for it and the view."""
        view = self._views.currentWidget()
        hint = self._views.minimumSizeHint().width()
        wish = 0.0 if view is None else view.property(WIDTH_SHARE) or 0.0
        share = self._chosen
        if share is None:
            share = min(_CANVAS_SHARE, (room - wish * self.width()) / max(self.width(), 1))
        most = min(room - max(_VIEW_LEAST_PX, hint), self.height() - TOOLS_PX - GAP_PX)
        side = _step(min(share * self.width(), most))
        return max(side, self._desk.minimumSizeHint().width())


def _answer_width(width: int) -> int:
    usual = min(_step(_ANSWER_SHARE * width), _USUAL_ANSWER_PX)
    return min(max(_ANSWER_PX[0], usual, _step(_WIDE_ANSWER_SHARE * width)), _ANSWER_PX[1])


def _step(length: float) -> int:
    """Round down to the grid of 8 pixels."""
    return int(length) // 8 * 8
