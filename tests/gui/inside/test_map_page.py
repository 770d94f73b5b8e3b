"""The page Map in the real window."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from digitpad.gui.inside import map_page
from digitpad.gui.inside.map_page import MapPage
from digitpad.gui.main_window import MainWindow
from digitpad.gui.palette import DARK, LIGHT, class_colours
from tests.gui.conftest import page_of, use_network

Draw = Callable[..., None]
Answer = Callable[[], str]


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MapPage:
    """The page with a straight map of the hundred test images, at rest."""
    monkeypatch.setattr(map_page, "_EVERY", 1)
    page = page_of(window, "Map", MapPage)
    page.view.arrangement.choose("variance")
    wait(qtbot, page)
    return page


def wait(qtbot: QtBot, page: MapPage) -> None:
    qtbot.waitUntil(lambda: page._map is not None and not page._pieces.is_busy)


def test_the_points_are_the_projection_of_the_network_s_features(page: MapPage) -> None:
    shown = page._map
    assert shown is not None
    assert shown.projection is not None
    wanted = shown.projection.place(shown.read.directions)
    np.testing.assert_allclose(page.view.chart._points, wanted)
    assert page.view.note.text() == "100 images"


def test_the_drawing_moves_among_them_and_its_neighbours_are_shown(
    qtbot: QtBot, window: MainWindow, page: MapPage, draw: Draw, answer: Answer
) -> None:
    assert page.view.chart._drawing is None
    draw("7")
    answer()
    qtbot.waitUntil(lambda: page.view.chart._drawing is not None)
    shown = page._map
    assert shown is not None
    placed = shown.place(window.answer_panel.seen.image)
    qtbot.waitUntil(lambda: np.allclose(page.view.chart._drawing, placed.point))
    button = page.view.nearest.buttons[0]
    label = shown.read.sample.labels[placed.nearest[0]]
    assert button.text() == f"{label} · {placed.angles[0]:.0f}°"
    button.click()
    np.testing.assert_array_equal(
        window.drawing.picture.seen, shown.read.sample.images[placed.nearest[0]]
    )


def test_a_click_chooses_a_point_and_a_second_puts_it_on_the_canvas(
    qtbot: QtBot, window: MainWindow, page: MapPage, answer: Answer
) -> None:
    chart = page.view.chart
    number = 17
    assert page.view.none_chosen.isVisible()
    x, y = chart.places(chart._points[number][np.newaxis])[0]
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert chart.number is not None
    found = np.abs(chart.places(chart._points)[chart.number] - (x, y))
    assert found.max() < 2
    assert not page.view.none_chosen.isVisible()
    page.view.chosen.buttons[0].click()
    assert answer() == str(page._map.read.sample.labels[chart.number])
    qtbot.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert window.drawing.picture is not None


def test_arrow_keys_go_from_point_to_point(qtbot: QtBot, window: MainWindow, page: MapPage) -> None:
    chart = page.view.chart
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.number == 0
    places, moves = chart.places(chart._points), 0
    for key, axis, sign in (
        (Qt.Key.Key_Right, 0, 1),
        (Qt.Key.Key_Left, 0, -1),
        (Qt.Key.Key_Up, 1, -1),
        (Qt.Key.Key_Down, 1, 1),
    ):
        before = chart.number
        qtbot.keyClick(chart, key)
        assert chart.number == before or sign * (places[chart.number] - places[before])[axis] > 0
        moves += chart.number != before
    assert moves >= 3  # from a point at an edge, one of the ways leads nowhere
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert window.drawing.picture is not None


@pytest.mark.parametrize("key", ["classes", "neighbours"])
def test_other_arrangements_use_what_was_read_already(
    qtbot: QtBot, page: MapPage, key: str
) -> None:
    before = page._map
    assert before is not None
    page.view.arrangement.choose(key)
    wait(qtbot, page)
    assert page._map is not before
    assert page._map.read is before.read
    assert page.view.sentence.text()


def test_another_network_gets_another_map_and_hidden_it_gets_none(
    qtbot: QtBot, window: MainWindow, page: MapPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_not_before_s", 0.0)
    entry = window.shelf.current
    other = entry.network.copy()
    other.parameters *= 0.9
    use_network(window, other.snapshot())
    qtbot.waitUntil(lambda: page._map.read.network is window.shelf.current.network)
    wait(qtbot, page)
    window.open_view(window.train_view)
    shown = page._map
    window.networks.choose("shipped")
    qtbot.wait(100)
    assert page._map is shown
    assert not page._pieces.is_busy


def test_a_network_that_changes_all_the_time_gets_its_map_all_the_same(
    qtbot: QtBot, window: MainWindow, page: MapPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "_not_before_s", 0.0)
    before, network = page._map, window.shelf.current.network

    def has_another_map() -> bool:
        use_network(window, network.copy().snapshot())
        return page._map is not before

    qtbot.waitUntil(has_another_map)


def test_while_a_network_trains_a_straight_map_stands_for_that_of_neighbours(
    qtbot: QtBot, window: MainWindow, page: MapPage, draw: Draw, answer: Answer
) -> None:
    page._work.rest = 0.1
    page.view.arrangement.choose("neighbours")
    wait(qtbot, page)
    assert page._map is not None
    assert page._map.projection is not None
    note = page.view.note
    assert note.text().endswith("\na straight view for now")
    assert note.sizeHint().width() <= note.minimumWidth()  # it is whole in the narrowest window
    page._work.rest = 0.0
    draw("7")
    answer()
    qtbot.waitUntil(lambda: page._map.projection is None)


def test_ten_classes_have_ten_colours() -> None:
    for palette in (LIGHT, DARK):
        assert len(set(class_colours(palette))) == 10
