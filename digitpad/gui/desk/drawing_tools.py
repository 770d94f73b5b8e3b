"""Connects menus, keys and tool buttons with what can be done to the drawing."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from digitpad.gui.actions import Actions
from digitpad.gui.desk.desk import Desk
from digitpad.gui.desk.drawing import Drawing
from digitpad.gui.desk.drawing_controller import DrawingController
from digitpad.gui.desk.picture_controller import PictureController


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
        controller.history_changed.connect(self._show_history)
        actions.open.triggered.connect(pictures.ask)
        actions.paste.triggered.connect(pictures.paste)
        actions.copy.triggered.connect(self._copy)
        desk.canvas.dropped.connect(pictures.take)
        pictures.read.connect(controller.show_picture)
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
    def _copy(self) -> None:
        QGuiApplication.clipboard().setImage(self._desk.canvas.picture())
