"""The settings of a training run: plain, frozen, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from digitpad import data
from digitpad.nn import LOSSES, SCHEDULES, SGD, Adam, LayerSpec, Network, Optimizer
from digitpad.training import architecture
from digitpad.training.plain_numbers import is_number, is_whole

OPTIMIZERS = ("sgd", "adam")
AUGMENTATIONS = ("none", *data.AUGMENTATIONS)
HIGHEST_LEARNING_RATE = 1e6


@dataclass(frozen=True)
class TrainConfig:
    """All that a run depends on: the same settings give the same weights again.

    ``limit``: how many training images, the first ones, or None for all.  ``threads``: 0 for one
    per core; it never changes a result.  ``averaging``: decay of the moving average of the weights
    that is evaluated and kept, 0 for none.  ``light_share``: the share of the epochs, at the end,
    that augment lightly instead of strongly, closer to what will be read.  ``momentum`` is of SGD.
    Raises: ValueError, one sentence for the person.
    """

    preset: str
    layers: tuple[LayerSpec, ...]
    dataset: str = "mnist"
    limit: int | None = None
    loss: str = "cross_entropy"
    optimizer: str = "adam"
    learning_rate: float = 1e-3
    schedule: str = "constant"
    momentum: float = 0.0
    weight_decay: float = 0.0
    batch_size: int = 128
    epochs: int = 10
    seed: int = 1
    augment: str = "none"
    light_share: float = 0.0
    label_smoothing: float = 0.0
    averaging: float = 0.0
    threads: int = 0

    def __post_init__(self) -> None:
        self._check_choices()
        _check_whole("The number of epochs", self.epochs, 1, 100_000)
        _check_whole("The batch size", self.batch_size, 1, 60_000)
        _check_whole("The seed", self.seed, 0, 2**63 - 1)
        _check_whole("The number of threads", self.threads, 0, 1_024)
        if self.limit is not None:
            _check_whole("The number of images", self.limit, 1, 10_000_000)
        check_learning_rate(self.learning_rate)
        _check_share("The momentum", self.momentum)
        _check_share("The label smoothing", self.label_smoothing)
        _check_share("The share of light epochs", self.light_share)
        _check_share("The averaging of weights", self.averaging)
        if not is_number(self.weight_decay) or not 0 <= self.weight_decay <= 1:
            raise ValueError(f"The weight decay is {self.weight_decay!r}; choose 0 to 1.")
        if self.label_smoothing and self.loss != "cross_entropy":
            raise ValueError(
                f"A label smoothing of {self.label_smoothing:g} goes only with the loss "
                "cross-entropy: choose that, or a label smoothing of 0."
            )
        problem = architecture.report(self.layers).problem
        if problem:
            raise ValueError(problem)

    @classmethod
    def from_plain(cls, values: Mapping[str, Any]) -> TrainConfig:
        """Return the settings that JSON holds as ``asdict`` gave them.

        Raises: ValueError, TypeError, KeyError, they are no settings.
        """
        return cls(**{**values, "layers": tuple(values["layers"])})

    def new_network(self, rng: np.random.Generator) -> Network:
        """Return an untrained network of these layers."""
        return Network(self.layers, rng=rng)

    def new_optimizer(self, network: Network) -> Optimizer:
        """Return a new optimizer of the parameters of ``network``."""
        decay, decayed = self.weight_decay, network.decay
        if self.optimizer == "sgd":
            return SGD(
                network.parameters, momentum=self.momentum, weight_decay=decay, decay=decayed
            )
        return Adam(network.parameters, weight_decay=decay, decay=decayed)

    def augment_in(self, epoch: int) -> str:
        """Return the augmentation in an epoch, counted from 0."""
        light = epoch >= self.epochs * (1 - self.light_share)
        return "light" if light and self.augment == "strong" else self.augment

    def _check_choices(self) -> None:
        for what, value, known in (
            ("loss", self.loss, tuple(LOSSES)),
            ("optimizer", self.optimizer, OPTIMIZERS),
            ("schedule", self.schedule, tuple(SCHEDULES)),
            ("augmentation", self.augment, AUGMENTATIONS),
        ):
            if value not in known:
                raise ValueError(f'The {what} is "{value}"; choose one of {", ".join(known)}.')


def check_learning_rate(value: object) -> None:
    """Raise ValueError unless ``value`` can be a learning rate."""
    if not is_number(value) or not 0 < value <= HIGHEST_LEARNING_RATE:
        raise ValueError(
            f"The learning rate is {value!r}; choose more than 0 and at most "
            f"{HIGHEST_LEARNING_RATE:g}."
        )


def _check_whole(what: str, value: object, lowest: int, highest: int) -> None:
    if not is_whole(value) or not lowest <= value <= highest:
        raise ValueError(
            f"{what} is {value!r}; choose a whole number from {lowest} to {highest:,}."
        )


def _check_share(what: str, value: object) -> None:
    if not is_number(value) or not 0 <= value < 1:
        raise ValueError(f"{what} is {value!r}; choose at least 0 and less than 1.")
