"""The page Kernels: weights as they are now, and their gradients."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.kernels.kernels_page import KernelsPage
from digitpad.gui.inside.page import Page
from digitpad.gui.inside.signed_colours import levels_of
from digitpad.gui.main_window import MainWindow
from digitpad.inside.explanation import plain_number
from digitpad.inside.trace import trace
from digitpad.inside.way_back import way_back
from digitpad.nn import Conv2D, Network
from digitpad.training import PRESETS
from tests.gui.conftest import use_network


@pytest.fixture
def page(qtbot: QtBot, open_page: Callable[[str], Page]) -> KernelsPage:
    page = open_page("Kernels")
    assert isinstance(page, KernelsPage)
    qtbot.waitUntil(lambda: page._looked is not None)
    return page


def weights(window: MainWindow, layer: int) -> np.ndarray:
    return window.shelf.current.network.layers[layer].parameters["W"]


def test_all_kernels_of_a_convolution_are_on_the_sheet(
    qtbot: QtBot, window: MainWindow, page: KernelsPage
) -> None:
    layers = window.shelf.current.network.layers
    stages = [number for number, layer in enumerate(layers) if isinstance(layer, Conv2D)]
    _, _, channels, filters = weights(window, stages[1]).shape
    assert page.view.layer.itemText(0) == f"Conv 3×3, {channels} kernels on 1 map"
    assert page.view.layer.count() == len(stages)
    page.view.layer.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page._looked.kernels.stage == stages[1] + 1)
    W, looked = weights(window, stages[1]), page._looked
    assert looked.mosaic.count == filters * channels
    row, column = looked.mosaic.place_of(7 * channels + 11, 2, 1)
    assert looked.levels[row, column] == levels_of(W[2, 1, 11, 7], float(np.abs(W).max()))


def test_the_weight_that_is_pointed_at_is_told_and_keys_go_on(
    qtbot: QtBot, window: MainWindow, page: KernelsPage
) -> None:
    W, unit = weights(window, 0), page.view.sheet._unit
    place = QPoint(round(6.5 * unit), round(1.5 * unit))  # second kernel, third column
    qtbot.mouseMove(page.view.sheet, place)
    value = plain_number(float(W[1, 2, 0, 1]))
    assert page.view.title.text() == f"Kernel 1, row 1, column 2:  {value}"
    qtbot.mouseClick(page.view.sheet, Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(page.view.sheet, Qt.Key.Key_Right)
    assert page.view.title.text().startswith("Kernel 2, row 1, column 0:")
    qtbot.keyClick(page.view.sheet, Qt.Key.Key_Left)
    assert page.view.title.text().startswith("Kernel 1, row 1, column 2:")


def test_gradients_are_shown_on_request(
    qtbot: QtBot, window: MainWindow, page: KernelsPage
) -> None:
    page.view.target.setCurrentIndex(4)  # it should be a 3
    assert page._looked.gradients is None
    page.view.gradients.click()
    qtbot.waitUntil(lambda: page._looked.gradients is not None)
    way = trace(window.shelf.current.network, window.answer_panel.seen.image)
    wanted = way_back(way, 3).gradients[1]["W"]
    np.testing.assert_array_equal(page._looked.gradients, np.transpose(wanted, (3, 2, 0, 1)))
    assert f"gradient {plain_number(float(wanted[0, 0, 0, 0]))}" in page.view.title.text()
    window.actions_.clear.trigger()
    qtbot.waitUntil(lambda: page._looked.gradients is None)
    assert page.view.note.text().startswith("Draw a digit")


def test_kernels_change_with_the_network(
    qtbot: QtBot, window: MainWindow, page: KernelsPage
) -> None:
    for seed in (0, 1):
        network = Network(PRESETS["Notebook"].layers, rng=np.random.default_rng(seed)).snapshot()
        use_network(window, network)
        qtbot.waitUntil(
            lambda n=network: np.shares_memory(page._looked.kernels.weights, n.parameters)
        )
    assert page.view.layer.count() == 1
    assert page.view.layer.itemText(0) == "Conv 3×3, 5 kernels on 1 map"


def test_a_network_without_a_convolution_says_so(
    qtbot: QtBot, window: MainWindow, page: KernelsPage
) -> None:
    layers = [{"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"}]
    use_network(window, Network(layers, rng=np.random.default_rng(0)).snapshot())
    qtbot.waitUntil(lambda: page.view.note.text() == "This network has no convolution.")
    assert page.view.sheet._image.isNull()
