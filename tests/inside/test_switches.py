"""Kernels and units switched off."""

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.data import as_input
from digitpad.inside.switches import banks, responses, without
from digitpad.nn import Network, softmax

Image = NDArray[np.uint8]


def silenced(network: Network, x: np.ndarray, place: int, unit: int) -> np.ndarray:
    """The answer when all that a unit says is replaced by zeros, just before the next weights."""
    y, has_met = x.astype(network.dtype), False
    for number, layer in enumerate(network.layers):
        is_next = number > place and ("W" in layer.parameters or "Flatten" in layer.spec()["layer"])
        if is_next and not has_met:
            y, has_met = y.copy(), True
            y[..., unit] = 0
        y, _ = layer.forward(y)
    return y


def test_a_unit_that_is_off_says_nothing_to_the_next_layer(network: Network, four: Image) -> None:
    x = as_input(np.stack([four, four.T, four[::-1]]))
    for bank in banks(network):
        for unit in (0, bank.count - 1):
            found = without(network, [(bank.place, unit)]).predict(x)
            wanted = silenced(network, x, bank.place, unit)
            np.testing.assert_allclose(found, wanted, rtol=1e-5, atol=1e-7)


def test_it_is_the_network_with_kernel_and_bias_zero(four: Image) -> None:
    layers = [
        {"layer": "Conv2D", "filters": 3, "kernel_size": 3},
        {"layer": "ReLU"},
        {"layer": "Flatten"},
        {"layer": "Dense", "units": 10},
        {"layer": "Softmax"},
    ]
    network = Network(layers, rng=np.random.default_rng(0))
    by_hand = network.copy()
    by_hand.layers[0].parameters["W"][..., 1] = 0
    by_hand.layers[0].parameters["b"][1] = 0
    x = as_input(four[np.newaxis])
    np.testing.assert_array_equal(without(network, [(0, 1)]).predict(x), by_hand.predict(x))


def test_the_network_itself_is_never_changed(network: Network) -> None:
    before = network.parameters.copy()
    assert without(network, []).parameters is not network.parameters
    without(network, [(0, 0), (0, 1)])
    np.testing.assert_array_equal(network.parameters, before)


def test_without_any_only_the_bias_of_the_answer_is_left(four: Image) -> None:
    layers = [
        {"layer": "Flatten"},
        {"layer": "Dense", "units": 5},
        {"layer": "ReLU"},
        {"layer": "Dense", "units": 10},
        {"layer": "Softmax"},
    ]
    network = Network(layers, rng=np.random.default_rng(0), dtype=np.float64)
    network.layers[3].parameters["b"][:] = np.arange(10)
    left = without(network, [(1, unit) for unit in range(5)])
    found = left.predict(as_input(four[np.newaxis]))
    np.testing.assert_allclose(found[0], softmax(np.arange(10.0)))


def test_the_layer_that_answers_cannot_be_switched(network: Network) -> None:
    last = max(place for place, layer in enumerate(network.layers) if "W" in layer.parameters)
    assert last not in [bank.place for bank in banks(network)]
    for bank in banks(network):
        assert bank.count == network.layers[bank.place].output_shape[-1]
        assert str(bank.count) in bank.title


def test_the_responses_are_what_the_next_layer_is_given(network: Network, four: Image) -> None:
    for bank in banks(network):
        found = responses(network, four, bank.place)
        y = as_input(four[np.newaxis]).astype(network.dtype)
        for layer in network.layers[bank.place + 1 :]:
            if "W" in layer.parameters or layer.spec()["layer"] == "Flatten":
                break
        end = network.layers.index(layer)
        for before in network.layers[:end]:
            y, _ = before.forward(y)
        np.testing.assert_allclose(found, y[0], rtol=1e-5)
        assert found.shape[-1] == bank.count


def test_a_unit_that_is_not_there_is_an_error(network: Network) -> None:
    with pytest.raises(IndexError):
        without(network, [(0, 99)])
