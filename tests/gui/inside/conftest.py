"""A page of Look inside in the real window, with a seven that was drawn."""

from collections.abc import Callable

import pytest

from digitpad.gui.inside.inside_view import InsideView
from digitpad.gui.inside.page import Page
from digitpad.gui.main_window import MainWindow


@pytest.fixture
def open_page(window: MainWindow, draw: Callable[..., None]) -> Callable[[str], Page]:
    """Draw a seven, and open the page of this title."""

    def open_page(title: str) -> Page:
        draw("7")
        window.recognition.recognize()
        window.views.open("Look inside")
        view = window.findChild(InsideView)
        view.open_page(title)
        assert view.page is not None
        return view.page

    return open_page
