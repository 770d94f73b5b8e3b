"""The settings of runs in words."""

from digitpad.gui.runs.run_settings import describe, describe_differences
from digitpad.training import PRESETS
from tests.gui.runs.conftest import made


def test_what_the_preset_has_otherwise_is_bold() -> None:
    text = describe(made(batch_size=1000, augment="strong"))
    assert "<b>batch 1,000</b>" in text
    assert "<b>augmentation strong</b>" in text
    assert f" · learning rate {PRESETS['Quick'].learning_rate:g} · " in text
    assert "momentum" not in text


def test_a_run_of_an_unknown_preset_has_nothing_bold() -> None:
    assert "<b>" not in describe(made(preset="Of another Digitpad", batch_size=7))


def test_names_from_a_file_are_no_markup() -> None:
    assert "&lt;b&gt;" in describe(made(preset="<b>"))


def test_layers_are_called_as_on_the_page_of_the_network() -> None:
    dense, softmax = {"layer": "Dense", "units": 10}, {"layer": "Softmax"}
    pooled = ({"layer": "MaxPool2D", "size": 7}, {"layer": "Reshape", "shape": [16]})
    said = describe(made(layers=(*pooled, dense, softmax)))
    assert "layers Max pooling 7, Reshape, Dense 10, Softmax" in said


def test_several_runs_are_told_by_what_they_differ_in() -> None:
    two = [made(limit=1000, seed=1), made(limit=None, seed=1)]
    assert describe_differences(two) == "They differ in: <b>images</b> 1,000 | all"
    assert describe_differences([made(), made()]) == "These runs have the same settings."


def test_two_networks_differ_in_their_layers_which_are_not_listed() -> None:
    two = [made(), made(layers=PRESETS["Notebook"].layers)]
    assert describe_differences(two) == "They differ in: <b>layers</b>"
