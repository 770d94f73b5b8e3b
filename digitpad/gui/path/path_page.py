"""The page Input of Look inside: the way from the drawing in hand to its image."""

from digitpad.data import formation
from digitpad.gui.desk.picture_reader import image_from_array
from digitpad.gui.inside.moment import Moment
from digitpad.gui.inside.page import Page, Surroundings
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column
from digitpad.gui.path.path_view import PathView


class PathPage(Page):
    """Shows the drawing's way whenever it was read."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._drawing = around.drawing
        self._view = PathView()
        column(0, self).addWidget(self._view)

    def show_moment(self, moment: Moment) -> None:
        view, drawing = self._view, self._drawing
        strokes, picture = drawing.ink(), drawing.picture
        if strokes:
            view.show_drawing(strokes, formation([stroke.points for stroke in strokes]))
        elif picture is not None:
            view.show_picture(image_from_array(picture.pixels), picture.seen)
        else:
            view.show_nothing()

    def use_colours(self, palette: Palette) -> None:
        self._view.use_colours(palette)
