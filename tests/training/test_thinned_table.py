"""A long table keeps a bounded size and its peaks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.training.thinned_table import ThinnedTable, high, last, low, mean

RULES = (last, mean, low, high)


def filled(values: np.ndarray, capacity: int = 8) -> ThinnedTable:
    table = ThinnedTable(RULES, capacity)
    for step, value in enumerate(values.tolist(), start=1):
        table.add((step, value, value, value))
    return table


def test_a_short_table_is_kept_row_by_row() -> None:
    values = np.array([3.0, 1.0, 2.0])
    np.testing.assert_array_equal(filled(values).rows(), [[1, 3, 3, 3], [2, 1, 1, 1], [3, 2, 2, 2]])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300))
def test_a_long_table_keeps_its_ends_its_peaks_and_its_size(values: list[float]) -> None:
    table = filled(np.array(values))
    rows = table.rows()
    assert len(table) == len(rows) <= 8
    assert rows[-1, 0] == len(values)
    assert (np.diff(rows[:, 0]) > 0).all()
    assert rows[:, 2].min() == min(values)
    assert rows[:, 3].max() == max(values)
    assert (rows[:, 2] <= rows[:, 1] + 1e-6).all()
    assert (rows[:, 1] <= rows[:, 3] + 1e-6).all()


def test_all_parts_of_a_long_table_are_equally_fine() -> None:
    rows = filled(np.zeros(100_000), 64).rows()
    steps = np.diff(rows[:, 0])
    assert len(rows) <= 64
    assert (steps[:-1] == steps[0]).all()


def test_the_mean_of_a_merged_row_is_that_of_its_values() -> None:
    values = np.arange(64.0)
    rows = filled(values, 16).rows()
    stride = int(rows[0, 0])
    np.testing.assert_allclose(rows[:, 1], values.reshape(-1, stride).mean(axis=1))


def test_what_is_no_number_does_not_hide_a_peak() -> None:
    values = np.array([np.nan, 7.0] * 20)
    rows = filled(values).rows()
    assert rows[:, 3].max() == 7.0
    assert np.isnan(rows[0, 1])


@pytest.mark.parametrize("count", [3, 8, 21])
def test_a_table_goes_on_where_another_was(count: int) -> None:
    values = np.arange(50.0)
    begun = filled(values[:count])
    table = ThinnedTable(RULES, 8)
    table.restore(begun.rows(), begun.stride)
    for step, value in enumerate(values[count:].tolist(), start=count + 1):
        table.add((step, value, value, value))
    rows = table.rows()
    assert len(rows) <= 8
    assert rows[-1, 0] == 50
    assert (rows[:, 2].min(), rows[:, 3].max()) == (0.0, 49.0)
