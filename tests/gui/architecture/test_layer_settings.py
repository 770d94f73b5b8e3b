"""The fields of one layer."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from digitpad.gui.architecture.layer_settings import LayerSettings
from digitpad.gui.fields import ChoiceBox
from digitpad.training.layer_kinds import LAYER_KINDS, ShareSetting, setting_of

by_kind = pytest.mark.parametrize("kind", LAYER_KINDS)


@pytest.fixture
def settings(qtbot: QtBot) -> LayerSettings:
    settings = LayerSettings()
    qtbot.addWidget(settings)
    return settings


@by_kind
def test_each_kind_of_layer_tells_what_it_does_and_names_its_settings(
    settings: LayerSettings, kind: str
) -> None:
    known = LAYER_KINDS[kind]
    settings.show_layer(known.spec)
    texts = [label.text() for label in settings.findChildren(QLabel)]
    assert texts[-len(known.settings) - 2 :] == [
        *(known.title, known.help),
        *(setting.title for setting in known.settings),
    ]


@by_kind
def test_each_field_shows_its_value_and_signals_another(
    qtbot: QtBot, settings: LayerSettings, kind: str
) -> None:
    spec = LAYER_KINDS[kind].spec
    settings.show_layer(spec)
    for setting in LAYER_KINDS[kind].settings:
        box, value = settings.box(setting.name), setting_of(spec, setting.name)
        assert shown(setting, box) == value
        with qtbot.waitSignal(settings.changed) as changed:
            if isinstance(box, ChoiceBox):
                box.setCurrentIndex((box.currentIndex() + 1) % box.count())
            else:
                box.setValue(box.value() + 1)
        assert changed.args == [setting.name, shown(setting, box)]
        assert shown(setting, box) != value


def shown(setting: Any, box: Any) -> Any:
    if isinstance(box, ChoiceBox):
        return box.key()
    return box.value() / 100 if isinstance(setting, ShareSetting) else box.value()


def test_showing_another_layer_of_the_kind_signals_nothing(
    qtbot: QtBot, settings: LayerSettings
) -> None:
    settings.show_layer({"layer": "Dense", "units": 64})
    with qtbot.assertNotEmitted(settings.changed):
        settings.show_layer({"layer": "Dense", "units": 10})
    assert settings.box("units").value() == 10
