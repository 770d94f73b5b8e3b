"""Keras' downloads that go wrong, as the window tells of them: one sentence, and it stays alive."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from digitpad import app
from digitpad.data import keras_datasets
from digitpad.gui.main_window import MainWindow
from digitpad.gui.train.training_controller import State
from tests.data.keras_server import KEY, Server, corrupt, not_found, reset

SILENCE_S = 2.0
LONGEST_GAP_S = 0.5  # between two beats of the window, on a busy machine


class Heart:
    """Beats in the window's event loop, and remembers the longest pause."""

    def __init__(self) -> None:
        self.longest_s, self._last = 0.0, monotonic()
        self._timer = QTimer(interval=10)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = monotonic()
        self.longest_s, self._last = max(self.longest_s, now - self._last), now


@pytest.fixture
def asking(
    qtbot: QtBot,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    """A window that is about to train on a data set that has to be fetched."""
    monkeypatch.setattr(keras_datasets, "fetch", partial(keras_datasets.fetch, timeout_s=SILENCE_S))
    window = app.build(["digitpad"])
    qtbot.addWidget(window)
    window.show()
    window.train_view.panel.dataset.choose(KEY)
    yield window
    window.close()


def offline(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGITPAD_KERAS_MIRROR", "http://127.0.0.1:9/")  # nobody listens there


def replying(reply: Callable[..., None]) -> Callable[..., None]:
    return lambda asked, _: setattr(asked, "reply", reply)


def silent(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.reply = server.silence


WRONGS = {
    "offline": offline,
    "404": replying(not_found),
    "reset": replying(reset),
    "checksum": replying(corrupt),
    "silence": silent,
}


@pytest.mark.slow
@pytest.mark.parametrize("wrong", WRONGS)
def test_a_download_that_fails_is_one_sentence_and_leaves_nothing(
    qtbot: QtBot,
    asking: MainWindow,
    server: Server,
    user_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    wrong: str,
) -> None:
    WRONGS[wrong](server, monkeypatch)
    heart = Heart()
    asking.training.start()
    qtbot.waitUntil(lambda: asking.training.state is State.IDLE, timeout=90_000)
    assert asking.strip.message.startswith("Training did not go on. ")
    assert "\n" not in asking.strip.message
    assert asking.strip.message.endswith((".", "?"))
    assert heart.longest_s < LONGEST_GAP_S
    assert not list((user_folder / "datasets").iterdir())


@pytest.mark.slow
def test_a_silent_download_can_be_cancelled_at_once(
    qtbot: QtBot,
    asking: MainWindow,
    server: Server,
    user_folder: Path,
) -> None:
    server.reply = server.silence
    asking.training.start()
    qtbot.waitUntil(lambda: bool(server.asked), timeout=60_000)
    began = monotonic()
    asking.training.stop()
    qtbot.waitUntil(lambda: asking.training.state is State.IDLE)
    assert monotonic() - began < 1.0
    assert asking.strip.message == ""
    assert not list((user_folder / "datasets").iterdir())
