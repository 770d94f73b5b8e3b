"""Garbage in the settings file: defaults, never a crash."""

import json
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad import app
from digitpad.gui import memory
from digitpad.gui.main_window import MainWindow
from digitpad.gui.settings import Settings

FILES = 500
WINDOWS = 25  # of the files are also opened by a whole window, which takes long
VALUES = [
    *("", "x", "Quick", "dark", "keras-mnist", "@ByteArray(x)", "AAAA", "AdnQyw==", "\x00", "é"),
    *(-1, 0, 7, 1e9, 1e400, -(10**30), 0.5, float("nan"), None, True, [], [1], {}, {"a": 1}),
]


@pytest.fixture
def good(qtbot: QtBot, user_folder: Path) -> bytes:
    """A file that a window wrote."""
    window = app.build(["digitpad"])
    window.close()
    return (user_folder / "settings.json").read_bytes()


def spoiled(good: bytes, rng: np.random.Generator) -> bytes:
    """Return the file with wrong values, damaged bytes, or something else altogether."""
    match rng.integers(5):
        case 0:
            values = {name: VALUES[rng.integers(len(VALUES))] for name in json.loads(good)}
            return json.dumps(values).encode()
        case 1:
            damaged = bytearray(good)
            for place in rng.integers(0, len(damaged), 5):
                damaged[place] = rng.integers(256)
            return bytes(damaged)
        case 2:
            return good[: rng.integers(len(good))]
        case 3:
            return rng.bytes(int(rng.integers(2000)))
        case _:
            texts = (b"[" * 100_000, b"{}", b"[]", b"7", b"\xff\xfe{}", b'{"a":' * 5000, b"\0" * 99)
            return texts[rng.integers(len(texts))]


def close(window: MainWindow) -> None:
    """Close a window, and delete it at once."""
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.slow
def test_five_hundred_files_of_any_kind_give_settings_that_can_be(
    good: bytes, user_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "setStyleSheet", lambda *_: None)  # it takes long
    rng, path = np.random.default_rng(8), user_folder / "settings.json"
    window = app.build(["digitpad"])
    for number in range(FILES):
        path.write_bytes(spoiled(good, rng))
        memory.Memory(Settings(path), window).restore()
        window.train_view.panel.config()  # which checks itself
        assert window.theme.mode in ("system", "light", "dark"), number
    close(window)
    for _ in range(WINDOWS):
        path.write_bytes(spoiled(good, rng))
        window = app.build(["digitpad"])
        window.show()
        window.train_view.panel.config()
        close(window)
        json.loads(path.read_bytes())  # the window has written a good file over it
