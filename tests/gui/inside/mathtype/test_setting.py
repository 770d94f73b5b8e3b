"""How large the parts of a formula are."""

import pytest

from digitpad.gui.inside.mathtype.setting import set_formula, side_by_side

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_fraction_is_higher_than_a_letter_and_a_script_smaller() -> None:
    letter, fraction = (side_by_side(set_formula(text, 17.0)) for text in ("a", r"\frac{a}{b}"))
    assert fraction.height > 1.8 * letter.height
    script, beside = (side_by_side(set_formula(text, 17.0)) for text in ("x_{aa}", "xaa"))
    assert script.width < beside.width
    assert script.descent > letter.descent
