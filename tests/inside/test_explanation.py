"""How numbers are written in formulas."""

from digitpad.inside.explanation import number, plain_number, summed


def test_numbers_are_short_and_signs_are_set_apart() -> None:
    assert [number(v) for v in (0.0, 1.0, -0.25, 123.4, 2e-5, -1.5e7)] == [
        *("0", "1.00", "−0.250", "123"),
        *("2.0·10^{−5}", "−1.5·10^{7}"),
    ]
    assert [plain_number(v) for v in (0.5, -2e-5)] == ["0.500", "−2e−5"]
    assert summed([1.0, -2.0, "a", 3.0]) == "1.00 − 2.00 + a + 3.00"
