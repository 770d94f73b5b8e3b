"""The canvas by itself: what it paints anew."""

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent
from pytestqt.qtbot import QtBot

from digitpad.gui.desk.canvas import Canvas
from digitpad.gui.desk.drawing import Drawing


class Painted(QObject):
    """Keeps the areas that a widget was asked to paint."""

    def __init__(self) -> None:
        super().__init__()
        self.areas: list[QRect] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect())
        return False


def test_the_first_stroke_wipes_out_the_whole_hint_and_the_next_paints_only_itself(
    qtbot: QtBot,
) -> None:
    canvas, drawing, painted = Canvas(), Drawing(), Painted()
    qtbot.addWidget(canvas)
    canvas.resize(300, 300)
    canvas.show()
    qtbot.wait(20)
    canvas.installEventFilter(painted)
    for x in (20.0, 200.0):
        painted.areas.clear()
        drawing.press(x, 20.0, 20.0)
        drawing.move(x, 60.0, 20.0)
        canvas.show_pen(drawing.pen)
        qtbot.waitUntil(lambda: bool(painted.areas))
        assert (canvas.rect() in painted.areas) == (x == 20.0)
        drawing.lift()
        canvas.keep_pen(drawing.strokes)
        qtbot.wait(20)
