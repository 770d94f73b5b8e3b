"""PyTorch, as it comes ("eager") or with its compiler ("compile")."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from bench.peers import base
from bench.peers.torch_network import tensor, torch_loss, torch_model, torch_optimizer
from bench.works import Work, test_input, training_input
from digitpad import nn
from digitpad.nn import Array, Network
from digitpad.training import TrainConfig

IMAGES_A_CALL = 1000


class Loop:
    """Model, loss and optimizer in PyTorch's usual loop."""

    def __init__(self, config: TrainConfig, network: Network, kind: str) -> None:
        self.model = torch_model(network, softmax=False)
        loss = torch_loss(config)
        self._loss: Any = lambda x, labels: loss(self.model(x), labels)
        if kind == "compile":
            self._loss = torch.compile(self._loss)
        self.optimizer = torch_optimizer(config, self.model)

    def step(self, x: torch.Tensor, labels: torch.Tensor) -> None:
        """Take one step on one batch."""
        self.optimizer.zero_grad()
        self._loss(x, labels).backward()
        self.optimizer.step()


class Training(base.Job):
    """Batches one after the other."""

    def __init__(self, work: Work, kind: str) -> None:
        self._batch, self._next = work.config.batch_size, 0
        self._loop = Loop(work.config, work.network(), kind)
        x, labels = training_input()
        self._x, self._labels = tensor(x), torch.from_numpy(labels.astype(np.int64))

    def run(self, steps: int) -> None:
        batches = len(self._x) // self._batch
        for _ in range(steps):
            start = self._next % batches * self._batch
            self._next += 1
            cut = slice(start, start + self._batch)
            self._loop.step(self._x[cut], self._labels[cut])

    def outputs(self, x: Array) -> Array:
        with torch.inference_mode():
            logits = self._loop.model.eval()(tensor(x)).numpy()
        self._loop.model.train()
        return nn.softmax(logits)


class Reading(base.Job):
    """Calls of the model without a way back."""

    def __init__(self, work: Work, kind: str) -> None:
        self._reads, self._done = work.reads, 0
        self._model: Any = torch_model(work.network(), softmax=True).eval()
        if kind == "compile":
            self._model = torch.compile(self._model)

    def run(self, steps: int) -> None:
        x, _ = test_input()
        for _ in range(steps):
            start = self._done % (len(x) - self._reads + 1)
            self._done += 1
            self.outputs(x[start : start + self._reads])

    @torch.inference_mode()
    def outputs(self, x: Array) -> Array:
        starts = range(0, len(x), IMAGES_A_CALL)
        parts = [self._model(tensor(x[i : i + IMAGES_A_CALL])).numpy() for i in starts]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)


class Race(base.Racer):
    """The loop with shuffled images and the learning rate of each step."""

    def __init__(self, config: TrainConfig, kind: str) -> None:
        x, labels = base.images_of(config)
        self._x, self._labels = tensor(x), torch.from_numpy(labels.astype(np.int64))
        self._batch, self._step = config.batch_size, 0
        self._rates = base.learning_rates(config, len(self._labels)).tolist()
        torch.manual_seed(config.seed)
        self._loop = Loop(config, base.first_network(config), kind)
        self._warm_up(config)

    def epoch(self) -> float:
        self._train(torch.randperm(len(self._labels)))
        return self._accuracy()

    def _train(self, order: torch.Tensor) -> None:
        for start in range(0, len(order), self._batch):
            chosen = order[start : start + self._batch]
            for group in self._loop.optimizer.param_groups:
                group["lr"] = self._rates[self._step]
            self._loop.step(self._x[chosen], self._labels[chosen])
            self._step += 1

    @torch.inference_mode()
    def _accuracy(self) -> float:
        x, labels = test_input()
        model = self._loop.model.eval()
        starts = range(0, len(x), IMAGES_A_CALL)
        answers = [model(tensor(x[i : i + IMAGES_A_CALL])).argmax(1).numpy() for i in starts]
        model.train()
        return float((np.concatenate(answers) == labels).mean())

    def _warm_up(self, config: TrainConfig) -> None:
        """Compile everything, the last and smaller batch too; then begin anew."""
        model = self._loop.model
        first = {name: numbers.clone() for name, numbers in model.state_dict().items()}
        self._train(torch.arange(self._batch + len(self._labels) % self._batch))
        self._accuracy()
        model.load_state_dict(first)
        self._loop.optimizer = torch_optimizer(config, model)
        self._step = 0


class Peer(base.Peer):
    """PyTorch of the kind ``kind``."""

    def __init__(self, kind: str, threads: int) -> None:
        self._kind = kind
        torch.set_num_threads(threads)

    def versions(self) -> dict[str, str]:
        return {"torch": torch.__version__}

    def job(self, work: Work) -> base.Job:
        return (Training if work.trains else Reading)(work, self._kind)

    def racer(self, config: TrainConfig) -> base.Racer:
        return Race(config, self._kind)
