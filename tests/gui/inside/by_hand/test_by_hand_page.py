"""The page By hand in the real window."""

from collections.abc import Callable

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from digitpad.data import as_input
from digitpad.gui.inside.by_hand.by_hand_page import ByHandPage
from digitpad.gui.main_window import MainWindow
from digitpad.inside.beginnings import spreads
from digitpad.inside.explanation import plain_number
from tests.gui.conftest import page_of

Draw = Callable[..., None]
Answer = Callable[[], str]


@pytest.fixture
def page(window: MainWindow) -> ByHandPage:
    return page_of(window, "By hand", ByHandPage)


def texts(page: ByHandPage, key: str) -> list[list[str]]:
    grid = page.convolution.grids[key]
    return [
        [grid.item(row, column).text() for column in range(grid.columnCount())]
        for row in range(grid.rowCount())
    ]


def test_it_begins_with_four_by_four_two_by_two_and_three_by_three(page: ByHandPage) -> None:
    assert len(texts(page, "x")) == 4
    assert len(texts(page, "W")) == 2
    assert texts(page, "y") == [["8", "7", "1"], ["4", "5", "1"], ["5", "7", "3"]]


def test_a_number_can_be_changed_in_place(page: ByHandPage) -> None:
    view = page.convolution
    view.grids["W"].item(1, 1).setText("−2,5")
    assert view.example.W[1, 1] == -2.5
    assert texts(page, "y")[0][0] == "0.500"
    view.grids["W"].item(1, 1).setText("no number")
    assert texts(page, "W")[1][1] == "−2.50"
    view.grids["dy"].item(0, 0).setText("1e9")
    assert texts(page, "dy")[0][0] == "1"
    view.anew.click()
    assert texts(page, "W")[1][1] == "0"


def test_steps_go_through_the_cells_and_mark_where_each_comes_from(page: ByHandPage) -> None:
    view = page.convolution
    for _ in range(4):
        view.forward.click()
    assert view.at == ("y", 1, 1)
    assert view.grids["x"]._marked == {(1, 1), (1, 2), (2, 1), (2, 2)}
    assert view.grids["y"]._marked == {(1, 1)}
    assert not view.grids["dy"]._marked
    view.back.click()
    assert view.at == ("y", 1, 0)
    view.grids["dx"].setCurrentCell(0, 1)
    assert view.at == ("dx", 0, 1)
    assert view.grids["dy"]._marked == {(0, 0), (0, 1)}
    view.grids["dW"].setCurrentCell(1, 0)
    assert len(view.grids["dy"]._marked) == 9
    assert "chain rule" in view.words.text()


def test_sizes_padding_and_kind_change_the_result(page: ByHandPage) -> None:
    view = page.convolution
    view.image.setValue(6)
    view.kernel.setValue(3)
    assert len(texts(page, "y")) == 4
    view.padding.choose("same")
    assert len(texts(page, "y")) == 6
    before = view.example.y
    view.kind.choose("flipped")
    assert not np.array_equal(view.example.y, before)
    view.at = ("y", 5, 5)
    view.image.setValue(3)
    view.padding.choose("valid")
    assert view.at == ("y", 0, 0)


def test_the_experiment_is_what_the_engine_gives(qtbot: QtBot, page: ByHandPage) -> None:
    page.topic.setCurrentIndex(1)
    wanted = spreads("he_normal", width=100, depth=10, rng=np.random.default_rng(0))
    qtbot.waitUntil(lambda: plain_number(float(wanted[-1])) in page.spread.found.text())
    first = page.spread.found.text()
    page.spread.anew.click()
    qtbot.waitUntil(lambda: page.spread.found.text() != first)
    page.spread.layers.setValue(3)
    qtbot.waitUntil(lambda: len(page.spread.chart._curves["N(0, 1)"].getOriginalDataset()[0]) == 3)


def test_the_loss_is_reckoned_with_the_drawing_s_logits(
    qtbot: QtBot, window: MainWindow, page: ByHandPage, draw: Draw, answer: Answer
) -> None:
    page.topic.setCurrentIndex(2)
    table = page.loss.table
    assert table.item(4, 1).text() == "5.00"
    draw("7")
    answer()
    x = as_input(window.answer_panel.seen.image[np.newaxis])
    p = window.shelf.current.network.predict(x)[0]
    qtbot.waitUntil(lambda: table.item(7, 5).text() == "1.00")
    assert float(table.item(7, 4).text()) == pytest.approx(p[7], abs=0.01)
    page.loss.right.setCurrentIndex(1 + 3)
    qtbot.waitUntil(lambda: table.item(3, 5).text() == "1.00")
    assert float(table.item(3, 6).text().replace("−", "-")) == pytest.approx(p[3] - 1, abs=0.01)


def test_large_matrices_do_not_lie_over_each_other(qtbot: QtBot, page: ByHandPage) -> None:
    view = page.convolution
    view.image.setValue(6)
    view.kernel.setValue(3)
    view.padding.choose("same")

    def are_apart() -> bool:
        places = [grid.geometry() for grid in view.grids.values()]
        pairs = [(a, b) for a in places for b in places if a is not b]
        return not any(a.intersects(b) for a, b in pairs)

    qtbot.waitUntil(are_apart)
    assert all(view.rect().contains(grid.geometry()) for grid in view.grids.values())
