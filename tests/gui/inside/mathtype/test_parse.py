"""Formulas from text."""

import pytest

from digitpad.gui.inside.mathtype.parse import (
    Coloured,
    Fraction,
    Glyphs,
    Root,
    Row,
    Script,
    parse,
    plain,
)


def test_letters_are_variables_and_numbers_stay_together() -> None:
    parts = parse("x = 12.5").parts
    assert parts == (Glyphs("x", italic=True), Glyphs("=", spaced=True), Glyphs("12.5"))


def test_scripts_take_one_sign_or_a_group() -> None:
    (part,) = parse("x_{i+1}^2").parts
    assert isinstance(part, Script)
    assert part.below == Row((Glyphs("i", italic=True), Glyphs("+", spaced=True), Glyphs("1")))
    assert part.above == Glyphs("2")
    assert not part.stacked


def test_a_sum_carries_its_index_below_it() -> None:
    part = parse(r"\sum_j x").parts[0]
    assert isinstance(part, Script)
    assert part.stacked


def test_fractions_roots_words_and_roles() -> None:
    parts = parse(r"\frac{a}{2} \sqrt{b} \text{two words} \input{x}").parts
    kinds = [type(part) for part in parts]
    assert kinds == [Fraction, Root, Glyphs, Coloured]
    assert parts[2] == Glyphs("two words")


def test_it_can_be_read_aloud() -> None:
    row = parse(r"\result{y}_i = b + \sum_j \frac{x_j}{\sqrt{2}}")
    assert plain(row) == "y_(i) = b + ∑_(j)(x_(j)) / (√(2))"


@pytest.mark.parametrize("text", ["{a", "a}", r"\nothing", "a_", r"\text{a", r"\frac{a}"])
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="formula"):
        parse(text)
