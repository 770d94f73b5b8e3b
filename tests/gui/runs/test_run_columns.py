"""What stands in the list of runs."""

from datetime import datetime

import pytest

from digitpad.gui.runs.run_columns import COLUMNS, when
from tests.gui.runs.conftest import made


def test_when_a_run_began_is_short_and_says_the_year_where_it_is_another() -> None:
    now = datetime(2026, 11, 28, 8, 17)
    assert when(datetime(2026, 1, 2, 23, 5), now) == "2 Jan 23:05"
    assert when(datetime(2025, 12, 31, 23, 5), now) == "31 Dec 2025"


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
