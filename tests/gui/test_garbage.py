"""Qt objects are never deleted in another thread than the window's."""

import gc
import threading
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from digitpad.gui.main_window import MainWindow


class Loop(QObject):
    """Keeps itself alive, so that only the garbage collector can delete it."""

    ended_in: ClassVar[list[threading.Thread]] = []

    def __init__(self) -> None:
        super().__init__()
        self.itself = self

    def __del__(self) -> None:
        Loop.ended_in.append(threading.current_thread())


def work_until_garbage_would_be_collected(kept: list[list[None]]) -> None:
    for _ in range(100_000):
        kept.append([])


def test_a_working_thread_collects_no_garbage(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Loop, "ended_in", [])
    assert not gc.isenabled()
    for _ in range(100):
        Loop()
    kept: list[list[None]] = []  # as long as they live, a collection is due
    thread = threading.Thread(target=work_until_garbage_would_be_collected, args=(kept,))
    thread.start()
    thread.join()
    assert Loop.ended_in == []
    qtbot.waitUntil(lambda: len(Loop.ended_in) == 100)
    assert set(Loop.ended_in) == {threading.main_thread()}
