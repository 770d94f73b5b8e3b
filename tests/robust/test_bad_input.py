"""Bad pictures and stroke files never crash and never fool, however they come: one sentence."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.gui.main_window import MainWindow
from tests.robust import corpus, program
from tests.robust.drives import draw

MOST_MEMORY_MB = 500  # of the command while it reads all of them; idle it has some 150

Files = dict[str, Path]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return written(tmp_path_factory.mktemp("pictures"), corpus.bad_pictures())


@pytest.fixture(scope="module")
def strokes(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return written(tmp_path_factory.mktemp("strokes"), corpus.stroke_files())


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return written(tmp_path_factory.mktemp("odd"), corpus.odd_strokes())


def written(folder: Path, files: dict[str, Callable[[], bytes]]) -> Files:
    for name, make in files.items():
        (folder / name).write_bytes(make())
    return {name: folder / name for name in files}


def classify(*paths: Path) -> tuple[int, list[dict[str, object]], list[str], int]:
    """Return status, answers, complaints, and the most memory used in MB."""
    script = (
        "import sys; from digitpad import cli\n"
        "from tests.benchmarks.bench.peak import peak_memory_mb\n"
        "status = cli.main(['classify', '--json', *sys.argv[1:]])\n"
        "sys.stderr.write(f'{peak_memory_mb():.0f}\\n')\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, paths)],
        capture_output=True,
        text=True,
        cwd=program.ROOT,
        env={**os.environ},
        timeout=120,
        check=False,
    )
    *complaints, peak = done.stderr.splitlines()
    complaints = [line for line in complaints if not line.startswith("libpng error")]
    return (
        done.returncode,
        [json.loads(line) for line in done.stdout.splitlines()],
        complaints,
        int(peak),
    )


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no resource to measure with")
def test_classify_says_one_sentence_of_each_and_needs_bounded_memory(
    pictures: Files, strokes: Files, odd: Files
) -> None:
    paths = [*pictures.values(), *strokes.values(), *odd.values()]
    status, answers, complaints, peak = classify(*paths)
    assert status == 1
    for name, path in pictures.items():
        told = sum(name in line for line in complaints)
        digits = [answer["digit"] for answer in answers if answer["source"] == str(path)]
        assert (told, digits) in ((1, []), (0, [None])), name
    for name, path in strokes.items():
        digits = [answer["digit"] for answer in answers if answer["source"] == str(path)]
        assert sum(name in line for line in complaints) == 1, name
        assert digits == ([] if name.endswith(".gz") else [1]), name
    assert len(complaints) == len(pictures) + len(strokes) - 3  # of the blank ones
    assert [answer["digit"] for answer in answers[-3:]] == [1, 1, 1]
    assert peak < MOST_MEMORY_MB


def dropped(window: MainWindow, content: QMimeData) -> None:
    canvas = window.desk.canvas
    middle = QPointF(canvas.rect().center())
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(middle.toPoint(), actions, content, buttons, keys)
    QApplication.sendEvent(canvas, enter)
    QApplication.sendEvent(canvas, QDropEvent(middle, actions, content, buttons, keys))


def pasted(window: MainWindow, content: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(content)
    window.actions_.paste.trigger()


def wait_until_read(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.pictures._thread is None)
    QCoreApplication.sendPostedEvents()  # what was read is told just after that


def opened(window: MainWindow, content: QMimeData) -> None:
    window.pictures.open(Path(content.urls()[0].toLocalFile()))


@pytest.mark.slow
@pytest.mark.qt_log_level_fail("NO")  # Qt's decoders warn of each file
@pytest.mark.parametrize("way", [opened, dropped, pasted])
def test_the_window_says_one_sentence_of_each_and_keeps_what_was_drawn(
    qtbot: QtBot,
    window: MainWindow,
    pictures: Files,
    strokes: Files,
    way: Callable[[MainWindow, QMimeData], None],
) -> None:
    for name, path in {**pictures, **strokes}.items():
        window.actions_.clear.trigger()
        window.strip.clear()
        draw(window)
        content = QMimeData()
        content.setUrls([QUrl.fromLocalFile(str(path))])
        way(window, content)
        wait_until_read(qtbot, window)
        message, picture = window.strip.message, window.drawing.picture
        if picture is None:
            assert message.startswith(path.name), name
            assert "\n" not in message
            assert len(window.drawing.strokes) == 1
        else:
            assert picture.seen is None
            assert picture.problem.endswith("."), name
            assert message == "", name


@pytest.mark.slow
def test_the_window_shows_odd_drawings(qtbot: QtBot, window: MainWindow, odd: Files) -> None:
    for path in odd.values():
        window.pictures.open(path)
        wait_until_read(qtbot, window)
        qtbot.waitUntil(lambda: window.answer_panel.answer.text() == "1")
        assert sum(map(len, window.drawing.strokes)) < 1000
        window.actions_.clear.trigger()


@pytest.fixture
def bad_clipboard() -> Iterator[QMimeData]:
    yield QMimeData()
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("kind", ["image/png", "application/x-qt-image", "text/uri-list"])
def test_a_clipboard_that_lies_is_one_sentence(
    qtbot: QtBot, window: MainWindow, bad_clipboard: QMimeData, kind: str
) -> None:
    bad_clipboard.setData(kind, b"\x89PNG\r\n\x1a\n and nothing more")
    pasted(window, bad_clipboard)
    qtbot.waitUntil(lambda: window.strip.message != "")
    assert "\n" not in window.strip.message
    assert window.drawing.is_empty


def test_an_empty_image_is_one_sentence(qtbot: QtBot, window: MainWindow) -> None:
    content = QMimeData()
    content.setImageData(QImage())
    dropped(window, content)
    qtbot.waitUntil(lambda: window.strip.message != "")
    assert window.drawing.is_empty
