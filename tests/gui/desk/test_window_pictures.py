"""Pictures that are pasted, dropped or opened in the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyqtgraph import PlotWidget
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPen
from pytestqt.qtbot import QtBot

from digitpad.gui.desk.canvas import Canvas
from digitpad.gui.main_window import MainWindow
from tests.gui.conftest import drop


def picture_of_a_one() -> QImage:
    image = QImage(200, 300, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.setPen(QPen(Qt.GlobalColor.black, 18.0))
        painter.drawLine(90, 60, 90, 240)
    return image


def test_a_pasted_picture_is_read(
    qtbot: QtBot, window: MainWindow, answer: Callable[[], str]
) -> None:
    QGuiApplication.clipboard().setImage(picture_of_a_one())
    with qtbot.waitSignal(window.pictures.read):
        window.actions_.paste.trigger()
    assert answer() == "1"
    assert window.answer_panel.seen.image.any()
    window.actions_.undo.trigger()
    assert answer() == ""


def test_a_dropped_file_is_read(
    qtbot: QtBot, window: MainWindow, canvas: Canvas, answer: Callable[[], str], tmp_path: Path
) -> None:
    path = tmp_path / "one.png"
    assert picture_of_a_one().save(str(path))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    for target in (canvas, window.train_view.panel.start):
        with qtbot.waitSignal(window.pictures.read):
            assert drop(target, mime) is Qt.DropAction.CopyAction
        assert answer() == "1"


def test_dropped_strokes_are_read_and_other_text_is_refused(
    window: MainWindow, canvas: Canvas, answer: Callable[[], str]
) -> None:
    mime = QMimeData()
    mime.setText("seven")
    assert drop(canvas, mime) is None
    mime.setText('{"strokes": [[[5, 0], [5, 10], [5, 40]]]}')
    assert drop(canvas, mime) is Qt.DropAction.CopyAction
    assert answer() == "1"


def test_an_empty_picture_is_no_digit_and_says_why(
    qtbot: QtBot, window: MainWindow, answer: Callable[[], str]
) -> None:
    white = QImage(50, 50, QImage.Format.Format_RGB32)
    white.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(white)
    with qtbot.waitSignal(window.pictures.read):
        window.actions_.paste.trigger()
    assert answer() == "?"
    assert window.answer_panel.sureness.text().endswith(".")


def test_a_file_that_is_no_picture_is_one_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "notes.png"
    path.write_text("not a picture")
    with qtbot.waitSignal(window.pictures.failed):
        window.pictures.open(path)
    assert "notes.png" in window.strip.message


def test_pasting_nothing_is_one_sentence(window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    window.actions_.paste.trigger()
    assert window.strip.message.startswith("There is no picture to paste")
    window.strip.close_button.click()
    assert window.strip.message == ""


def test_a_dropped_link_to_a_picture_is_one_sentence(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/seven.png")])
    drop(window.desk.canvas, mime)
    assert window.strip.message.startswith("What was dropped holds no picture")


def test_a_problem_with_a_picture_is_over_when_another_is_read(
    qtbot: QtBot, window: MainWindow
) -> None:
    QGuiApplication.clipboard().setText("no picture")
    window.actions_.paste.trigger()
    assert window.strip.message.startswith("There is no picture to paste")
    QGuiApplication.clipboard().setImage(picture_of_a_one())
    with qtbot.waitSignal(window.pictures.read):
        window.actions_.paste.trigger()
    assert window.strip.message == ""


def test_another_picture_can_be_opened_as_soon_as_one_is_read(
    qtbot: QtBot, window: MainWindow
) -> None:
    reads: list[object] = []

    def open_another(picture: object) -> None:
        reads.append(picture)
        if len(reads) == 1:
            window.actions_.paste.trigger()

    QGuiApplication.clipboard().setImage(picture_of_a_one())
    window.pictures.read.connect(open_another)
    window.actions_.paste.trigger()
    qtbot.waitUntil(lambda: len(reads) == 2)
    assert window.strip.message == ""


def test_what_is_dropped_on_a_plot_is_taken_by_the_window(
    qtbot: QtBot, window: MainWindow, answer: Callable[[], str]
) -> None:
    plots = window.findChildren(PlotWidget)
    assert len(plots) >= 2
    mime = QMimeData()
    mime.setImageData(picture_of_a_one())
    for plot in plots:
        assert not plot.viewport().acceptDrops()  # Qt would warn when a drag leaves it
        with qtbot.waitSignal(window.pictures.read):
            assert drop(plot.viewport(), mime) is Qt.DropAction.CopyAction
        assert answer() == "1"
        window.actions_.clear.trigger()


def test_a_stroke_file_is_opened(
    qtbot: QtBot, window: MainWindow, answer: Callable[[], str], tmp_path: Path
) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text('{"strokes": [[[5, 0], [5, 10], [5, 40]]]}\n{"strokes": []}\n')
    with qtbot.waitSignal(window.pictures.drawing_read):
        window.pictures.open(path)
    assert answer() == "1"
    assert window.drawing.picture is None


@pytest.mark.parametrize("content", ["", '{"strokes": []}', "seven"])
def test_a_stroke_file_without_a_drawing_is_one_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "none.jsonl"
    path.write_text(content)
    with qtbot.waitSignal(window.pictures.failed):
        window.pictures.open(path)
    assert "none.jsonl" in window.strip.message
    assert window.drawing.is_empty
