from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.nn import Network
from digitpad.training import PRESETS
from digitpad.training.architecture import MOST_LAYERS, report
from digitpad.training.layer_kinds import (
    LAYER_KINDS,
    ChoiceSetting,
    ShareSetting,
    WholeSetting,
)

FLAT = ({"layer": "Flatten"}, {"layer": "Dense", "units": 10}, {"layer": "Softmax"})


@pytest.mark.parametrize("name", list(PRESETS))
def test_the_report_agrees_with_the_network_that_is_built(name: str) -> None:
    layers = PRESETS[name].layers
    network, told = Network(layers, rng=np.random.default_rng(1)), report(layers)
    assert [layer.output_shape for layer in told.layers] == [
        layer.output_shape for layer in network.layers
    ]
    assert told.parameters == network.parameter_count
    assert told.multiply_adds == network.multiply_adds
    assert told.problem == ""


@pytest.mark.parametrize(
    ("layers", "number", "sentence"),
    [
        ([{"layer": "Dense", "units": 10}], 1, "Layer 1: Dense: needs a flat input"),
        (
            [{"layer": "MaxPool2D", "size": 9}, *FLAT[::2]],
            3,
            "Layer 3: the last layer returns 9 numbers",
        ),
        ([{"layer": "Conv2D", "filters": 4, "kernel_size": 40}, *FLAT], 1, "does not fit an input"),
        ([*FLAT, {"layer": "MaxPool2D", "size": 2}], 4, "Layer 4: Max pooling: needs an input"),
        ([*FLAT[:2]], 2, "must be a Softmax"),
        ([{"layer": "Magic"}], 1, "layer is 'Magic'"),
        ([{"layer": "Dropout", "rate": "much"}, *FLAT], 1, "Layer 1: "),
    ],
)
def test_an_impossible_network_says_why_at_the_layer_concerned(
    layers: list[dict[str, Any]], number: int, sentence: str
) -> None:
    told = report(layers)
    assert sentence in told.problem
    assert [bool(layer.problem) for layer in told.layers].index(True) == number - 1


def test_after_an_impossible_layer_nothing_is_known() -> None:
    told = report([{"layer": "Dense", "units": 10}, *FLAT])
    assert [layer.output_shape for layer in told.layers] == [None] * 4
    assert [bool(layer.problem) for layer in told.layers] == [True, False, False, False]


def test_no_layers_and_too_many_are_told() -> None:
    assert report([]).problem.startswith("The network has no layers")
    assert "too many" in report([{"layer": "ReLU"}] * (MOST_LAYERS + 1)).problem


def specs() -> st.SearchStrategy[dict[str, Any]]:
    def settings(name: str) -> st.SearchStrategy[dict[str, Any]]:
        values: dict[str, st.SearchStrategy[Any]] = {"layer": st.just(name)}
        for setting in LAYER_KINDS[name].settings:
            match setting:
                case WholeSetting():
                    values[setting.name] = st.integers(setting.low, min(setting.high, 40))
                case ShareSetting():
                    values[setting.name] = st.floats(0.0, setting.high)
                case ChoiceSetting():
                    values[setting.name] = st.sampled_from(list(setting.choices))
        return st.fixed_dictionaries(values)

    return st.sampled_from(list(LAYER_KINDS)).flatmap(settings)


@given(st.lists(specs(), max_size=12))
def test_any_list_of_layers_has_a_report_and_what_it_allows_can_be_built(
    layers: list[dict[str, Any]],
) -> None:
    told = report(layers)
    assert len(told.layers) == len(layers)
    try:
        network = Network(layers, rng=np.random.default_rng(0))
    except ValueError:
        assert told.problem
        return
    assert [layer.output_shape for layer in told.layers] == [
        layer.output_shape for layer in network.layers
    ]
    usable = network.output_shape == (10,) and layers[-1]["layer"] == "Softmax"
    assert usable == (told.problem == "")
