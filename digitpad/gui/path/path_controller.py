"""Connects the drawing and the view of how its image comes about; idle while that is hidden."""

from PySide6.QtCore import QObject, Slot

from digitpad.data import formation
from digitpad.gui.answer.recognition_controller import RecognitionController
from digitpad.gui.desk.drawing import Drawing
from digitpad.gui.desk.picture_reader import image_from_array
from digitpad.gui.path.path_view import PathView


class PathController(QObject):
    """Shows the drawing's way whenever it was read, which is once a turn at most."""

    def __init__(
        self,
        view: PathView,
        drawing: Drawing,
        recognition: RecognitionController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._drawing = view, drawing
        view.shown.connect(self.refresh)
        recognition.answered.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Show the way of what is on the sheet now."""
        view, drawing = self._view, self._drawing
        if not view.isVisible():
            return
        strokes, picture = drawing.ink(), drawing.picture
        if strokes:
            view.show_drawing(strokes, formation([stroke.points for stroke in strokes]))
        elif picture is not None:
            view.show_picture(image_from_array(picture.pixels), picture.seen)
        else:
            view.show_nothing()
