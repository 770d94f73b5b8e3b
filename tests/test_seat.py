"""Seats of two windows at once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from digitpad.seat import Seat

HOLD = (
    "import sys, pathlib; from digitpad.seat import Seat\n"
    "seat = Seat.take(pathlib.Path(sys.argv[1])); print(seat.number, flush=True); input()\n"
)


def hold_seat(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_each_seat_is_another_one_and_a_free_one_is_given_again(tmp_path: Path) -> None:
    seats = [Seat.take(tmp_path) for _ in range(3)]
    assert [seat.number for seat in seats] == [1, 2, 3]
    seats[1].leave()
    again = Seat.take(tmp_path)
    assert again.number == 2
    for seat in (*seats, again):
        seat.leave()


def test_files_carry_the_number_from_the_second_seat_on(tmp_path: Path) -> None:
    assert Seat(tmp_path, 1, None).file("digitpad.log") == tmp_path / "digitpad.log"
    assert Seat(tmp_path, 2, None).file("digitpad.log") == tmp_path / "digitpad-2.log"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of Unix")
def test_another_process_has_another_seat_until_it_is_killed(tmp_path: Path) -> None:
    with hold_seat(tmp_path) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "1\n"
        second = Seat.take(tmp_path)
        assert second.number == 2
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    first = Seat.take(tmp_path)
    assert first.number == 1
    first.leave()
    second.leave()


def test_a_process_that_was_started_meanwhile_does_not_hold_the_seat(tmp_path: Path) -> None:
    seat = Seat.take(tmp_path)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        seat.leave()
        again = Seat.take(tmp_path)
        assert again.number == 1
        again.leave()
        child.communicate(b"\n")


def test_a_folder_that_cannot_be_written_has_the_first_seat(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    seat = Seat.take(tmp_path / "file" / "below")
    assert seat.number == 1
    seat.leave()
