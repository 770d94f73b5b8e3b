"""The drawing survives a crash."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from digitpad import app
from digitpad.gui.desk import drawing_keeper
from digitpad.gui.desk.drawing import Picture
from digitpad.gui.desk.drawing_file import dumps, loads
from digitpad.gui.desk.stroke import Stroke
from digitpad.gui.main_window import MainWindow


@pytest.fixture(autouse=True)
def _keeps_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_keeper, "_SOON_MS", 20)


def place_of(folder: Path) -> Path:
    return folder / drawing_keeper.NAME


def put_there(folder: Path, content: bytes) -> None:
    folder.mkdir()
    place_of(folder).write_bytes(content)


def next_window(qtbot: QtBot) -> MainWindow:
    window = app.build(["digitpad"])
    qtbot.addWidget(window)
    return window


def test_a_drawing_is_in_a_file_soon_and_its_newest_state_follows(
    qtbot: QtBot, window: MainWindow, draw: Callable[..., None], user_folder: Path
) -> None:
    path = place_of(user_folder)
    draw("1")
    qtbot.waitUntil(path.exists)
    assert len(loads(path.read_bytes())[0]) == 1
    draw("7")
    qtbot.waitUntil(lambda: len(loads(path.read_bytes())[0]) == 2)
    kept, _ = loads(path.read_bytes())
    for stroke, drawn in zip(kept, window.drawing.strokes, strict=True):
        np.testing.assert_allclose(stroke.points, drawn.points, atol=1e-4)


def test_a_window_that_is_closed_leaves_no_drawing(
    qtbot: QtBot, window: MainWindow, draw: Callable[..., None], user_folder: Path
) -> None:
    draw("7")
    qtbot.waitUntil(place_of(user_folder).exists)
    window.close()
    assert not place_of(user_folder).exists()


def test_the_drawing_comes_back_quietly_and_can_be_undone(qtbot: QtBot, user_folder: Path) -> None:
    stroke = Stroke(np.array([(140.0, 40.0), (140.0, 240.0)]), np.array([20.0, 20.0]))
    put_there(user_folder, dumps([stroke], None))
    window = next_window(qtbot)
    assert [len(stroke) for stroke in window.drawing.strokes] == [2]
    assert window.strip.message == ""
    qtbot.waitUntil(lambda: window.answer_panel.answer.text() == "1")
    window.actions_.undo.trigger()
    assert window.drawing.is_empty


def test_a_picture_comes_back_too(qtbot: QtBot, user_folder: Path) -> None:
    put_there(user_folder, dumps([], Picture(np.zeros((9, 9), np.uint8), None, "It is empty.")))
    picture = next_window(qtbot).drawing.picture
    assert picture is not None
    assert picture.problem == "It is empty."


@pytest.mark.parametrize("content", [b"", b"Digitpad drawing 1\n", b"\x00" * 5000, b"PK\x03\x04"])
def test_a_damaged_file_is_an_empty_sheet(qtbot: QtBot, user_folder: Path, content: bytes) -> None:
    put_there(user_folder, content)
    window = next_window(qtbot)
    assert window.drawing.is_empty
    assert not window.drawing.can_undo


def test_a_folder_that_cannot_be_written_is_told_once(
    qtbot: QtBot,
    window: MainWindow,
    draw: Callable[..., None],
    user_folder: Path,
) -> None:
    user_folder.rename(user_folder.with_name("moved"))
    user_folder.write_text("a file where the folder was")
    draw("1")
    qtbot.waitUntil(lambda: window.strip.message.startswith("The drawing cannot be kept safe"))
    assert "\n" not in window.strip.message
    window.strip.clear()
    draw("7")
    qtbot.wait(200)
    assert window.strip.message == ""
