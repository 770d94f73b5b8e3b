"""The page Way back: gradients of the drawing in hand, and a step that is undone."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from digitpad.data import as_input
from digitpad.gui.inside.back.back_page import BackPage
from digitpad.gui.inside.page import Page
from digitpad.gui.main_window import MainWindow
from digitpad.inside.explanation import plain_number
from digitpad.inside.trace import trace
from digitpad.inside.way_back import way_back
from digitpad.nn import Network
from digitpad.training import PRESETS
from tests.gui.conftest import use_network


@pytest.fixture
def page(qtbot: QtBot, open_page: Callable[[str], Page]) -> BackPage:
    page = open_page("Way back")
    assert isinstance(page, BackPage)
    qtbot.waitUntil(lambda: page.choice.place is not None and not page._later.isActive())
    return page


def wait_for(qtbot: QtBot, page: BackPage, network: Network | None) -> None:
    """Wait until all that is shown is of this network."""
    qtbot.waitUntil(lambda: page._looked.trace.network is network and not page._later.isActive())


def choose_target(qtbot: QtBot, page: BackPage, digit: int) -> None:
    page.view.target.setCurrentIndex(digit + 1)
    qtbot.waitUntil(lambda: page._looked.way.target == digit and not page._later.isActive())


def test_the_next_likeliest_digit_is_what_it_should_be_unless_one_is_chosen(
    qtbot: QtBot, window: MainWindow, page: BackPage
) -> None:
    network, image = window.shelf.current.network, window.answer_panel.seen.image
    probabilities = network.predict(as_input(image[np.newaxis]))[0]
    assert page._looked.way.target == probabilities.argsort()[-2]
    choose_target(qtbot, page, 3)
    back = way_back(trace(network, image), 3)
    assert page.view.loss.text() == f"Loss {back.loss:.3f} nats"
    np.testing.assert_array_equal(page._looked.way.at_logits, back.at_logits)
    p, y, difference = (grid.values for grid in page.view.chain._grids)
    np.testing.assert_allclose(p - y, difference, atol=1e-6)


def test_a_step_changes_the_answer_of_a_copy_and_undo_brings_the_first_back(
    qtbot: QtBot, window: MainWindow, page: BackPage
) -> None:
    choose_target(qtbot, page, 3)
    network = window.shelf.current.network
    numbers, loss = network.parameters.copy(), page._looked.way.loss
    assert not page.view.undo.isEnabled()
    for steps in (1, 2):
        qtbot.mouseClick(page.view.step, Qt.MouseButton.LeftButton)
        wait_for(qtbot, page, page._rehearsal.network)
        assert page._rehearsal.steps == steps
        assert page._looked.way.loss < loss
        loss = page._looked.way.loss
    assert "After 2 steps on a copy" in page.view.outcome.text()
    np.testing.assert_array_equal(network.parameters, numbers)
    assert window.shelf.current.network is network
    for _ in range(2):
        qtbot.mouseClick(page.view.undo, Qt.MouseButton.LeftButton)
    wait_for(qtbot, page, network)
    assert not page.view.undo.isEnabled()
    assert page.view.outcome.text().startswith("It reads ")


def test_a_weight_that_is_pointed_at_is_explained_by_the_engine_s_gradient(
    qtbot: QtBot, page: BackPage
) -> None:
    detail = page.view.detail
    page.choice.choose(1, (10, 12, 5))
    title = detail.title.text()
    unit = detail.kernel._unit
    qtbot.mouseMove(detail.kernel, QPoint(round(2.5 * unit), round(1.5 * unit)))
    gradient = float(page._looked.way.gradients[1]["W"][1, 2, 0, 5])
    assert detail.title.text().endswith(f", 1, 2, 0, 5:  {plain_number(gradient)}")
    assert [grid.title for grid in detail.pictures.grids._grids] == [
        *("numbers met in map 0", "gradient of map 5", "products"),
    ]
    detail.kernel.left.emit()
    assert detail.title.text() == title


def test_the_weights_of_a_dense_layer_are_explained_too(qtbot: QtBot, page: BackPage) -> None:
    stage = next(stage for stage in page._looked.trace.stages if stage.kind == "Dense")
    page.choice.choose(stage.number, (3,))
    page.view.detail._show_weight(*page.view.detail._mosaic.place_of(7, 0, 0))
    assert ", 7, 3:  " in page.view.detail.title.text()
    assert "was used once" in page.view.detail.text.words.text()


def test_every_layer_s_gradient_has_its_formula(page: BackPage) -> None:
    for stage in page._looked.trace.stages:
        page.choice.choose(stage.number, tuple(0 for _ in stage.y.shape))
        assert "∂L" in page.view.detail.text.formula.accessibleName()
        assert page.view.detail.title.text().startswith(f"Gradient at {stage.title}")


def test_another_network_begins_without_steps(
    qtbot: QtBot, window: MainWindow, page: BackPage
) -> None:
    page.view.step.click()
    qtbot.waitUntil(lambda: page._looked.trace.network is page._rehearsal.network)
    network = Network(PRESETS["Notebook"].layers, rng=np.random.default_rng(0)).snapshot()
    use_network(window, network)
    wait_for(qtbot, page, network)
    assert page._rehearsal.steps == 0
    assert page.view.detail.title.text().startswith("Gradient at ")


def test_without_a_drawing_it_says_what_to_do(
    qtbot: QtBot, window: MainWindow, page: BackPage
) -> None:
    window.actions_.clear.trigger()
    qtbot.waitUntil(lambda: page.view.outcome.text().startswith("Draw a digit"))
    assert not page.view.step.isEnabled()
