"""Networks with every kind of layer, and images to send through them."""

from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from digitpad.inside.trace import Cell, Trace, trace
from digitpad.nn import LayerSpec, Network
from digitpad.training.presets import BEST_LAYERS, NOTEBOOK_LAYERS, QUICK_LAYERS

EVERY_LAYER: list[LayerSpec] = [
    {"layer": "Conv2D", "filters": 3, "kernel_size": 5, "bias": "position"},
    {"layer": "Activation", "function": "leaky_relu"},
    {"layer": "MaxPool2D", "size": 3},  # 24 rows make 8
    {"layer": "Conv2D", "filters": 4, "kernel_size": 2, "padding": "same"},
    {"layer": "BatchNorm"},
    {"layer": "Activation", "function": "tanh"},
    {"layer": "MaxPool2D", "size": 3},  # 8 rows make 2, and two are left over
    {"layer": "Dropout", "rate": 0.25},
    {"layer": "Reshape", "shape": [4, 2, 2]},
    {"layer": "ReLU"},
    {"layer": "Reshape", "shape": [2, 8]},
    {"layer": "Flatten"},
    {"layer": "Dense", "units": 20},
    {"layer": "Activation", "function": "sigmoid"},
    {"layer": "Activation", "function": "linear"},
    {"layer": "Dense", "units": 10},
    {"layer": "Softmax"},
]
STACKS: dict[str, Any] = {
    "every layer": EVERY_LAYER,
    "notebook": NOTEBOOK_LAYERS,
    "quick": QUICK_LAYERS,
    "best": BEST_LAYERS,
}


def network(name: str, seed: int = 0) -> Network:
    """A network of these layers whose numbers are all random, statistics and biases too."""
    rng = np.random.default_rng(seed)
    made = Network(STACKS[name], rng=rng)
    made.parameters += rng.normal(0, 0.05, made.parameters.shape).astype(np.float32)
    made.statistics[:] = rng.uniform(0.2, 1.5, made.statistics.shape)
    return made.snapshot()


def image(seed: int = 0) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (28, 28)).astype(np.uint8)


_TRACES = {name: trace(network(name), image()) for name in STACKS}


def traced(name: str) -> Trace:
    return _TRACES[name]


@st.composite
def places(draw: st.DrawFn) -> tuple[str, int, Cell]:
    """Any cell of any layer of any of the networks."""
    name = draw(st.sampled_from(sorted(STACKS)))
    stages = traced(name).stages
    number = draw(st.integers(0, len(stages) - 1))
    return name, number, tuple(draw(st.integers(0, n - 1)) for n in stages[number].y.shape)
