"""What stands in the list of runs."""

import time
from datetime import datetime

import pytest

from digitpad.gui.runs.run_columns import COLUMNS, when
from tests.gui.runs.conftest import made


def test_when_a_run_began_is_short_and_says_the_year_where_it_is_another() -> None:
    now = datetime(2026, 11, 28, 8, 17)
    assert when(datetime(2026, 1, 2, 23, 5), now) == "2 Jan 23:05"
    assert when(datetime(2025, 12, 31, 23, 5), now) == "31 Dec 2025"


@pytest.mark.parametrize("zone", ["UTC", "XXX-14", "XXX+12"])
@pytest.mark.parametrize(
    ("began", "text"),
    [
        ("0001-01-01T00:00:00+00:00", " Jan 1"),
        ("1970-01-01T12:00:00+00:00", " 1970"),
        ("9999-12-31T23:59:59+00:00", " Dec 9999"),
    ],
)
def test_a_run_that_began_by_a_wrong_clock_is_listed_in_any_time_zone(
    monkeypatch: pytest.MonkeyPatch, zone: str, began: str, text: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        (column,) = (column for column in COLUMNS if column.title == "Begun")
        assert text in column.text(made(started_at=began))
        assert column.rank(made(started_at=began)) is not None
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Name", "Quick"),
        ("State", "finished"),
        ("Validation", "97.13 %"),
        ("Test", ""),
        ("Epochs", "3 of 4"),
        ("Data", "MNIST"),
        ("Preset", "Quick"),
    ],
)
def test_each_column_says_what_its_title_promises(title: str, text: str) -> None:
    run = made(validation_accuracy=0.9713, test_accuracy=None, epochs_done=3, epochs=4)
    (column,) = (column for column in COLUMNS if column.title == title)
    assert column.text(run) == text


def test_what_was_not_measured_comes_below_all_that_was() -> None:
    (column,) = (column for column in COLUMNS if column.title == "Drawn")
    runs = [made(drawn_accuracy=share) for share in (0.5, None, 0.0)]
    assert sorted(runs, key=column.rank) == [runs[1], runs[2], runs[0]]
