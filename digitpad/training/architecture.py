"""Checks a list of layers: shape, weights and cost of each, and what is wrong with it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from digitpad.nn import LayerSpec
from digitpad.nn.layer import Shape, check_size
from digitpad.nn.network import MOST_PARAMETERS, build_layer
from digitpad.training.layer_kinds import kind_title

MOST_LAYERS = 100
_IMAGE: Shape = (28, 28, 1)
_PROBABILITIES: Shape = (10,)  # one for each class
_CACHED = 512  # layer reports: an edit changes one layer, and the shapes after it


@dataclass(frozen=True)
class LayerReport:
    """What is known of one layer.

    ``output_shape`` is None where it cannot be known; ``multiply_adds`` are those of one image in
    the forward pass; ``problem`` says what is wrong, up to the full stop, or is empty.
    """

    output_shape: Shape | None
    parameters: int
    multiply_adds: int
    problem: str = ""


_UNKNOWN = LayerReport(None, 0, 0)


@dataclass(frozen=True)
class NetworkReport:
    """What is known of a network: a report on each layer, and a ``problem`` of the whole.

    The latter is a sentence, empty when the network can be trained.
    """

    layers: tuple[LayerReport, ...]
    problem: str

    @property
    def parameters(self) -> int:
        """How many numbers training changes."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def multiply_adds(self) -> int:
        """Multiplications, each with its addition, of one image in the forward pass."""
        return sum(layer.multiply_adds for layer in self.layers)


def report(layers: Sequence[LayerSpec]) -> NetworkReport:
    """Return a report on ``layers`` for images of 28 x 28 and ten classes."""
    if not layers:
        return NetworkReport((), "The network has no layers; the last of them must be a Softmax.")
    if len(layers) > MOST_LAYERS:
        many = f"{len(layers):,} layers are too many; {MOST_LAYERS} are allowed."
        return NetworkReport((_UNKNOWN,) * len(layers), many)
    reports: list[LayerReport] = []
    shape: Shape | None = _IMAGE
    for spec in layers:
        one = _UNKNOWN if shape is None else _layer_report(_as_json(spec), shape)
        reports.append(one)
        shape = one.output_shape
    if shape is not None:
        reports[-1] = replace(reports[-1], problem=_problem_at_the_end(layers[-1], reports, shape))
    number = next((i for i, one in enumerate(reports, 1) if one.problem), 0)
    problem = f"Layer {number}: {reports[number - 1].problem}" if number else ""
    return NetworkReport(tuple(reports), problem)


def _as_json(spec: LayerSpec) -> str:
    """Return the spec as a key to cache by; what JSON does not know fails when it is built."""
    return json.dumps(spec, sort_keys=True, default=str)


@lru_cache(_CACHED)
def _layer_report(spec: str, input_shape: Shape) -> LayerReport:
    """Build the layer that ``spec`` names in JSON, and look at it."""
    try:
        layer = build_layer(json.loads(spec), input_shape, rng=None, dtype=np.float32)
        check_size(layer.output_shape)
    except (ValueError, TypeError) as error:  # such as of a spec from a damaged file
        kind, colon, rest = str(error).partition(":")
        return LayerReport(None, 0, 0, f"{kind_title(kind)}{colon}{rest}.")
    parameters = sum(array.size for array in layer.parameters.values())
    return LayerReport(layer.output_shape, parameters, layer.multiply_adds)


def _problem_at_the_end(last: LayerSpec, reports: Sequence[LayerReport], output: Shape) -> str:
    """Return what is wrong with the network's last layer or with its size, or nothing."""
    if output != _PROBABILITIES:
        numbers = "×".join(f"{length:,}" for length in output)
        return (
            f"the last layer returns {numbers} numbers for each image; it must return one for each "
            "of the ten classes."
        )
    if last["layer"] != "Softmax":
        return "the last layer must be a Softmax, which makes the ten numbers probabilities."
    if sum(one.parameters for one in reports) > MOST_PARAMETERS:
        return f"the network has more than the {MOST_PARAMETERS:,} weights allowed."
    return ""
