"""Softmax and cross-entropy in numbers."""

import numpy as np
import pytest

from digitpad.inside.loss_by_hand import formulas, loss_by_hand
from digitpad.nn import CategoricalCrossEntropy, Softmax


@pytest.mark.parametrize("label", [0, 3])
def test_the_numbers_are_the_engine_s(label: int) -> None:
    logits = np.array([1.0, -2.0, 0.5, 30.0, 2.0])
    found = loss_by_hand(logits, label)
    p, backward = Softmax((5,)).forward(logits[np.newaxis])
    loss, dp = CategoricalCrossEntropy()(p, np.array([label]))
    np.testing.assert_allclose(found.p, p[0])
    np.testing.assert_allclose(found.slopes, backward(dp)[0][0], atol=1e-12)
    assert found.loss == pytest.approx(loss)
    np.testing.assert_allclose(found.powers / found.powers.sum(), found.p)


def test_huge_logits_are_safe() -> None:
    found = loss_by_hand(np.array([1e4, 0.0, -1e4]), 2)
    assert found.loss == 2e4
    assert np.isfinite(found.p).all()


def test_the_formulas_have_the_numbers_in_them() -> None:
    p, loss, slope = formulas(loss_by_hand(np.array([1.0, 1.0]), 0))
    assert p.endswith(r"\frac{1.00}{2.00} = \result{0.500}")
    assert loss.endswith(r"\result{0.693}")
    assert slope.endswith(r"p_{0} − 1 = \result{−0.500}")
