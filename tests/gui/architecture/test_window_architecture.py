"""The editor of the network in the real window."""

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtWidgets import QTableView, QToolButton
from pytestqt.qtbot import QtBot

from digitpad.gui.answer.networks import TRAINED
from digitpad.gui.architecture.architecture_page import ArchitecturePage
from digitpad.gui.architecture.layer_model import COST, OUTPUT, SHARE_ROLE, WEIGHTS
from digitpad.gui.fields import ChoiceBox, CountBox
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.training_controller import State
from digitpad.training import PRESETS

QUICK = PRESETS["Quick"].layers


@pytest.fixture
def page(window: MainWindow) -> ArchitecturePage:
    window.train_view.pages.setCurrentIndex(1)
    page = window.train_view.architecture
    assert page is not None
    return page


def choose_from_menu(button: QToolButton, key: str) -> None:
    next(action for action in button.menu().actions() if action.data() == key).trigger()


def kinds(window: MainWindow) -> list[str]:
    return [spec["layer"] for spec in window.train_view.form.layers]


def test_the_page_takes_the_place_of_the_plots_and_start_stays(
    window: MainWindow, page: ArchitecturePage
) -> None:
    assert page.isVisible()
    assert not window.train_view.curves.isVisible()
    assert not window.train_view.panel.fields.isVisible()
    assert window.train_view.panel.start.isVisible()
    window.train_view.pages.setCurrentIndex(0)
    assert window.train_view.curves.isVisible()
    assert window.train_view.panel.fields.isVisible()


def test_every_layer_shows_its_shape_weights_and_cost(
    window: MainWindow, page: ArchitecturePage
) -> None:
    model = window.findChild(QTableView, "layerTable").model()
    assert model.rowCount() == len(QUICK)
    row = [model.index(4, column).data() for column in range(4)]
    assert row == ["Convolution, 32 of 3×3", "11×11×32", "4,640", "558 k"]
    shares = [model.index(place, COST).data(SHARE_ROLE) for place in range(len(QUICK))]
    assert sum(shares) == pytest.approx(1.0)
    said = model.index(4, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Convolution, 32 of 3×3: output 11×11×32, 4,640 weights, 557,568")
    assert page.total.text().startswith("15 layers · 29,290 weights · 0.83 million")


def test_layers_are_added_after_the_chosen_one_and_removed(
    qtbot: QtBot, window: MainWindow, page: ArchitecturePage
) -> None:
    page.table.choose(1)
    choose_from_menu(page.add, "Dropout")
    assert kinds(window)[:4] == ["Conv2D", "MaxPool2D", "Dropout", "BatchNorm"]
    assert page.table.row == 2
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert window.train_view.form.layers == QUICK
    page.table.choose(0)
    page.remove.click()
    assert len(kinds(window)) == len(QUICK) - 1


def test_layers_move_by_buttons_keys_and_dragging(
    qtbot: QtBot, window: MainWindow, page: ArchitecturePage
) -> None:
    page.table.choose(1)
    page.down.click()
    assert kinds(window)[:3] == ["Conv2D", "BatchNorm", "MaxPool2D"]
    page.up.click()
    assert window.train_view.form.layers == QUICK
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert window.train_view.form.layers == QUICK
    model = page.table.model()
    dragged = model.mimeData([model.index(12, 0)])
    model.dropMimeData(dragged, Qt.DropAction.MoveAction, 1, 0, QModelIndex())
    assert kinds(window)[:2] == ["Conv2D", "Dropout"]
    dragged = model.mimeData([model.index(1, 0)])
    model.dropMimeData(dragged, Qt.DropAction.MoveAction, 13, 0, QModelIndex())
    assert window.train_view.form.layers == QUICK
    foreign = QMimeData()
    assert not model.dropMimeData(foreign, Qt.DropAction.MoveAction, 1, 0, QModelIndex())


def test_sizes_are_changed_in_fields_and_the_figures_follow(
    window: MainWindow, page: ArchitecturePage
) -> None:
    page.table.choose(0)
    window.findChild(CountBox, "layer_filters").setValue(8)
    window.findChild(ChoiceBox, "layer_padding").choose("same")
    model = page.table.model()
    assert (model.index(0, OUTPUT).data(), model.index(0, WEIGHTS).data()) == ("28×28×8", "80")
    assert window.train_view.form.layers[0]["filters"] == 8
    page.table.choose(12)
    window.findChild(CountBox, "layer_rate").setValue(25)
    assert window.train_view.form.layers[12] == {"layer": "Dropout", "rate": 0.25}


def test_an_impossible_network_says_why_at_the_layer_and_cannot_be_started(
    window: MainWindow, page: ArchitecturePage, trainer: Any
) -> None:
    page.table.choose(11)
    page.remove.click()
    why = "needs a flat input, got (3, 3, 64); put a Flatten before."
    assert page.table.model().index(12, OUTPUT).data() == why  # beside the name
    assert page.table.model().sentence(12) == f"Dense, 10: {why}"
    assert page.total.text() == trainer.status() == f"Layer 13: Dense: {why}"
    assert trainer.enabled() == set()
    assert not window.actions_.start.isEnabled()
    page.undo.click()
    assert trainer.enabled() == {"start", "step"}
    assert trainer.status().startswith("Ready")


def test_a_layer_that_comes_back_is_the_chosen_one(page: ArchitecturePage) -> None:
    page.table.choose(2)
    page.remove.click()
    page.table.choose(6)
    page.undo.click()
    assert page.table.row == 2


def test_changes_are_taken_back_and_the_drawing_keeps_its_own_undo(
    qtbot: QtBot, window: MainWindow, page: ArchitecturePage, draw: Any
) -> None:
    draw("1")
    page.table.setFocus()
    page.remove.click()
    assert len(kinds(window)) == len(QUICK) - 1
    qtbot.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.train_view.form.layers == QUICK
    assert not window.drawing.is_empty
    page.redo.click()
    assert len(kinds(window)) == len(QUICK) - 1
    page.undo.click()
    assert not page.undo.isEnabled()


def test_the_network_of_a_preset_is_a_start_and_reset_brings_its_own_back(
    window: MainWindow, page: ArchitecturePage
) -> None:
    choose_from_menu(page.preset, "Notebook")
    panel = window.train_view.panel
    assert window.train_view.form.layers == PRESETS["Notebook"].layers
    assert panel.config().preset == "Quick"
    assert panel.note.text.text() == "Changed from Quick: network."
    panel.note.reset.click()
    assert window.train_view.form.layers == page.layers == QUICK
    page.undo.click()
    assert window.train_view.form.layers == PRESETS["Notebook"].layers


def test_choosing_a_preset_shows_its_network(window: MainWindow, page: ArchitecturePage) -> None:
    window.train_view.form.preset.choose("Best")
    assert page.layers == PRESETS["Best"].layers
    assert page.table.model().rowCount() == len(PRESETS["Best"].layers)


def test_a_run_uses_the_network_as_it_was_edited(
    window: MainWindow, page: ArchitecturePage, trainer: Any
) -> None:
    page.table.choose(0)
    window.findChild(CountBox, "layer_filters").setValue(4)
    window.train_view.panel.epochs.setValue(1)
    trainer.press("start")
    trainer.wait_for(State.IDLE)
    trained = window.shelf.get(TRAINED).network
    assert trained.specs[0]["filters"] == 4


def test_a_network_can_be_emptied_and_filled_and_all_of_it_taken_back(
    window: MainWindow, page: ArchitecturePage
) -> None:
    choose_from_menu(page.preset, "Best")
    while page.remove.isEnabled():
        page.remove.click()
    assert page.total.text().startswith("The network has no layers")
    assert window.train_view.form.layers == ()
    for kind in ("Softmax", "Dense", "Flatten"):
        page.table.choose(0)
        choose_from_menu(page.add, kind)
    while page.undo.isEnabled():
        page.undo.click()
    assert window.train_view.form.layers == QUICK
