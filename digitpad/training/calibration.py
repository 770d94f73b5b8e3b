"""Calibration: one factor for the logits makes a network as confident as it is accurate.

A network that has also learned to be unsure of what is no digit is too unsure of digits.  One
number corrects that and changes no prediction (temperature scaling, Guo et al. 2017,
arXiv:1706.04599, section 4.2; the factor is the inverse of the temperature).  It is multiplied into
the last layer's weights, so that every user of the network has it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitpad.data import ImageSet
from digitpad.nn import Network
from digitpad.training.evaluation import evaluate

_BOUNDS = (0.25, 4.0)  # of the factor
_STEPS = 40  # of the ternary search, each of which leaves two thirds
_DIGITS = 3  # decimals of the factor, so that the last bits of the probabilities do not change it


def sharpness(network: Network, held_out: Sequence[ImageSet]) -> float:
    """Return the factor that minimizes the mean -log p(label) of held-out images."""
    probabilities = np.concatenate([evaluate(network, some).probabilities for some in held_out])
    labels = np.concatenate([some.labels for some in held_out])
    tiny = np.finfo(probabilities.dtype).tiny
    logits = np.log(np.maximum(probabilities, tiny), dtype=np.float64)
    low, high = _BOUNDS
    for _ in range(_STEPS):  # the loss is convex in the factor
        third = (high - low) / 3
        if _loss(logits * (low + third), labels) < _loss(logits * (high - third), labels):
            high -= third
        else:
            low += third
    return round((low + high) / 2, _DIGITS)


def sharpened(network: Network, factor: float) -> Network:
    """Return a frozen copy whose logits are ``factor`` times as large.

    Raises: ValueError, the network does not end with Dense and Softmax.
    """
    kinds = [spec["layer"] for spec in network.specs[-2:]]
    if kinds != ["Dense", "Softmax"]:
        raise ValueError(f"the network ends with {' and '.join(kinds)}, not with Dense and Softmax")
    copy = network.copy()
    for array in copy.layers[-2].parameters.values():
        array *= array.dtype.type(factor)
    return copy.snapshot()


def _loss(logits: NDArray[np.float64], labels: NDArray[np.uint8]) -> float:
    """Return the mean -log p(label) for logits (N, C) whose maximum is 0 or less."""
    sums = np.log(np.exp(logits).sum(axis=1))
    return float((sums - logits[np.arange(len(labels)), labels]).mean())
