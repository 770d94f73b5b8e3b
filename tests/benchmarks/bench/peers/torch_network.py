"""A network, its loss and its optimizer as PyTorch has them.

Channels last, which on a CPU is the faster order for convolutions, and the fused optimizers.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import nn as tnn

from bench.peers.base import Unsupported
from digitpad import nn
from digitpad.nn import Array, Layer, Network
from digitpad.training import TrainConfig


class PositionBias(tnn.Module):
    """One bias for each output place (H, W, C), as the notebook has it."""

    def __init__(self, b: Array) -> None:
        super().__init__()
        self.b = tnn.Parameter(torch.from_numpy(b.transpose(2, 0, 1).copy()))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.b


class FlattenLast(tnn.Module):
    """(N, C, H, W) -> (N, H·W·C): with channels last in memory, nothing is moved."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.permute(0, 2, 3, 1).flatten(1)


def torch_modules(layer: Layer) -> list[tnn.Module]:
    """Return what stands for ``layer``, with its weights.  Raises: Unsupported."""
    numbers = {**layer.parameters, **layer.statistics}
    match layer:
        case nn.Conv2D():
            own_bias = layer.bias == "position"
            conv = tnn.Conv2d(
                layer.input_shape[2],
                layer.filters,
                layer.kernel_size,
                padding=layer.padding,
                bias=not own_bias,
            )
            _copy(conv.weight, numbers["W"].transpose(3, 2, 0, 1))
            if own_bias:
                return [conv, PositionBias(numbers["b"])]
            _copy(conv.bias, numbers["b"])
            return [conv]
        case nn.BatchNorm(input_shape=(_, _, channels)):
            norm = tnn.BatchNorm2d(channels, eps=layer.epsilon, momentum=0.1)
            _copy(norm.weight, numbers["gamma"])
            _copy(norm.bias, numbers["beta"])
            _copy(norm.running_mean, numbers["mean"])
            _copy(norm.running_var, numbers["variance"])
            return [norm]
        case nn.Dense():
            dense = tnn.Linear(*numbers["W"].shape)
            _copy(dense.weight, numbers["W"].T)
            _copy(dense.bias, numbers["b"])
            return [dense]
        case nn.MaxPool2D():
            return [tnn.MaxPool2d(layer.size)]
        case nn.ReLU():
            return [tnn.ReLU()]
        case nn.Flatten():
            return [FlattenLast()]
        case nn.Dropout():
            return [tnn.Dropout(layer.rate)]
        case nn.Softmax():
            return [tnn.Softmax(1)]
    raise Unsupported(f"not translated to PyTorch: {layer.spec()}")


def _copy(to: torch.Tensor | None, numbers: Array) -> None:
    assert to is not None
    with torch.no_grad():
        to.copy_(torch.from_numpy(numbers.copy()))


def torch_model(network: Network, *, softmax: bool) -> tnn.Sequential:
    """Return a model with the weights of ``network``; its output may stay logits."""
    layers = [x for x in network.layers if softmax or not isinstance(x, nn.Softmax)]
    model = tnn.Sequential(*(module for layer in layers for module in torch_modules(layer)))
    return model.to(memory_format=torch.channels_last)


def tensor(x: Array) -> torch.Tensor:
    """Return images (N, H, W, C) as (N, C, H, W), channels last in memory: the same numbers."""
    return torch.from_numpy(x).permute(0, 3, 1, 2)


def torch_loss(config: TrainConfig) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    """Return the loss of logits for labels (N,)."""
    functional = tnn.functional
    if config.loss == "notebook":
        return lambda logits, labels: (
            0.5 * functional.mse_loss(logits.softmax(1), functional.one_hot(labels, 10).float())
        )
    return lambda logits, labels: functional.cross_entropy(
        logits, labels, label_smoothing=config.label_smoothing
    )


def torch_optimizer(config: TrainConfig, model: tnn.Module) -> torch.optim.Optimizer:
    """Return SGD, Adam or, with weight decay, AdamW."""
    parameters, rate = list(model.parameters()), config.learning_rate
    if config.optimizer == "sgd":
        return torch.optim.SGD(parameters, rate, fused=True)
    if config.weight_decay:
        return torch.optim.AdamW(parameters, rate, weight_decay=config.weight_decay, fused=True)
    return torch.optim.Adam(parameters, rate, fused=True)
