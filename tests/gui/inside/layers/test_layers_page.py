"""The page Layers: what is pointed at is explained with the numbers of the drawing in hand."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from digitpad.data import as_input
from digitpad.gui.inside.layers.layers_page import LayersPage
from digitpad.gui.inside.layers.strip_layout import HEAD_PX
from digitpad.gui.main_window import MainWindow
from digitpad.gui.palette import DARK, LIGHT
from digitpad.inside.explanation import plain_number
from digitpad.inside.trace import Trace
from digitpad.nn import Network
from digitpad.training import PRESETS
from tests.gui.conftest import use_network


def trace_of(page: LayersPage) -> Trace:
    assert page._looked is not None
    return page._looked.trace


def value_shown(page: LayersPage) -> str:
    return page.detail.title.text().split(":  ")[1]


def test_it_shows_the_network_that_reads_on_the_image_it_read(
    window: MainWindow, page: LayersPage
) -> None:
    network, image = window.shelf.current.network, window.answer_panel.seen.image
    assert page._looked.image is image
    probabilities = network.predict(as_input(image[np.newaxis]))[0]
    np.testing.assert_allclose(trace_of(page).output, probabilities, atol=1e-4)
    assert len(page.strip._columns) == len(network.layers) + 1


def test_pointing_at_a_map_explains_its_number_and_leaving_goes_back(
    qtbot: QtBot, page: LayersPage
) -> None:
    chosen = page.detail.title.text()
    rect = page.strip.layout_.rect(2, 1)
    qtbot.mouseMove(page.strip.viewport(), rect.center().toPoint())
    layer, cell = page.strip.layout_.place_at(QPointF(rect.center().toPoint()))
    assert (layer, cell[2]) == (2, 1)
    assert page.detail.title.text().startswith("Max pool 2×2, map 1, row 6")
    assert value_shown(page) == plain_number(float(trace_of(page).stages[2].y[cell]))
    page.strip.left.emit()
    assert page.detail.title.text() == chosen


def test_the_strip_is_framed_while_the_arrow_keys_go_to_it(
    qtbot: QtBot, window: MainWindow, page: LayersPage
) -> None:
    def corner() -> str:
        return page.strip.viewport().grab().toImage().pixelColor(0, 0).name()

    window.desk.canvas.setFocus()
    qtbot.waitUntil(lambda: corner() == LIGHT.window)
    page.strip.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: corner() == LIGHT.accent)


def test_a_click_keeps_the_place_and_the_arrow_keys_go_on_from_there(
    qtbot: QtBot, page: LayersPage
) -> None:
    rect = page.strip.layout_.rect(1, 2)
    qtbot.mouseClick(page.strip.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    page.strip.left.emit()
    assert page.detail.title.text().startswith("Conv 3×3, map 2, row 13")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left):
        qtbot.keyClick(page.strip, key)
    assert page.detail.title.text().startswith("Conv 3×3, map 2, row 1")
    for _ in range(30):
        qtbot.keyClick(page.strip, Qt.Key.Key_Right)
    (number,) = page.choice.place[1]
    assert page.detail.title.text().startswith(f"Softmax, number {number}")
    assert page.strip.horizontalScrollBar().value() == page.strip.horizontalScrollBar().maximum()
    qtbot.keyClick(page.strip, Qt.Key.Key_Down)
    assert page.detail.title.text().startswith(f"Softmax, number {min(number + 1, 9)}")


def test_cells_of_the_large_map_are_reached_by_mouse_and_keys(
    qtbot: QtBot, page: LayersPage
) -> None:
    picture = page.detail.after
    unit = picture._unit
    qtbot.mouseClick(
        picture, Qt.MouseButton.LeftButton, pos=QPoint(round(3.5 * unit), round(5.5 * unit))
    )
    assert page.detail.title.text().startswith("Conv 3×3, map 0, row 5, column 3")
    qtbot.keyClick(picture, Qt.Key.Key_Down)
    qtbot.keyClick(picture, Qt.Key.Key_Right)
    assert page.detail.title.text().startswith("Conv 3×3, map 0, row 6, column 4")
    assert value_shown(page) == plain_number(float(trace_of(page).stages[1].y[6, 4, 0]))


def test_every_kind_of_layer_has_its_formula_and_no_picture_is_empty(page: LayersPage) -> None:
    for stage in trace_of(page).stages[1:]:
        page.choice.choose(stage.number, tuple(0 for _ in stage.y.shape))
        assert "=" in page.detail.text.formula.accessibleName()
        assert page.detail.text.words.text()
        for picture in (page.detail.drawing, page.detail.before, page.detail.after):
            assert not picture._image.isNull()


def test_the_title_of_each_layer_tells_what_it_is(page: LayersPage) -> None:
    layout = page.strip.layout_
    for stage in trace_of(page).stages:
        place = QPoint(int(layout.left_of(stage.number)) + 2, 4)
        assert page.strip.tip_at(place).startswith("<b>")
    assert "<b>Pooling</b>" in page.strip.tip_at(QPoint(int(layout.left_of(2)) + 2, 4))
    assert page.strip.tip_at(QPoint(4, HEAD_PX + 4)) == ""


def test_it_follows_the_pen(qtbot: QtBot, window: MainWindow, page: LayersPage) -> None:
    before = page._looked
    window.desk.canvas.pen_pressed.emit(60.0, 140.0, 1.0, False)
    window.desk.canvas.pen_moved.emit(200.0, 140.0, 1.0)
    qtbot.waitUntil(lambda: page._looked is not before)
    assert not np.array_equal(page._looked.image, before.image)


@pytest.mark.parametrize("preset", ["Notebook", "Quick"])
def test_another_network_is_shown_as_it_is(
    qtbot: QtBot, window: MainWindow, page: LayersPage, preset: str
) -> None:
    page.choice.choose(13, (0, 0, 5))
    network = Network(PRESETS[preset].layers, rng=np.random.default_rng(0)).snapshot()
    use_network(window, network)
    qtbot.waitUntil(lambda: trace_of(page).network is network and not page._later.isActive())
    assert len(page.strip._columns) == len(network.layers) + 1
    assert page.detail.title.text().startswith("Conv 3×3, map 0")


def test_the_strongest_maps_can_come_first(qtbot: QtBot, page: LayersPage) -> None:
    first = page._looked
    page.strongest.click()
    qtbot.waitUntil(lambda: page._looked is not first)
    column, stage = page._looked.columns[4], trace_of(page).stages[4]
    strengths = np.abs(stage.y).mean(axis=(0, 1))[list(column.order)]
    assert (np.diff(strengths) <= 0).all()
    assert page._looked.columns[1].order == column.order  # one line is one map of all four layers


def test_the_maps_are_painted_in_the_theme_s_colours(window: MainWindow, page: LayersPage) -> None:
    window.theme.set_mode("dark")
    shown = page.strip.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    paper = shown.pixelColor(3, HEAD_PX + 3)
    assert paper.name() == DARK.sheet
    window.theme.set_mode("light")


def test_without_a_drawing_the_network_sees_empty_paper(
    qtbot: QtBot, window: MainWindow, page: LayersPage
) -> None:
    window.actions_.clear.trigger()
    qtbot.waitUntil(lambda: not page._looked.image.any())
    assert value_shown(page)
