"""The columns of maps that the page Layers shows."""

import pytest

from digitpad.gui.inside.layers.columns import StripColumn, strip_columns
from tests.inside.networks import traced


def columns(name: str, *, strongest: bool = False) -> list[StripColumn]:
    stages = traced(name).stages
    values = [stage.y for stage in stages]
    return list(strip_columns(stages, values, "0123456789", strongest_first=strongest))


def test_short_columns_have_names_and_values() -> None:
    column = columns("quick")[-1]
    assert [name for name, _ in column.texts] == list("0123456789")
    assert columns("notebook")[4].texts == ()


@pytest.mark.parametrize(("number", "lines"), [(1, ("26×26", "× 16")), (-1, ("10", ""))])
def test_a_shape_is_told_in_two_short_lines(number: int, lines: tuple[str, str]) -> None:
    assert columns("quick")[number].shape_lines == lines


def test_maps_come_in_order_unless_the_strongest_come_first() -> None:
    plain, sorted_ = (columns("quick", strongest=strongest)[1] for strongest in (False, True))
    assert list(plain.order) == list(range(16))
    assert sorted(sorted_.order) == list(plain.order)
    assert list(sorted_.order) != list(plain.order)
