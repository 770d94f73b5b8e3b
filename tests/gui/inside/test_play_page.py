"""The page Play in the real window."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from digitpad.data import as_input
from digitpad.gui.inside.play_page import PlayPage
from digitpad.gui.inside.play_words import answer_words
from digitpad.gui.main_window import MainWindow
from digitpad.inside.switches import without
from tests.gui.conftest import page_of

Draw = Callable[..., None]
Answer = Callable[[], str]


@pytest.fixture
def page(window: MainWindow) -> PlayPage:
    return page_of(window, "Play", PlayPage)


def rest(qtbot: QtBot, page: PlayPage) -> None:
    qtbot.waitUntil(lambda: not page._accuracy.is_busy and page._left is not None)
    qtbot.waitUntil(lambda: page._left.off == page._board.off)


def click(qtbot: QtBot, page: PlayPage, place: int) -> None:
    middle = page.view.grid.tile(place).center()
    qtbot.mouseClick(page.view.grid, Qt.MouseButton.LeftButton, pos=middle)


def test_the_answer_is_that_of_the_network_without_what_is_off(
    qtbot: QtBot, window: MainWindow, page: PlayPage, draw: Draw, answer: Answer
) -> None:
    draw("7")
    answer()
    network = window.shelf.current.network
    before = network.parameters.copy()
    for place in (0, 3, 9):
        click(qtbot, page, place)
    rest(qtbot, page)
    x = as_input(window.answer_panel.seen.image[np.newaxis])
    wanted = without(network, [(0, 0), (0, 3), (0, 9)]).predict(x)[0]
    np.testing.assert_allclose(page.view.chart._p, wanted, rtol=1e-6)
    assert page.view.answer.text() == answer_words(
        network.predict(x)[0], wanted, tuple("0123456789")
    )
    np.testing.assert_array_equal(network.parameters, before)
    assert answer() == "7"


def test_the_accuracy_is_measured_with_all_on_and_without(qtbot: QtBot, page: PlayPage) -> None:
    whole = "of 100 validation images, all on."
    qtbot.waitUntil(lambda: page.view.accuracy.text().endswith(whole))
    bank = page._bank
    assert bank is not None
    for unit in range(bank.count):
        page._board.toggle((bank.place, unit))
    page._switched()
    qtbot.waitUntil(lambda: "points less" in page.view.accuracy.text())
    page.view.all_on.click()
    qtbot.waitUntil(lambda: page.view.accuracy.text().endswith("all on."))
    page.view.undo.click()
    assert len(page._off) == bank.count


def test_keys_go_from_tile_to_tile_and_switch(qtbot: QtBot, page: PlayPage) -> None:
    grid = page.view.grid
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert page._off == {1}
    assert grid.accessibleDescription() == "Kernel 1: off."
    assert page.view.pointed.text() == "Kernel 1: on."
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_Up)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert not page._off
    assert not page.view.all_on.isEnabled()


def test_every_layer_but_the_last_can_be_chosen_and_all_its_tiles_fit(page: PlayPage) -> None:
    box, grid = page.view.bank, page.view.grid
    titles = [box.itemText(i) for i in range(box.count())]
    assert titles == [
        "1  Conv, 32 kernels",
        "2  Conv, 64 kernels",
        "3  Conv, 96 kernels",
        "4  Conv, 160 kernels",
        "5  Conv, 160 kernels",
    ]
    for index in range(box.count()):
        box.setCurrentIndex(index)
        tiles = [grid.tile(place) for place in range(page._bank.count)]
        assert all(grid.rect().contains(tile) for tile in tiles)
        assert [grid.place_at(tile.center()) for tile in tiles] == list(range(len(tiles)))


def test_what_is_missed_is_measured_sorted_and_can_be_cancelled(
    qtbot: QtBot, page: PlayPage
) -> None:
    page.view.measure.click()
    assert page.view.measure.text() == "Cancel"
    qtbot.waitUntil(lambda: (page._need.share or 0) > 0.1)
    page.view.measure.click()
    assert page.view.measure.text() == "Rank tiles"
    needs = page._need.of(0)
    assert np.isnan(needs).any()
    order = list(page.view.grid._order)
    known = np.isfinite(needs)
    assert known[order[: known.sum()]].all()
    assert (np.diff(needs[order[: known.sum()]]) <= 0).all()


def test_hidden_it_measures_nothing(qtbot: QtBot, window: MainWindow, page: PlayPage) -> None:
    page.view.measure.click()
    window.open_view(window.train_view)
    assert page._need.share is None
    assert not page._accuracy.is_busy
