"""Connects menus, keys and tool buttons with what can be done to the drawing."""

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication

from digitpad import data
from digitpad.gui.actions import Actions
from digitpad.gui.desk.desk import Desk
from digitpad.gui.desk.drawing import Drawing
from digitpad.gui.desk.drawing_controller import DrawingController
from digitpad.gui.desk.picture_controller import PictureController

_BRUSH_STEP = 4  # units of the sheet


class DrawingTools(QObject):
    """Puts the tools below the canvas, and enables what can be done to the drawing now."""

    def __init__(
        self,
        actions: Actions,
        desk: Desk,
        drawing: Drawing,
        controller: DrawingController,
        pictures: PictureController,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._actions, self._desk, self._drawing = actions, desk, drawing
        self._add_tools()
        actions.undo.triggered.connect(controller.undo)
        actions.redo.triggered.connect(controller.redo)
        actions.clear.triggered.connect(controller.clear)
        actions.eraser.toggled.connect(controller.set_eraser)
        desk.brush_width.valueChanged.connect(controller.set_brush_width)
        actions.thinner.triggered.connect(self._make_thinner)
        actions.broader.triggered.connect(self._make_broader)
        controller.history_changed.connect(self._show_history)
        actions.open.triggered.connect(pictures.ask)
        actions.paste.triggered.connect(pictures.paste)
        actions.copy.triggered.connect(self._copy)
        pictures.read.connect(controller.show_picture)
        pictures.drawing_read.connect(controller.show_drawing)
        self._show_history()

    def _add_tools(self) -> None:
        actions, desk = self._actions, self._desk
        desk.add_tool("eraserButton", actions.eraser)
        desk.add_tool("undoButton", actions.undo)
        desk.add_tool("redoButton", actions.redo)
        desk.add_stretch()
        desk.add_tool("openButton", actions.open)
        desk.add_tool("clearButton", actions.clear, labelled=True)

    @Slot()
    def _show_history(self) -> None:
        self._actions.undo.setEnabled(self._drawing.can_undo)
        self._actions.redo.setEnabled(self._drawing.can_redo)
        self._actions.clear.setEnabled(not self._drawing.is_empty)

    @Slot()
    def _make_thinner(self) -> None:
        self._desk.brush_width.setValue(self._desk.brush_width.value() - _BRUSH_STEP)

    @Slot()
    def _make_broader(self) -> None:
        self._desk.brush_width.setValue(self._desk.brush_width.value() + _BRUSH_STEP)

    @Slot()
    def _copy(self) -> None:
        """Copy the drawing as a picture, and as strokes for who can use them."""
        content = QMimeData()
        content.setImageData(self._desk.canvas.picture())
        lines = self._drawing.lines()
        if lines:
            content.setText(data.stroke_line(lines))
        QGuiApplication.clipboard().setMimeData(content)
