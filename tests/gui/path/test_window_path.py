"""The page Input of Look inside in the real window."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from digitpad.data import formation
from digitpad.gui.desk.drawing import Picture
from digitpad.gui.inside.inside_controller import InsideController
from digitpad.gui.main_window import MainWindow
from digitpad.gui.path import path_page
from digitpad.gui.path.path_view import PathView

Draw = Callable[..., None]
Answer = Callable[[], str]


@pytest.fixture
def view(window: MainWindow) -> PathView:
    window.views.open("Look inside")
    found = window.findChild(PathView)
    assert found is not None
    return found


@pytest.fixture
def answer(qtbot: QtBot, window: MainWindow, answer: Answer) -> Answer:
    """Return the answer's text once the page has heard of it."""

    def told() -> str:
        text = answer()
        controller = window.findChild(InsideController)
        assert controller is not None
        qtbot.waitUntil(lambda: not controller._stale or not controller._view.isVisible())
        return text

    return told


def numbers(view: PathView) -> list[str]:
    return [label.text() for label in view.numbers]


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_small_image_opens_the_view(
    qtbot: QtBot, window: MainWindow, key: Qt.Key | None
) -> None:
    assert window.findChild(PathView) is None
    seen = window.answer_panel.seen
    if key is None:
        qtbot.mouseClick(seen, Qt.MouseButton.LeftButton)
    else:
        qtbot.keyClick(seen, key)
    view = window.findChild(PathView)
    assert view.isVisible()
    assert numbers(view) == [""] * 4


def test_the_numbers_are_those_of_the_drawing_s_own_formation(
    window: MainWindow, view: PathView, draw: Draw, answer: Answer
) -> None:
    draw("7")
    answer()
    made = formation(window.drawing.lines())
    np.testing.assert_array_equal(window.answer_panel.seen.image, made.image)
    width, height = made.size
    assert numbers(view)[0] == f"1 stroke, {len(window.drawing.strokes[0])} points"
    assert numbers(view)[1].startswith(f"{width:.0f} × {height:.0f} units at ")
    assert numbers(view)[2].startswith(f"× {made.scale:.4f} to ")
    assert made.scale == pytest.approx(17.5 / height, rel=0.01)  # steadying takes a corner's tip
    assert numbers(view)[2].endswith(" × 20.0 px")
    assert numbers(view)[3].startswith("Pen 2.5 px, centre ")
    for picture, text in zip(view.pictures, numbers(view), strict=True):
        assert picture.accessibleDescription() == text


def test_it_follows_the_pen_while_it_is_down(
    qtbot: QtBot, window: MainWindow, view: PathView
) -> None:
    window.desk.canvas.pen_pressed.emit(140.0, 40.0, 1.0, False)
    window.desk.canvas.pen_moved.emit(140.0, 120.0, 1.0)
    qtbot.waitUntil(lambda: numbers(view)[1] == "0 × 80 units at 140, 40")
    window.desk.canvas.pen_moved.emit(140.0, 240.0, 1.0)
    qtbot.waitUntil(lambda: numbers(view)[1] == "0 × 200 units at 140, 40")


def test_a_dot_and_an_emptied_sheet_are_shown_too(
    window: MainWindow, view: PathView, draw: Draw, answer: Answer
) -> None:
    draw([(100.0, 100.0)])
    answer()
    assert numbers(view)[2] == "× 0.0000 to 2.5 × 2.5 px"
    window.actions_.clear.trigger()
    answer()
    assert numbers(view) == [""] * 4


def test_a_picture_shows_where_it_begins_and_ends(
    window: MainWindow, view: PathView, answer: Answer
) -> None:
    seen = np.zeros((28, 28), np.uint8)
    seen[4:24, 12:16] = 255
    pixels = np.full((60, 40, 4), 255, np.uint8)
    window.drawing_controller.show_picture(Picture(pixels, seen))
    answer()
    assert numbers(view) == [
        "A picture of 40 × 60 px",
        "Only for drawings",
        "Only for drawings",
        "Found in the picture",
    ]
    assert view.sentences[0].text() == "The picture as it came."
    assert "pen" not in view.sentences[3].text()
    window.drawing_controller.show_picture(Picture(pixels, None, "There is no digit."))
    answer()
    assert numbers(view)[3] == ""


def test_the_last_step_is_the_image_pixel_by_pixel(
    window: MainWindow, view: PathView, draw: Draw, answer: Answer
) -> None:
    draw("1")
    answer()
    picture = view.pictures[3]
    shown = picture.grab().toImage()
    pixel = shown.width() / 28
    made = formation(window.drawing.lines())
    row, column = 10, int(made.image[10].argmax())
    place = (round((column + 0.25) * pixel), round((row + 0.25) * pixel))
    wanted = QColor(window.theme.palette.ink)
    assert abs(shown.pixelColor(*place).green() - wanted.green()) <= 3


def test_it_costs_nothing_while_it_is_hidden(
    window: MainWindow, view: PathView, draw: Draw, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_view(window.train_view)
    asked: list[object] = []
    monkeypatch.setattr(path_page, "formation", asked.append)
    draw("7")
    answer()
    assert not view.isVisible()
    assert asked == []
