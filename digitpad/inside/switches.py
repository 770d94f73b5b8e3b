"""Kernels and units switched off: a copy of a network in which some of them say nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.data import as_input
from digitpad.nn import Array, BatchNorm, Conv2D, Layer, MaxPool2D, Network, Reshape

Unit = tuple[int, int]  # the place of its layer in the network, and its number in it


@dataclass(frozen=True)
class Bank:
    """The kernels or units (``noun``) of one layer: ``count``, at ``place`` in the network."""

    place: int
    count: int
    noun: str
    title: str


def banks(network: Network) -> tuple[Bank, ...]:
    """Return what can be switched off: of all layers with weights but the one that answers."""
    places = [place for place, layer in enumerate(network.layers) if "W" in layer.parameters]
    return tuple(_bank(network.layers[place], place, n) for n, place in enumerate(places[:-1], 1))


def _bank(layer: Layer, place: int, number: int) -> Bank:
    count = layer.output_shape[-1]
    if isinstance(layer, Conv2D):
        return Bank(place, count, "Kernel", f"{number}  Conv, {count} kernels")
    return Bank(place, count, "Unit", f"{number}  Dense, {count} units")


def without(network: Network, off: Iterable[Unit]) -> Network:
    """Return a frozen copy of ``network`` in which the units ``off`` are switched off.

    Their weights and biases are 0, and so are gamma and beta of a batch norm that follows: what
    goes on to the next layer is what it makes of zeros (0 after a ReLU).
    Raises: IndexError, a layer or unit that is not there.
    """
    copy = network.copy()
    for place, unit in off:
        layer = copy.layers[place]
        for array in layer.parameters.values():
            array[..., unit] = 0
        mask = np.zeros(layer.output_shape, np.bool_)
        mask[..., unit] = True
        _silence_norms(copy.layers[place + 1 :], mask)
    return copy.snapshot()


def _silence_norms(layers: Iterable[Layer], mask: NDArray[np.bool_]) -> None:
    """Follow the numbers under ``mask`` to the next weights; no norm on the way may lift them."""
    for layer in layers:
        if "W" in layer.parameters:
            return
        if isinstance(layer, BatchNorm):
            silent = mask.reshape(-1, mask.shape[-1]).any(axis=0)
            for name in ("gamma", "beta"):
                layer.parameters[name][silent] = 0
        elif isinstance(layer, MaxPool2D):
            rows, columns, _ = layer.output_shape
            mask = mask[:: layer.size, :: layer.size][:rows, :columns]
        elif isinstance(layer, Reshape):
            mask = mask.reshape(layer.output_shape)


def responses(network: Network, image: NDArray[np.uint8], place: int) -> Array:
    """Return what the layer at ``place`` and what follows it up to the next weights make of it.

    Image (28, 28) -> (H, W, K) for K kernels, or (K,) for K units: before any flattening.
    """
    y: Array = as_input(image[np.newaxis]).astype(network.dtype)
    for number, layer in enumerate(network.layers):
        if number > place and ("W" in layer.parameters or isinstance(layer, Reshape)):
            break
        y, _ = layer.forward(y)
    result: Array = y[0]
    return result
