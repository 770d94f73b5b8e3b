"""The page Layers in the real window."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.layers.layers_page import LayersPage
from digitpad.gui.inside.page import Page


@pytest.fixture
def page(qtbot: QtBot, open_page: Callable[[str], Page]) -> LayersPage:
    """The page with a seven that was drawn."""
    page = open_page("Layers")
    assert isinstance(page, LayersPage)
    qtbot.waitUntil(lambda: page._looked is not None and page._looked.image.any())
    qtbot.waitUntil(lambda: not page._later.isActive())
    return page
