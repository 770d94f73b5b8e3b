"""The example by hand in words and formulas."""

import pytest

from digitpad.inside.by_hand import first_example, resized
from digitpad.inside.by_hand_words import IMAGE, KERNEL, RESULT, size_formula, sum_of


def test_the_numbers_of_the_formula_add_up_to_the_result() -> None:
    example = first_example()
    found = sum_of(example, RESULT, (0, 0))
    assert found.numbers == (
        r"= \input{1}·\weight{1} + \input{6}·\weight{2} + \input{5}·(\weight{−1})"
        r" + \input{3}·\weight{0} = 8"
    )
    assert "row 0, column 0" in found.words


@pytest.mark.parametrize("flipped", [False, True])
@pytest.mark.parametrize("matrix", [RESULT, KERNEL, IMAGE])
def test_every_cell_is_told_and_ends_with_its_number(matrix: str, flipped: bool) -> None:
    example = resized(first_example(), image=4, kernel=2, same=True, flipped=flipped)
    numbers = getattr(example, matrix)
    for row in range(len(numbers)):
        for column in range(len(numbers)):
            found = sum_of(example, matrix, (row, column))
            value = f"{numbers[row, column]:.0f}".replace("-", "−")
            assert found.numbers.endswith(f"= {value}")
            assert found.symbols
            assert found.words


def test_the_size_is_told_with_its_numbers() -> None:
    assert size_formula(first_example())[1] == r"= 4 + 0 − 2 + 1 = \result{3}"
    same = resized(first_example(), image=5, kernel=3, same=True, flipped=False)
    assert size_formula(same)[1] == r"= 5 + 2 − 3 + 1 = \result{5}"
