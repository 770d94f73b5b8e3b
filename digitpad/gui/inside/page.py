"""What a page of Look inside is, and what it may ask of the program around it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from digitpad.gui.desk.drawing import Drawing
from digitpad.gui.desk.drawing_controller import DrawingController
from digitpad.gui.inside.moment import Moment
from digitpad.gui.palette import Palette
from digitpad.gui.work import Work


class Page(QWidget):
    """One explanation.  It is made when it is first looked at, and hears only while it is."""

    def show_moment(self, moment: Moment) -> None:
        """Show this drawing, network and answer; called some thirty times a second at most.

        What takes over 5 ms is asked of ``Surroundings.work``.
        """
        raise NotImplementedError

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        raise NotImplementedError


@dataclass(frozen=True)
class Surroundings:
    """What a page may use of the program: a thread to compute in, and the drawing."""

    work: Work
    drawing: Drawing
    drawing_controller: DrawingController


@dataclass(frozen=True)
class PageInfo:
    """A page by its title, its one sentence, and how it is made."""

    title: str
    tip: str
    make: Callable[[Surroundings], Page]
