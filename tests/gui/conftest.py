"""The real window, with a few real images to train on, and a pen to draw with."""

import gc
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
import pytest
import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QThread
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from digitpad import app, data
from digitpad.data import Splits
from digitpad.gui.answer.networks import TRAINED, Entry
from digitpad.gui.desk.canvas import Canvas
from digitpad.gui.desk.stroke import SHEET
from digitpad.gui.inside.inside_view import InsideView
from digitpad.gui.inside.page import Page
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.training_controller import State
from digitpad.nn import Network

Points = Sequence[tuple[float, float]]
Kind = TypeVar("Kind", bound=Page)

SHAPES: dict[str, Points] = {
    "1": [(140.0, 40.0 + 10.0 * step) for step in range(21)],
    "7": [
        *((80.0 + 10.0 * step, 50.0) for step in range(13)),
        *((200.0 - 5.0 * step, 50.0 + 12.0 * step) for step in range(1, 16)),
    ],
}


@pytest.fixture(autouse=True)
def no_qthread_is_left_running() -> Iterator[None]:
    yield
    own = QThread.currentThread()
    threads = [thing for thing in gc.get_objects() if isinstance(thing, QThread)]
    alive = [thread for thread in threads if shiboken6.isValid(thread) and thread is not own]
    assert not [thread for thread in alive if thread.isRunning()]


@pytest.fixture(autouse=True)
def windows_of_earlier_tests_are_collected() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture(scope="session")
def few_images() -> Splits:
    """A hundred real images of each kind."""
    splits = data.load("mnist", limit=128)
    assert splits.drawn is not None
    return Splits(
        "few",
        splits.train,
        splits.validation.first(100),
        splits.test.first(100),
        splits.drawn.first(100),
    )


@pytest.fixture
def window(qtbot: QtBot, few_images: Splits, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    def load(key: str, *, limit: int | None = None, cancelled: object = None) -> Splits:
        train = few_images.train.first(limit or 128)
        return Splits(key, train, few_images.validation, few_images.test, few_images.drawn)

    monkeypatch.setattr(data, "load", load)
    window = app.build(["digitpad"])
    qtbot.addWidget(window)
    window.resize(1366, 720)
    with qtbot.waitExposed(window):
        window.show()
    return window


def page_of(window: MainWindow, title: str, kind: type[Kind]) -> Kind:
    """Open a page of Look inside, and return it."""
    view = window.findChild(InsideView)
    assert view is not None
    window.open_view(view)
    view.open_page(title)
    assert isinstance(view.page, kind)
    return view.page


def use_network(window: MainWindow, network: Network) -> None:
    """Let the window read with a network, as if a run had just trained it."""
    window.networks.put(Entry(TRAINED, "Other", "", network))
    window.networks.choose(TRAINED)


def drop(target: QWidget, content: QMimeData) -> Qt.DropAction | None:
    """Drop as a file manager does that would rather move; return what was done, None: refused."""
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), actions, content, left, none)
    QApplication.sendEvent(target, entered)
    if not entered.isAccepted():
        return None
    dropped = QDropEvent(QPointF(5.0, 5.0), actions, content, left, none)
    QApplication.sendEvent(target, dropped)
    return dropped.dropAction() if dropped.isAccepted() else None


@pytest.fixture
def canvas(window: MainWindow) -> Canvas:
    return window.desk.canvas


@pytest.fixture
def draw(qtbot: QtBot, canvas: Canvas) -> Callable[..., None]:
    """Draw with the mouse: a shape by name, or through points in units of the sheet."""

    def draw(shape: str | Points, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        points = SHAPES[shape] if isinstance(shape, str) else shape
        scale = canvas.width() / SHEET
        places = [QPoint(round(x * scale), round(y * scale)) for x, y in points]
        qtbot.mousePress(canvas, button, pos=places[0])
        for place in places[1:]:
            move_mouse(canvas, place, button)
        qtbot.mouseRelease(canvas, button, pos=places[-1])

    return draw


def move_mouse(canvas: Canvas, place: QPoint, button: Qt.MouseButton) -> None:
    """QTest's mouse moves carry no buttons, so the event is made by hand."""
    where, none = QPointF(place), Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        where,
        canvas.mapToGlobal(where),
        none,
        button,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(canvas, event)


@pytest.fixture
def answer(qtbot: QtBot, window: MainWindow) -> Callable[[], str]:
    """Return the answer's text once the window has looked at the drawing."""

    def answer() -> str:
        window.recognition.request()
        with qtbot.waitSignal(window.recognition.answered):
            pass
        return window.answer_panel.answer.text()

    return answer


@pytest.fixture
def inked(canvas: Canvas) -> Callable[[], int]:
    """Count the dark pixels of the sheet as it is painted."""

    def inked() -> int:
        image = canvas.picture()
        green = np.frombuffer(image.constBits(), np.uint8).reshape(-1, 4)[:, 1]
        return int((green < 128).sum())

    return inked


class Trainer:
    """Presses the buttons of the training panel, and looks at what they do."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self._window, self._qtbot = window, qtbot
        buttons = window.train_view.panel.findChildren(QPushButton)
        self._buttons = {button.objectName().removesuffix("Button"): button for button in buttons}

    def press(self, name: str) -> None:
        assert self._buttons[name].isEnabled(), name
        self._buttons[name].click()

    def enabled(self) -> set[str]:
        return {name for name, button in self._buttons.items() if button.isEnabled()}

    def status(self) -> str:
        label = self._window.findChild(QLabel, "trainingStatus")
        assert label is not None
        return label.text()

    def steps(self) -> int:
        """How many batches the window has heard of."""
        self._window.training.poll()
        return len(self._window.training._curves.batch_loss)

    def wait_for(self, state: State) -> None:
        self._qtbot.waitUntil(lambda: self._window.training.state is state)

    def stop(self) -> None:
        self.press("stop")
        self.wait_for(State.IDLE)


@pytest.fixture
def trainer(window: MainWindow, qtbot: QtBot) -> Trainer:
    return Trainer(window, qtbot)


@pytest.fixture
def long_run(window: MainWindow) -> None:
    """Settings for a long run of small batches."""
    window.train_view.panel.epochs.setValue(1000)
    window.train_view.panel.batch_size.setValue(16)
