"""The desk: the canvas with its tools below."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSlider, QWidget

from digitpad.gui.action_button import ActionButton
from digitpad.gui.desk.canvas import SMALLEST_PX, Canvas
from digitpad.gui.desk.drawing_controller import BRUSH_WIDTHS
from digitpad.gui.icons import SIDE_PX
from digitpad.gui.parts import named, row

TOOLS_PX = 40
GAP_PX = 8
_BRUSH_PX = (64, 128)  # least and most width of the slider


class Desk(QWidget):
    """Keeps the canvas square, whatever its own shape is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas(self)
        self.tools = named(QWidget(self), "tools")
        self.brush_width = named(QSlider(Qt.Orientation.Horizontal), "brushWidth")
        self.brush_width.setRange(BRUSH_WIDTHS[0], BRUSH_WIDTHS[-1])
        self.brush_width.setAccessibleName("Brush width")
        tip = "Brush width: how wide lines look to you. The network sees all lines in one width."
        self.brush_width.setStatusTip(tip)
        self.brush_width.setToolTip("Brush width")
        self.brush_width.setMinimumWidth(_BRUSH_PX[0])
        self.brush_width.setMaximumWidth(_BRUSH_PX[1])
        self._row = row(4, self.tools)
        self._row.addWidget(self.brush_width, 1)
        self._row.addSpacing(8)
        self._last: QWidget = self.brush_width  # of the tools

    def add_tool(self, name: str, action: QAction, *, labelled: bool = False) -> None:
        """Add a button for an action."""
        button = ActionButton(name, action)
        button.setIconSize(QSize(SIDE_PX, SIDE_PX))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if labelled:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._row.addWidget(button)
        QWidget.setTabOrder(self._last, button)  # not after all that the window has by now
        self._last = button

    def add_stretch(self) -> None:
        """Move the tools that follow to the right end."""
        self._row.addStretch(1)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        side = max(SMALLEST_PX, self.tools.minimumSizeHint().width())
        return QSize(side, side + GAP_PX + TOOLS_PX)

    def lay_out(self, side: int) -> None:
        """Give the canvas this side, and the tools the same width."""
        self.canvas.setGeometry(0, 0, side, side)
        self.tools.setGeometry(0, side + GAP_PX, side, TOOLS_PX)
