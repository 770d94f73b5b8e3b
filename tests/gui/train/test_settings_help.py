"""What each setting means."""

import pytest

from digitpad.gui.train.settings_help import ACCURACY_HELP, LOSS_HELP, SETTING_HELP, Help


@pytest.mark.parametrize("name", SETTING_HELP)
def test_each_help_begins_with_its_title_and_ends_with_terms_of_the_glossary(name: str) -> None:
    found = SETTING_HELP[name]
    assert found.tip.startswith(f"{found.title}: ")
    assert found.tip.endswith(".")
    assert found.more.endswith(".")
    assert len(found.paragraphs()) == 1 + len(found.terms)


@pytest.mark.parametrize("about", [*SETTING_HELP.values(), ACCURACY_HELP, LOSS_HELP])
def test_no_help_has_its_title_twice(about: Help) -> None:
    assert not any(text.startswith(f"<b>{about.title}</b>") for text in about.paragraphs())
