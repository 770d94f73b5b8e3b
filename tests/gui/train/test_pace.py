import threading
import time

import pytest

from digitpad.gui.train.pace import Pace
from tests.conftest import PATIENCE_S


class Worker:
    """Takes turns until told to end, and counts them."""

    def __init__(self, pace: Pace) -> None:
        self.turns = 0
        self._pace, self._end = pace, False
        self._thread = threading.Thread(target=self._work)
        self.took_turn = threading.Semaphore(0)
        self._thread.start()

    def _work(self) -> None:
        while True:
            self._pace.wait_turn()
            if self._end:
                return
            self.turns += 1
            self.took_turn.release()

    def end(self) -> None:
        self._end = True
        self._pace.stop()
        self._thread.join()


@pytest.fixture
def worker() -> object:
    pace = Pace()
    pace.pause()
    worker = Worker(pace)
    worker.pace = pace
    yield worker
    worker.end()


def test_no_turn_begins_while_paused(worker: Worker) -> None:
    assert not worker.took_turn.acquire(timeout=0.05)
    assert worker.pace.paused


def test_a_step_is_one_turn(worker: Worker) -> None:
    for count in (1, 2, 3):
        worker.pace.step()
        assert worker.took_turn.acquire(timeout=PATIENCE_S)
        assert not worker.took_turn.acquire(timeout=0.02)
        assert worker.turns == count


def test_steps_asked_for_at_once_are_all_taken(worker: Worker) -> None:
    for _ in range(4):
        worker.pace.step()
    for _ in range(4):
        assert worker.took_turn.acquire(timeout=PATIENCE_S)
    assert not worker.took_turn.acquire(timeout=0.02)


def test_resume_lets_turns_follow_each_other_and_a_step_pauses_them(worker: Worker) -> None:
    worker.pace.resume()
    for _ in range(50):
        assert worker.took_turn.acquire(timeout=PATIENCE_S)
    worker.pace.step()
    assert worker.pace.paused
    deadline = time.monotonic() + PATIENCE_S
    while not worker.pace.waits:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    before = worker.turns
    time.sleep(0.05)
    assert worker.turns == before


def test_stop_ends_all_waiting() -> None:
    pace = Pace()
    pace.pause()
    pace.stop()
    pace.wait_turn()


def test_a_turn_in_hand_is_held_by_a_pause_and_goes_on_after_a_step() -> None:
    pace, ended = Pace(), threading.Event()

    def rest_of_a_turn() -> None:
        pace.wait_within_turn()
        ended.set()

    pace.wait_within_turn()
    pace.pause()
    thread = threading.Thread(target=rest_of_a_turn)
    thread.start()
    assert not ended.wait(0.05)
    pace.step()
    assert ended.wait(PATIENCE_S)
    thread.join()
    pace.wait_within_turn()  # a step leaves the pace paused, but the turn goes on
    assert pace.paused


def test_a_step_of_a_turn_that_is_held_within_ends_it_and_begins_no_other() -> None:
    pace, ended, began = Pace(), threading.Event(), threading.Event()

    def turns() -> None:
        pace.wait_within_turn()
        ended.set()
        pace.wait_turn()
        began.set()

    pace.pause()
    thread = threading.Thread(target=turns)
    thread.start()
    while not pace.waits:
        time.sleep(0.001)
    pace.step()
    assert ended.wait(PATIENCE_S)
    assert not began.wait(0.05)
    pace.step()
    assert began.wait(PATIENCE_S)
    thread.join()
