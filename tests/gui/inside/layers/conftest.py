"""The page Layers in the real window."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.inside_view import InsideView
from digitpad.gui.inside.layers.layers_page import LayersPage
from digitpad.gui.main_window import MainWindow


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, draw: Callable[..., None]) -> LayersPage:
    """The page with a seven that was drawn."""
    draw("7")
    window.recognition.recognize()
    window.views.open("Look inside")
    window.findChild(InsideView).open_page("Layers")
    page = window.findChild(LayersPage)
    assert page is not None
    qtbot.waitUntil(lambda: page._looked is not None and page._looked.image.any())
    return page
