import threading
from time import perf_counter, sleep

import pytest

from digitpad.nn.engine import Workers
from digitpad.training.brake import Brake, Stopped


def test_nothing_is_held_or_stopped_unless_asked_for() -> None:
    brake = Brake()
    brake.check()
    assert brake.seconds_held() < 0.01


@pytest.mark.parametrize("threads", [1, 2])
def test_what_is_held_goes_on_where_it_was_and_the_time_is_told_once(threads: int) -> None:
    free = threading.Event()
    brake = Brake(lambda: free.wait() and None)
    threading.Timer(0.05, free.set).start()
    began = perf_counter()
    with Workers(threads) as workers:
        workers.map(lambda _: brake.check(), range(4))
    assert 0.03 < brake.seconds_held() <= perf_counter() - began
    assert brake.seconds_held() == 0.0


@pytest.mark.parametrize("threads", [1, 2])
def test_what_is_stopped_begins_no_other_part(threads: int) -> None:
    brake, begun = Brake(), []

    def work(part: int) -> None:
        brake.check()
        begun.append(part)
        brake.stop.set()
        sleep(0.01)

    with Workers(threads) as workers, pytest.raises(Stopped):
        workers.map(work, range(20))
    assert len(begun) <= threads
