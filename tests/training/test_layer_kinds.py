from typing import Any

import numpy as np
import pytest

from digitpad.nn import LayerSpec, Network
from digitpad.training import PRESETS
from digitpad.training.layer_kinds import (
    LAYER_KINDS,
    ChoiceSetting,
    Setting,
    ShareSetting,
    WholeSetting,
    kind_title,
    setting_of,
    title_of,
)

SETTINGS = [
    pytest.param(name, setting, id=f"{name} {setting.name}")
    for name, kind in LAYER_KINDS.items()
    for setting in kind.settings
]


def built(spec: LayerSpec) -> LayerSpec:
    """Return the spec of the layer that the engine makes of ``spec``, which follows an image."""
    flat = spec["layer"] in ("Dense", "Softmax")
    before = [{"layer": "Flatten"}] if flat else []
    return Network([*before, spec], rng=np.random.default_rng(0)).specs[-1]


def allowed(setting: Setting) -> list[Any]:
    match setting:
        case WholeSetting():
            return [setting.low, setting.high]
        case ShareSetting():
            return [0.0, setting.high]
        case ChoiceSetting():
            return list(setting.choices)


@pytest.mark.parametrize("name", list(LAYER_KINDS))
def test_a_new_layer_of_each_kind_is_one_that_the_engine_takes(name: str) -> None:
    kind = LAYER_KINDS[name]
    assert kind.spec["layer"] == name
    assert {**built(kind.spec), **kind.spec} == built(kind.spec)


@pytest.mark.parametrize(("name", "setting"), SETTINGS)
def test_the_engine_takes_every_value_that_can_be_set(name: str, setting: Setting) -> None:
    kind = LAYER_KINDS[name]
    assert setting_of(kind.spec, setting.name) is not None
    for value in allowed(setting):
        assert built({**kind.spec, setting.name: value})[setting.name] == value


@pytest.mark.parametrize("name", list(LAYER_KINDS))
def test_the_usual_settings_are_those_of_the_engine(name: str) -> None:
    kind = LAYER_KINDS[name]
    bare = {key: value for key, value in kind.spec.items() if key not in kind.usual}
    assert {**built(bare), **kind.usual} == built(bare)


@pytest.mark.parametrize("name", list(LAYER_KINDS))
def test_a_kind_is_explained_in_two_lines_of_the_narrowest_window(name: str) -> None:
    assert 20 < len(LAYER_KINDS[name].help) < 135
    assert LAYER_KINDS[name].help.endswith(".")


@pytest.mark.parametrize(
    ("spec", "title"),
    [
        (PRESETS["Notebook"].layers[0], "Convolution, 5 of 3×3"),
        ({"layer": "MaxPool2D"}, "Max pooling, 2×2"),
        ({"layer": "Dropout", "rate": 0.05}, "Dropout, 5 %"),
        ({"layer": "Dense", "units": 64}, "Dense, 64"),
        ({"layer": "Activation", "function": "tanh"}, "Activation, tanh"),
        ({"layer": "ReLU"}, "ReLU"),
        ({"layer": "Reshape", "shape": [784]}, "Reshape"),
    ],
)
def test_a_layer_is_named_with_its_sizes(spec: LayerSpec, title: str) -> None:
    assert title_of(spec) == title


def test_a_kind_that_nobody_knows_is_called_by_its_name() -> None:
    assert kind_title("Conv2D") == "Convolution"
    assert kind_title("Transformer") == "Transformer"
