"""What the tests of explanations share: small networks of every make, and a real digit."""

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad import data
from digitpad.data import as_input
from digitpad.nn import LayerSpec, Network
from digitpad.recognizer import Recognizer

_CONV: LayerSpec = {"layer": "Conv2D", "filters": 4, "kernel_size": 3}
_END: list[LayerSpec] = [
    {"layer": "Flatten"},
    {"layer": "Dropout", "rate": 0.5},
    {"layer": "Dense", "units": 10},
    {"layer": "Softmax"},
]
MAKES: dict[str, list[LayerSpec]] = {
    "conv": [_CONV, {"layer": "ReLU"}, *_END],
    "pooled": [
        {**_CONV, "padding": "same"},
        {"layer": "MaxPool2D", "size": 2},
        {"layer": "BatchNorm"},
        {"layer": "ReLU"},
        {**_CONV, "filters": 6},
        {"layer": "BatchNorm"},
        {"layer": "Activation", "function": "tanh"},
        *_END,
    ],
    "hidden": [
        {**_CONV, "bias": "position", "init": "standard_normal"},
        {"layer": "ReLU"},
        {"layer": "Flatten"},
        {"layer": "Dense", "units": 12},
        {"layer": "ReLU"},
        {"layer": "Dense", "units": 10},
        {"layer": "Softmax"},
    ],
}


def log_odds(network: Network, image: NDArray[np.uint8]) -> float:
    """Return how much likelier 4 is than 9, as a logarithm."""
    p = network.predict(as_input(image[np.newaxis]))[0]
    return float(np.log(p[4] / p[9]))


@pytest.fixture(params=MAKES)
def network(request: pytest.FixtureRequest) -> Network:
    """A frozen network with weights and statistics that are all different, in float64."""
    rng = np.random.default_rng(5)
    network = Network(MAKES[request.param], rng=rng, dtype=np.float64)
    network.parameters += 0.1 * rng.standard_normal(network.parameters.shape)
    network.statistics += 0.2 * rng.random(network.statistics.shape)
    return network.snapshot()


@pytest.fixture(scope="session")
def shipped() -> Network:
    """The network on board."""
    return Recognizer.shipped().network


@pytest.fixture(scope="session")
def four() -> NDArray[np.uint8]:
    """The image (28, 28) of a 4 that somebody drew."""
    drawn = data.load("mnist").drawn
    assert drawn is not None
    image: NDArray[np.uint8] = drawn.images[np.flatnonzero(drawn.labels == 4)[3]]
    return image
