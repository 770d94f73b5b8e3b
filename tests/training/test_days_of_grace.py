from collections.abc import Callable
from pathlib import Path

import pytest

from digitpad.training import days_of_grace

DAYS = 30
TODAY = 20_000.0  # days since 1970
Age = Callable[[float], None]


@pytest.fixture
def clock_shows(monkeypatch: pytest.MonkeyPatch) -> Age:
    """Set the clock to so many days since 1970."""

    def show(days: float) -> None:
        monkeypatch.setattr(days_of_grace, "time", lambda: days * 24 * 3600)

    show(TODAY)
    return show


@pytest.fixture
def file(tmp_path: Path, clock_shows: Age) -> Path:
    """A file whose days begin today."""
    file = tmp_path / "run.npz"
    file.write_bytes(b"weights")
    days_of_grace.begin(file, tmp_path)
    days_of_grace.sweep(tmp_path, DAYS)
    return file


def look(file: Path) -> bool:
    """Sweep; tell whether the file is still there."""
    days_of_grace.sweep(file.parent, DAYS)
    return file.exists()


def test_a_file_goes_when_its_days_were_over_the_day_before(file: Path, clock_shows: Age) -> None:
    for day in range(1, DAYS + 1):
        clock_shows(TODAY + day)
        assert look(file), day
    clock_shows(TODAY + DAYS + 1.1)
    assert look(file)
    clock_shows(TODAY + DAYS + 1.5)
    assert look(file)
    clock_shows(TODAY + DAYS + 2.2)
    assert not look(file)


def test_who_was_away_for_long_finds_all_that_was_there(file: Path, clock_shows: Age) -> None:
    clock_shows(TODAY + 10 * DAYS)
    assert look(file)
    clock_shows(TODAY + 10 * DAYS + 2)
    assert look(file)


@pytest.mark.parametrize("wrong", [0.0, 3.0, TODAY - 400, TODAY + 10, TODAY + 31, TODAY + 9_000])
@pytest.mark.parametrize("right", [TODAY, TODAY + 0.1, TODAY + 1.5, TODAY + 20])
def test_a_clock_that_is_wrong_for_some_hours_deletes_nothing_then_or_later(
    file: Path, clock_shows: Age, wrong: float, right: float
) -> None:
    for shown in (wrong, wrong + 0.1, wrong + 0.4, right, right + 1.2, right + 2.4):
        clock_shows(shown)
        assert look(file), shown


@pytest.mark.parametrize("wrong", [0.0, TODAY - 400, TODAY + 9_000])
def test_what_is_deleted_while_the_clock_is_wrong_has_its_days_too(
    file: Path, clock_shows: Age, wrong: float
) -> None:
    """The clock leaps after the last look, and is right again before the next one."""
    clock_shows(wrong)
    days_of_grace.begin(file, file.parent)
    for day in (1.1, 2.2, 3.3):
        clock_shows(TODAY + day)
        assert look(file), day


def test_where_nothing_waits_nothing_is_written(tmp_path: Path) -> None:
    days_of_grace.sweep(tmp_path / "none", DAYS)
    days_of_grace.sweep(tmp_path, DAYS)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_deleted_stays_and_the_others_go(
    file: Path, clock_shows: Age
) -> None:
    (file.parent / "a folder").mkdir()
    for day in (20, 40, 42):
        clock_shows(TODAY + day)
        look(file)
    assert [path.name for path in sorted(file.parent.iterdir())] == ["a folder", "looked"]
