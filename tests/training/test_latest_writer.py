import threading
from collections.abc import Iterator

import pytest

from digitpad.training.latest_writer import LatestWriter


@pytest.fixture
def problems() -> list[str]:
    return []


@pytest.fixture
def writer(problems: list[str]) -> Iterator[LatestWriter]:
    writer = LatestWriter(problems.append)
    yield writer
    writer.close(lambda: None)
    writer.wait()


def test_of_the_jobs_that_wait_only_the_newest_is_done(writer: LatestWriter) -> None:
    begun, free, done = threading.Event(), threading.Event(), []

    def slow() -> None:
        begun.set()
        free.wait(5)
        done.append(0)

    writer.put(slow)
    assert begun.wait(5)
    for number in (1, 2, 3):
        writer.put(lambda number=number: done.append(number))
    writer.close(lambda: done.append(4))
    free.set()
    writer.wait()
    assert done == [0, 3, 4]


def test_a_failure_is_told_once_and_later_jobs_are_done(
    writer: LatestWriter, problems: list[str]
) -> None:
    done = threading.Event()

    def fail() -> None:
        raise OSError(28, "No space left on device")

    writer.put(fail)
    writer.complain(ValueError("another"))
    writer.close(done.set)
    writer.wait()
    assert done.is_set()
    assert len(problems) == 1
    assert problems[0] in ("no space left on device", "another")


def test_without_a_job_there_is_no_thread_to_wait_for() -> None:
    LatestWriter(lambda _: None).wait()
