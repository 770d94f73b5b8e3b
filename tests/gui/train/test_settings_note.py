"""The line under the settings."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from digitpad.gui.train.settings_note import SettingsNote
from digitpad.training import PRESET_HELP, PRESETS

QUICK = PRESETS["Quick"]


@pytest.fixture
def note(qtbot: QtBot) -> SettingsNote:
    note = SettingsNote()
    qtbot.addWidget(note)
    return note


@pytest.mark.parametrize("preset", PRESETS)
def test_an_unchanged_preset_is_told_in_a_sentence(note: SettingsNote, preset: str) -> None:
    note.show_settings(PRESETS[preset])
    said = note.text.text().replace("\N{NO-BREAK SPACE}", " ").removesuffix(".")
    assert PRESET_HELP[preset].startswith(said)
    assert note.reset.isHidden()


def test_many_changes_are_counted_not_listed(note: SettingsNote) -> None:
    few = replace(QUICK, epochs=9, batch_size=9, seed=9)
    note.show_settings(few)
    assert note.text.text().startswith("Changed from Quick: ")
    assert "more" not in note.text.text()
    note.show_settings(replace(few, limit=9, learning_rate=0.5))
    assert note.text.text().endswith(" and 2 more.")


def test_what_was_changed_during_a_run_waits_and_can_be_put_back(note: SettingsNote) -> None:
    note.show_waiting([])
    assert note.text.text().startswith("Changes made now apply to the next run")
    assert note.reset.isHidden()
    note.show_waiting(["epochs", "layers"])
    assert note.text.text() == "For the next run: epochs and network."
    assert note.reset.text() == "Put back"


def test_a_problem_can_be_reset(qtbot: QtBot, note: SettingsNote) -> None:
    note.show_problem("The seed is 1.5.")
    assert note.text.text() == "The seed is 1.5."
    with qtbot.waitSignal(note.reset_asked):
        note.reset.click()
