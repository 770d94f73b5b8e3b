"""What cannot be built says which layer, which value, and what to do."""

import re
from typing import Any

import numpy as np
import pytest

from digitpad.nn import Network

DENSE = {"layer": "Dense", "units": 3}


def build(specs: Any, shape: tuple[int, ...] = (6, 6, 1)) -> Network:
    return Network(specs, input_shape=shape, rng=np.random.default_rng(0))


@pytest.mark.parametrize(
    ("specs", "message"),
    [
        ([{"layer": "Conv3D"}], "layer 1: layer is 'Conv3D'; choose one of Conv2D, Dense, Max"),
        ([{"layer": "Flatten"}, {"units": 3}], "layer 2: layer is ''; choose one of Conv2D, "),
        ([{"layer": "Flatten"}, {"layer": "Dense"}], "layer 2: Dense: settings {} do not fit"),
        ([{"layer": "Flatten"}, {**DENSE, "size": 4}], "layer 2: Dense: settings {'units': 3, 's"),
        ([{"layer": "Flatten"}, {**DENSE, "rng": 1}], "layer 2: Dense: settings"),
        ([DENSE], "layer 1: Dense: needs a flat input, got (6, 6, 1); put a Flatten before"),
        (
            [{"layer": "Conv2D", "filters": 2, "kernel_size": 7}],
            "layer 1: Conv2D: a kernel of 7x7 does not fit an input of 6x6; use a smaller kernel",
        ),
        (
            [{"layer": "MaxPool2D", "size": 4}, {"layer": "MaxPool2D"}],
            "layer 2: MaxPool2D: a window of 2x2 does not fit an input of 1x1",
        ),
        (
            [{"layer": "Conv2D", "filters": 2, "kernel_size": 3, "padding": "reflect"}],
            "layer 1: Conv2D: padding is 'reflect'; choose one of valid, same",
        ),
        ([{"layer": "Dropout", "rate": 1.0}], "layer 1: Dropout: rate is 1.0; it must be at least"),
        ([{"layer": "Dropout", "rate": "half"}], "layer 1: Dropout: settings {'rate': 'half'} do"),
        ([{"layer": "Reshape", "shape": [5, 7]}], "layer 1: Reshape: (6, 6, 1) holds 36 numbers"),
        ([{"layer": "Activation", "function": "step"}], "layer 1: Activation: function is 'step'"),
        ([{"layer": "Softmax"}], "layer 1: Softmax: needs a flat input, got (6, 6, 1)"),
        ([], "a network needs at least one layer"),
    ],
)
def test_a_network_that_cannot_be_built_names_the_layer_and_why(specs: Any, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        build(specs)
    assert "\n" not in str(caught.value)


def test_weights_of_terabytes_are_refused_before_they_are_drawn() -> None:
    specs = [{"layer": "Flatten"}, {"layer": "Dense", "units": 10**12}]
    with pytest.raises(ValueError, match=re.escape("layer 2: an array of shape (36, 10000000000")):
        build(specs)


def test_an_output_too_large_to_be_meant_is_refused() -> None:
    specs = [{"layer": "Conv2D", "filters": 100_000, "kernel_size": 1}]
    with pytest.raises(ValueError, match=re.escape("layer 1: an array of shape (600, 600, 10000")):
        build(specs, (600, 600, 1))


def test_the_message_of_a_wrong_input_names_the_layer_that_expected_another() -> None:
    network = build([{"layer": "Flatten"}, DENSE])
    with pytest.raises(ValueError, match=re.escape("Flatten input x: expected (N, 6, 6, 1), got")):
        network.forward(np.zeros((2, 36)))
    with pytest.raises(ValueError, match=re.escape("Dense input x: expected (N, 36), got (2, 35)")):
        network.layers[1].forward(np.zeros((2, 35)))
