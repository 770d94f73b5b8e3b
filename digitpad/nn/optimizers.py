"""How gradients become steps.  Parameters are one flat vector (P,), changed in place."""

from abc import ABC, abstractmethod

import numpy as np

from digitpad.nn.gradient import Gradient
from digitpad.nn.layer import Array


class Optimizer(ABC):
    """Steps ``parameters`` (P,) in place.

    ``decay`` (P,) is 1 where weight decay applies and 0 elsewhere.  ``state``, arrays (P,) by name,
    and ``steps``, how many were taken, are what must be kept to go on with a run later.
    Raises: ValueError, a weight decay below 0.
    """

    def __init__(self, parameters: Array, *, weight_decay: float = 0.0, decay: Array) -> None:
        if weight_decay < 0:
            raise ValueError(f"weight decay is {weight_decay}; it must be 0 or more")
        self.parameters = parameters
        self.weight_decay = weight_decay
        self.decay = decay
        self.steps = 0
        self.state: dict[str, Array] = {}

    def step(self, gradient: Gradient, learning_rate: float) -> None:
        """Change the parameters by one step; it may use up ``gradient``."""
        self.steps += 1
        if self.weight_decay:  # decoupled from the gradient: arXiv:1711.05101, algorithm 2
            shrink = 1 - self.decay * self.parameters.dtype.type(learning_rate * self.weight_decay)
            self.parameters *= shrink
        self._step(gradient, learning_rate)

    @abstractmethod
    def _step(self, gradient: Gradient, learning_rate: float) -> None: ...


class SGD(Optimizer):
    """Gradient descent with classical momentum m: v = m v - rate g; p += v.

    Raises: ValueError, a momentum outside [0, 1).
    Source: Polyak 1964; Sutskever et al. 2013, "On the importance of initialization and momentum".
    """

    def __init__(
        self,
        parameters: Array,
        *,
        momentum: float = 0.0,
        weight_decay: float = 0.0,
        decay: Array,
    ) -> None:
        super().__init__(parameters, weight_decay=weight_decay, decay=decay)
        if not 0 <= momentum < 1:
            raise ValueError(f"momentum is {momentum}; it must be at least 0 and below 1")
        self.momentum = momentum
        if momentum:
            self.state["velocity"] = np.zeros_like(parameters)

    def _step(self, gradient: Gradient, learning_rate: float) -> None:
        if not self.momentum:
            gradient.add_to_parameters(-learning_rate)
            return
        velocity, change = self.state["velocity"], gradient.vector()
        change *= change.dtype.type(-learning_rate)
        velocity *= velocity.dtype.type(self.momentum)
        velocity += change
        self.parameters += velocity


class Adam(Optimizer):
    """Steps scaled by running first and second moments of the gradient.

    Source: Kingma & Ba 2014, arXiv:1412.6980, algorithm 1, in the form at the end of section 2;
    weight decay is decoupled (AdamW), Loshchilov & Hutter 2017, arXiv:1711.05101.
    """

    def __init__(
        self,
        parameters: Array,
        *,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-7,
        weight_decay: float = 0.0,
        decay: Array,
    ) -> None:
        super().__init__(parameters, weight_decay=weight_decay, decay=decay)
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon
        self.state = {"m": np.zeros_like(parameters), "v": np.zeros_like(parameters)}

    def _step(self, gradient: Gradient, learning_rate: float) -> None:
        work = gradient.vector()
        number = work.dtype.type
        m, v = self.state["m"], self.state["v"]
        m *= number(self.beta1)
        m += work * number(1 - self.beta1)
        v *= number(self.beta2)
        work *= work
        work *= number(1 - self.beta2)
        v += work
        correction = np.sqrt(1 - self.beta2**self.steps) / (1 - self.beta1**self.steps)
        np.sqrt(v, out=work)
        work += number(self.epsilon)
        np.divide(m, work, out=work)
        work *= number(learning_rate * correction)
        self.parameters -= work
