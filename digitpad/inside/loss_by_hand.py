"""Softmax and cross-entropy in numbers: from ten logits to the loss and its gradient."""

from dataclasses import dataclass

import numpy as np

from digitpad.inside.explanation import number
from digitpad.nn import Array, CategoricalCrossEntropy, softmax


@dataclass(frozen=True)
class LossByHand:
    """Each column (C,) of the reckoning, and what comes out.

    ``shifted`` logits less the largest, ``powers`` e to these, ``p`` the powers over their sum,
    ``slopes`` p - y, the gradient of the loss with respect to the logits; ``loss`` in nats.
    """

    logits: Array
    label: int
    shifted: Array
    powers: Array
    p: Array
    slopes: Array
    loss: float


def loss_by_hand(logits: Array, label: int) -> LossByHand:
    """Return the reckoning for logits (C,) and the class that it should be."""
    z = logits.astype(np.float64)
    shifted = z - z.max()
    loss, slopes = CategoricalCrossEntropy().from_logits(z[np.newaxis], np.array([label]))
    p = softmax(z[np.newaxis])[0]
    return LossByHand(z, label, shifted, np.exp(shifted), p, slopes[0], loss)


def formulas(reckoning: LossByHand) -> tuple[str, ...]:
    """Return the formulas of the class that it should be, in symbols and in numbers."""
    label, total = reckoning.label, number(float(reckoning.powers.sum()))
    power, p = number(float(reckoning.powers[label])), float(reckoning.p[label])
    return (
        rf"p_{{{label}}} = \frac{{e^{{\input{{z}}_{{{label}}}}}}}"
        rf"{{\sum_{{j}} e^{{\input{{z}}_{{j}}}}}} = \frac{{{power}}}{{{total}}} "
        rf"= \result{{{number(p)}}}",
        rf"L = −\text{{ln }} p_{{{label}}} = \result{{{number(reckoning.loss)}}}",
        rf"\frac{{∂L}}{{∂\input{{z}}_{{{label}}}}} = p_{{{label}}} − 1 "
        rf"= \result{{{number(float(reckoning.slopes[label]))}}}",
    )
