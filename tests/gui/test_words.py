"""Numbers in words."""

import pytest

from digitpad.gui.words import counted, percent, unbroken


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 images"), (1, "1 image"), (2, "2 images"), (60_000, "60,000 images")],
)
def test_only_one_is_not_a_plural(number: int, text: str) -> None:
    assert counted(number, "image") == text


@pytest.mark.parametrize(("share", "text"), [(0.0, "0.0 %"), (0.9867, "98.7 %"), (1.0, "100.0 %")])
def test_a_share_is_written_as_percent(share: float, text: str) -> None:
    assert percent(share) == text


def test_a_percent_sign_stays_with_its_number() -> None:
    assert unbroken("reads 98.1 % of it") == "reads 98.1\N{NO-BREAK SPACE}% of it"
