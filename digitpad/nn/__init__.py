"""The network, from scratch: layers, losses, optimizers, schedules.  NumPy and SciPy only."""

from digitpad.nn.activation import Activation, ReLU
from digitpad.nn.batch_norm import BatchNorm
from digitpad.nn.conv2d import Conv2D
from digitpad.nn.dense import Dense
from digitpad.nn.dropout import Dropout
from digitpad.nn.layer import Array, Layer, LayerSpec
from digitpad.nn.losses import (
    LOSSES,
    CategoricalCrossEntropy,
    Loss,
    MeanSquaredError,
    NotebookLoss,
    loss_named,
)
from digitpad.nn.max_pool2d import MaxPool2D
from digitpad.nn.model_file import ModelFileError
from digitpad.nn.network import LAYERS, Network
from digitpad.nn.optimizers import SGD, Adam, Optimizer
from digitpad.nn.reshape import Flatten, Reshape
from digitpad.nn.schedules import SCHEDULES, schedule_factor
from digitpad.nn.softmax import Softmax, entropy, log_softmax, softmax

__all__ = [
    "LAYERS",
    "LOSSES",
    "SCHEDULES",
    "SGD",
    "Activation",
    "Adam",
    "Array",
    "BatchNorm",
    "CategoricalCrossEntropy",
    "Conv2D",
    "Dense",
    "Dropout",
    "Flatten",
    "Layer",
    "LayerSpec",
    "Loss",
    "MaxPool2D",
    "MeanSquaredError",
    "ModelFileError",
    "Network",
    "NotebookLoss",
    "Optimizer",
    "ReLU",
    "Reshape",
    "Softmax",
    "entropy",
    "log_softmax",
    "loss_named",
    "schedule_factor",
    "softmax",
]
