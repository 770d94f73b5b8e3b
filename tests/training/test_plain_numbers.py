import pytest

from digitpad.training.plain_numbers import is_accuracy, is_number, is_whole


@pytest.mark.parametrize("value", [0, -3, 2**70])
def test_whole_numbers_are_numbers_of_any_size_and_sign(value: int) -> None:
    assert is_whole(value)
    assert is_number(value)


@pytest.mark.parametrize("value", [0.0, -2.5, float("inf"), float("nan")])
def test_numbers_with_a_point_are_no_whole_ones(value: float) -> None:
    assert is_number(value)
    assert not is_whole(value)


@pytest.mark.parametrize("value", [True, False, None, "7", [7], 7j])
def test_what_python_or_a_person_takes_for_a_number_is_none(value: object) -> None:
    assert not is_number(value)
    assert not is_whole(value)


@pytest.mark.parametrize("value", [None, 0, 0.25, 1])
def test_an_accuracy_is_a_share_or_was_not_measured(value: object) -> None:
    assert is_accuracy(value)


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan"), True, "1"])
def test_what_is_no_share_is_no_accuracy(value: object) -> None:
    assert not is_accuracy(value)
