import re
from typing import Any

import numpy as np
import pytest

from digitpad.nn.layer import check_size, check_whole, choice, column_sums


def test_column_sums_are_sums_over_the_rows(rng: np.random.Generator) -> None:
    x = rng.standard_normal((50, 7))
    np.testing.assert_allclose(column_sums(x), x.sum(axis=0), atol=1e-12)


def test_column_sums_of_no_rows_are_zeros() -> None:
    np.testing.assert_array_equal(column_sums(np.empty((0, 3))), np.zeros(3))


def test_column_sums_of_many_float32_rows_keep_their_digits(rng: np.random.Generator) -> None:
    x = rng.random((60_000, 16), np.float32)
    assert column_sums(x).dtype == np.float32
    np.testing.assert_allclose(column_sums(x), x.astype(np.float64).sum(axis=0), rtol=1e-5)


def test_an_unknown_choice_lists_what_there_is() -> None:
    with pytest.raises(ValueError, match=re.escape("colour is 'blue'; choose one of red, green")):
        choice("colour", "blue", {"red": 1, "green": 2})


@pytest.mark.parametrize("value", [0, -3, 2.0, "2", None, True, np.float32(2)])
def test_a_setting_that_is_no_whole_number_is_refused_with_its_value(value: Any) -> None:
    with pytest.raises(ValueError, match=re.escape(f"units is {value!r}; it must be a whole")):
        check_whole("units", value)


@pytest.mark.parametrize("value", [1, 2**40, np.int64(3)])
def test_a_whole_number_is_accepted(value: Any) -> None:
    check_whole("units", value)


def test_an_array_of_terabytes_is_refused_and_a_large_one_is_not() -> None:
    check_size((2**11, 2**12))
    with pytest.raises(ValueError, match=re.escape("(1000000, 1000000) is too large")):
        check_size((10**6, 10**6))
