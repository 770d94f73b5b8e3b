"""The thread for what would hold the window up."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.work import Work
from tests.conftest import PATIENCE_S


@pytest.fixture
def work(qtbot: QtBot) -> Iterator[Work]:
    work = Work()
    yield work
    work.close()


def test_the_result_is_shown_in_the_window_s_thread(qtbot: QtBot, work: Work) -> None:
    shown: list[tuple[int, int]] = []

    def show(computed_in: int) -> None:
        shown.append((computed_in, threading.get_ident()))

    work.ask("page", threading.get_ident, show)
    qtbot.waitUntil(lambda: len(shown) == 1)
    ((computed_in, shown_in),) = shown
    assert computed_in != threading.get_ident()
    assert shown_in == threading.get_ident()


def test_of_the_wishes_that_wait_only_the_newest_is_computed(qtbot: QtBot, work: Work) -> None:
    begun, go_on = threading.Event(), threading.Event()
    shown: list[str] = []

    def slow() -> str:
        begun.set()
        go_on.wait(PATIENCE_S)
        return "first"

    work.ask("page", slow, shown.append)
    assert begun.wait(PATIENCE_S)
    for number in range(5):
        work.ask("page", lambda number=number: f"later {number}", shown.append)
    work.ask("another", lambda: "another's", shown.append)
    go_on.set()
    qtbot.waitUntil(lambda: len(shown) == 3)
    assert shown == ["first", "later 4", "another's"]


def test_an_error_is_one_sentence_and_the_next_wish_is_granted(qtbot: QtBot, work: Work) -> None:
    shown: list[int] = []

    def fail() -> int:
        raise ValueError("no layer 9")

    with qtbot.waitSignal(work.failed) as failed:
        work.ask("page", fail, shown.append)
    assert failed.args == ["What was asked for cannot be done (no layer 9)."]
    work.ask("page", lambda: 3, shown.append)
    qtbot.waitUntil(lambda: shown == [3])


def test_after_closing_nothing_runs_or_is_shown(qtbot: QtBot) -> None:
    work, begun = Work(), threading.Event()
    shown: list[object] = []
    work.ask("page", begun.set, shown.append)
    assert begun.wait(PATIENCE_S)
    work.close()
    work.ask("page", lambda: 2, shown.append)
    qtbot.wait(20)
    assert shown == []
    assert "work" not in [thread.name for thread in threading.enumerate()]


def test_what_is_to_be_kept_is_done_before_anything_else_and_though_the_window_closes(
    qtbot: QtBot,
) -> None:
    work, begun, go_on = Work(), threading.Event(), threading.Event()
    done: list[str] = []

    def slow() -> None:
        begun.set()
        go_on.wait(PATIENCE_S)

    work.ask("page", slow, done.append)
    assert begun.wait(PATIENCE_S)
    work.ask("page", lambda: done.append("shown"), done.append)
    for name in ("one", "two"):
        work.ask_surely(lambda name=name: done.append(name), done.append)
    threading.Timer(0.05, go_on.set).start()
    work.close()
    assert done == ["one", "two"]
