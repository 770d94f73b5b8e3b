"""Long work of Look inside, a piece at a time."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.inside.pieces import Pieces
from digitpad.gui.work import Work


@pytest.fixture
def work(qtbot: QtBot) -> Iterator[Work]:
    work = Work()
    yield work
    work.close()


@pytest.fixture
def pieces(work: Work) -> Pieces:
    return Pieces(work)


def test_each_piece_is_shown_in_order_and_then_the_end(qtbot: QtBot, pieces: Pieces) -> None:
    said: list[object] = []
    pieces.start(iter([1, 2, 3]), said.append, lambda: said.append("end"))
    assert pieces.is_busy
    qtbot.waitUntil(lambda: "end" in said)
    assert said == [1, 2, 3, "end"]
    assert not pieces.is_busy


def test_newer_work_takes_the_place_of_older(qtbot: QtBot, pieces: Pieces) -> None:
    said: list[object] = []

    def endless() -> Iterator[str]:
        while True:
            yield "old"

    pieces.start(endless(), said.append)
    qtbot.waitUntil(lambda: len(said) > 2)
    pieces.start(iter(["new"]), said.append, lambda: said.append("end"))
    qtbot.waitUntil(lambda: "end" in said)
    assert said[-2:] == ["new", "end"]


def test_stopped_work_shows_nothing_more(qtbot: QtBot, pieces: Pieces) -> None:
    said: list[object] = []
    pieces.start(iter([1, 2, 3]), said.append, lambda: said.append("end"))
    pieces.stop()
    qtbot.wait(50)
    assert said == []


def test_after_a_piece_it_rests_as_the_work_says(qtbot: QtBot, work: Work, pieces: Pieces) -> None:
    work.rest = 1e7
    said: list[object] = []
    pieces.start(iter([1, 2]), said.append)
    qtbot.waitUntil(lambda: said == [1])
    qtbot.wait(50)
    assert said == [1]
    assert pieces.is_busy
    pieces.start(iter(["new"]), said.append)
    qtbot.waitUntil(lambda: said == [1, "new"])
