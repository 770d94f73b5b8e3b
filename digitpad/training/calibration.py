"""Making a network as sure as it is right: one factor for its logits.

A network that also learned to leave open what is no digit is less sure of digits than it could be.
One number sets that right and changes no answer (temperature scaling, Guo et al. 2017,
arXiv:1706.04599, section 4.2); it goes into the last layer's weights, so that all who use the
network have it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitpad.data import ImageSet
from digitpad.nn import Network
from digitpad.training.evaluation import evaluate

_BOUNDS = (0.25, 4.0)  # of the factor
_STEPS = 40  # of the search, each of which leaves two thirds
_DIGITS = 3  # of the factor: the last bits of the probabilities do not change the network then


def sharpness(network: Network, held_out: Sequence[ImageSet]) -> float:
    """Return the factor with which the mean -log p(label) of images held out is the least."""
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
        raise ValueError(f"the network ends with {' and '.join(kinds)}; not Dense and Softmax")
    copy = network.copy()
    for array in copy.layers[-2].parameters.values():
        array *= array.dtype.type(factor)
    return copy.snapshot()


def _loss(logits: NDArray[np.float64], labels: NDArray[np.uint8]) -> float:
    """Return the mean -log p(label) for logits (N, C) whose maximum is 0 or less."""
    sums = np.log(np.exp(logits).sum(axis=1))
    return float((sums - logits[np.arange(len(labels)), labels]).mean())
