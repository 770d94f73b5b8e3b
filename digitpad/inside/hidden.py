"""What a network makes of images just before it decides: the outputs of its last hidden layer."""

import numpy as np
from numpy.typing import NDArray

from digitpad.data import as_input
from digitpad.nn import Array, Network
from digitpad.nn.prediction import Prediction


class Hidden:
    """The layers of a frozen ``network`` before its last layer with weights."""

    def __init__(self, network: Network) -> None:
        places = [place for place, layer in enumerate(network.layers) if "W" in layer.parameters]
        layers = network.layers[: places[-1] if places else 0]
        self._prediction = Prediction(layers, network.dtype)

    def features(self, images: NDArray[np.uint8]) -> Array:
        """Return what that layer is given: images (N, 28, 28) -> (N, D)."""
        return self._prediction(as_input(images)).reshape(len(images), -1)
