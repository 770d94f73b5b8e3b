"""Settings to start from, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from digitpad.nn import LayerSpec
from digitpad.training.config import TrainConfig


def _conv(filters: int, **settings: object) -> LayerSpec:
    return {"layer": "Conv2D", "filters": filters, "kernel_size": 3, **settings}


def _dense(units: int) -> LayerSpec:
    return {"layer": "Dense", "units": units}


def _dropout(rate: float) -> LayerSpec:
    return {"layer": "Dropout", "rate": rate}


RELU: LayerSpec = {"layer": "ReLU"}
POOL: LayerSpec = {"layer": "MaxPool2D", "size": 2}
NORM: LayerSpec = {"layer": "BatchNorm"}
FLATTEN: LayerSpec = {"layer": "Flatten"}
SOFTMAX: LayerSpec = {"layer": "Softmax"}

NOTEBOOK_LAYERS = (
    _conv(5, bias="position", init="standard_normal"),
    RELU,
    FLATTEN,
    _dense(100),
    RELU,
    _dropout(0.05),
    _dense(10),
    SOFTMAX,
)
# Wide enough for 99 % and no wider: two epochs suffice because each convolution is normalized.
QUICK_LAYERS = (
    _conv(16),
    POOL,
    NORM,
    RELU,
    _conv(32),
    POOL,
    NORM,
    RELU,
    _conv(64),
    NORM,
    RELU,
    FLATTEN,
    _dropout(0.1),
    _dense(10),
    SOFTMAX,
)
# Few kernels where images are large, many where they are small: there depth costs little.
BEST_LAYERS = (
    _conv(32),
    POOL,
    NORM,
    RELU,
    _conv(64, padding="same"),
    NORM,
    RELU,
    _conv(96),
    POOL,
    NORM,
    RELU,
    _conv(160, padding="same"),
    NORM,
    RELU,
    _conv(160),
    NORM,
    RELU,
    FLATTEN,
    _dropout(0.4),
    _dense(10),
    SOFTMAX,
)

PRESETS: Mapping[str, TrainConfig] = MappingProxyType(
    {
        "Notebook": TrainConfig(
            preset="Notebook",
            layers=NOTEBOOK_LAYERS,
            limit=1000,
            loss="notebook",
            optimizer="sgd",
            learning_rate=0.1,
            batch_size=1,
            epochs=100,
        ),
        "Quick": TrainConfig(
            preset="Quick",
            layers=QUICK_LAYERS,
            learning_rate=1.6e-2,
            schedule="one_cycle",
            batch_size=64,
            epochs=2,
        ),
        "Best": TrainConfig(
            preset="Best",
            layers=BEST_LAYERS,
            dataset="mnist+strokes",
            learning_rate=4e-3,
            schedule="one_cycle",
            weight_decay=0.02,
            batch_size=128,
            epochs=36,
            augment="strong",
            light_share=0.3,
            averaging=0.998,
        ),
    }
)

PRESET_HELP: Mapping[str, str] = MappingProxyType(
    {
        "Notebook": (
            "The network this program comes from: five kernels, one image at a time, 1,000 images. "
            "It trains on half the mean squared error and reports cross-entropy, as the notebook "
            "does, because its formula for the gradient belongs to the former."
        ),
        "Quick": (
            "A small convolutional network that reads 99 % of the test images after two epochs, "
            "some ten seconds."
        ),
        "Best": (
            "What the network on board was trained with: more layers, MNIST and pen strokes, "
            "distorted at random so that it reads what people really draw. Takes its time."
        ),
    }
)
