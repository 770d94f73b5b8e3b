"""An unexpected exception anywhere is one sentence, and the program lives on."""

import ctypes
import logging
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QThread, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from digitpad.gui.trouble.guard import Guard


class Sender(QObject):
    sent = Signal()


class BadWidget(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        raise ZeroDivisionError


class BadThread(QThread):
    def run(self) -> None:
        raise ZeroDivisionError


class BadEnd:
    def __del__(self) -> None:
        raise ZeroDivisionError


def fail() -> None:
    raise ZeroDivisionError


@pytest.fixture
def guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Guard]:
    """A guard that hears all but Qt's messages, which are pytest-qt's."""
    monkeypatch.setattr("digitpad.gui.trouble.guard.qInstallMessageHandler", lambda _: None)
    for place in (sys, threading):
        monkeypatch.setattr(place, "excepthook", place.excepthook)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    guard = Guard()
    guard.install()
    yield guard
    guard.deleteLater()


def in_slot(qtbot: QtBot) -> None:
    sender = Sender()
    sender.sent.connect(fail)
    sender.sent.emit()


def in_timer(qtbot: QtBot) -> None:
    QTimer.singleShot(0, fail)


def in_painting(qtbot: QtBot) -> QWidget:
    widget = BadWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def in_thread(qtbot: QtBot) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def in_qthread(qtbot: QtBot) -> None:
    thread = BadThread()
    thread.start()
    thread.wait()


def in_callback_of_c(qtbot: QtBot) -> None:
    ctypes.CFUNCTYPE(None)(fail)()


def in_destructor(qtbot: QtBot) -> None:
    BadEnd()


@pytest.mark.parametrize(
    "where",
    [in_slot, in_timer, in_painting, in_thread, in_qthread, in_callback_of_c, in_destructor],
)
def test_an_exception_is_one_sentence_with_details_and_a_log_entry(
    qtbot: QtBot,
    guard: Guard,
    caplog: pytest.LogCaptureFixture,
    where: Callable[[QtBot], object],
) -> None:
    with qtbot.waitSignal(guard.unexpected) as heard, caplog.at_level(logging.ERROR):
        kept = where(qtbot)  # a widget lives until it has been painted
    del kept
    sentence, details = heard.args
    assert sentence == "Something unexpected went wrong (ZeroDivisionError); Digitpad goes on."
    assert details.startswith("Traceback")
    assert details in caplog.text


def test_an_error_that_comes_again_and_again_is_told_once_and_logged_seldom(
    qtbot: QtBot, guard: Guard, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []
    guard.unexpected.connect(lambda sentence, details: heard.append(sentence))
    sender = Sender()
    sender.sent.connect(fail)
    with caplog.at_level(logging.ERROR):
        for _ in range(1000):
            sender.sent.emit()
    assert len(heard) == 1
    assert [record.args[0] for record in caplog.records if record.args] == [1, 10, 100, 1000]
