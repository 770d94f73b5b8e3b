"""The works that Digitpad and its peers are measured at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from digitpad import data
from digitpad.data.bundled import mnist_arrays
from digitpad.nn import Array, Network
from digitpad.training import PRESETS, TrainConfig

IMAGES = 20_000  # training images that the works go round in; as many test images as there are
FORWARD_AND_BACK = 3  # training counts as three times the way forward

# Keras' example "Simple MNIST convnet" with each ReLU after its pooling: the same function for less
# work, and faster for every peer as well.
KERAS_CONVNET = (
    {"layer": "Conv2D", "filters": 32, "kernel_size": 3},
    {"layer": "MaxPool2D", "size": 2},
    {"layer": "ReLU"},
    {"layer": "Conv2D", "filters": 64, "kernel_size": 3},
    {"layer": "MaxPool2D", "size": 2},
    {"layer": "ReLU"},
    {"layer": "Flatten"},
    {"layer": "Dropout", "rate": 0.5},
    {"layer": "Dense", "units": 10},
    {"layer": "Softmax"},
)
_CONVNET = TrainConfig(preset="Keras convnet", layers=KERAS_CONVNET, batch_size=128)


@dataclass(frozen=True)
class Work:
    """What is measured: training steps of ``config``, or reading ``reads`` images at a time.

    ``wanted``: the time, as a share of the fastest peer's, that Digitpad is to stay below.
    """

    key: str
    title: str
    config: TrainConfig
    wanted: float
    reads: int = 0

    @property
    def trains(self) -> bool:
        """Whether it is training; else it is prediction."""
        return self.reads == 0

    @property
    def images_a_step(self) -> int:
        """Images that one step trains on or reads."""
        return self.config.batch_size if self.trains else self.reads

    @property
    def flop_an_image(self) -> int:
        """Arithmetic of plain convolutions and dense layers; three times forward for training."""
        forward = 2 * self.network().multiply_adds
        return FORWARD_AND_BACK * forward if self.trains else forward

    def network(self) -> Network:
        """Return the network that all begin with: the same weights for everybody."""
        return self.config.new_network(np.random.default_rng(1))


WORKS: Mapping[str, Work] = {
    work.key: work
    for work in (
        Work(
            "notebook-1",
            "training, notebook's network, batch 1, SGD",
            replace(PRESETS["Notebook"], limit=None),
            0.25,
        ),
        Work(
            "notebook-128",
            "training, notebook's network, batch 128, SGD",
            replace(PRESETS["Notebook"], limit=None, batch_size=128),
            0.8,
        ),
        Work("convnet-128", "training, Keras convnet, batch 128, Adam", _CONVNET, 0.7),
        Work(
            "quick",
            f"training, preset Quick's network, batch {PRESETS['Quick'].batch_size}, Adam",
            replace(PRESETS["Quick"], schedule="constant"),
            0.7,
        ),
        Work(
            "best",
            f"training, shipped network, batch {PRESETS['Best'].batch_size}, its optimizer",
            replace(
                PRESETS["Best"], dataset="mnist", schedule="constant", augment="none", averaging=0.0
            ),
            0.8,
        ),
        Work("predict-1", "one image predicted, Keras convnet", _CONVNET, 0.6, reads=1),
        Work(
            "predict-10000", "10,000 images predicted, Keras convnet", _CONVNET, 0.6, reads=10_000
        ),
    )
}


@lru_cache(maxsize=1)
def training_images() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the first MNIST training images (20000, 28, 28) and their labels."""
    arrays = mnist_arrays()
    return arrays["x_train"][:IMAGES], arrays["y_train"][:IMAGES]


@lru_cache(maxsize=1)
def training_input() -> tuple[Array, NDArray[np.uint8]]:
    """Return the same as a network takes them, float32 (20000, 28, 28, 1) in [0, 1]."""
    images, labels = training_images()
    return data.as_input(images), labels


@lru_cache(maxsize=1)
def test_input() -> tuple[Array, NDArray[np.uint8]]:
    """Return the MNIST test images as a network takes them, and their labels."""
    arrays = mnist_arrays()
    return data.as_input(arrays["x_test"]), arrays["y_test"]
