"""The score that explanations explain."""

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.data import as_input
from digitpad.inside.score import Contrast, gradient_of, logits_of
from digitpad.nn import Network, softmax

CONTRASTS = [Contrast(4), Contrast(4, 9), Contrast(0)]


def test_the_logits_are_what_the_engine_s_softmax_is_given(
    network: Network, four: NDArray[np.uint8]
) -> None:
    x = as_input(np.stack([four] * 70))
    np.testing.assert_allclose(softmax(logits_of(network, x)), network.predict(x), rtol=1e-6)


@pytest.mark.parametrize("contrast", CONTRASTS)
def test_the_score_is_the_logarithm_of_how_many_times_likelier_a_class_is(
    network: Network, four: NDArray[np.uint8], contrast: Contrast
) -> None:
    x = as_input(four[np.newaxis])
    p = network.predict(x)[0]
    other = np.delete(p, contrast.wanted).sum() if contrast.against is None else p[9]
    score = contrast.scores(logits_of(network, x))[0]
    assert score == pytest.approx(np.log(p[contrast.wanted] / other), rel=1e-5)


@pytest.mark.parametrize("contrast", CONTRASTS)
def test_the_gradient_is_the_slope_of_the_score(
    network: Network, four: NDArray[np.uint8], contrast: Contrast
) -> None:
    rng = np.random.default_rng(1)
    x = as_input(four[np.newaxis], np.float64) + 0.01 * rng.random((1, 28, 28, 1))
    scores, gradient = gradient_of(network, x, contrast)
    direction = rng.standard_normal(x.shape)
    step = 1e-7 * direction
    above, below = (contrast.scores(logits_of(network, x + side))[0] for side in (step, -step))
    assert (gradient * direction).sum() == pytest.approx((above - below) / 2e-7, rel=1e-4)
    assert scores[0] == pytest.approx((above + below) / 2)


def test_logits_of_a_thousand_do_not_overflow() -> None:
    logits = np.array([[1000.0, -1000.0, 0.0]])
    assert Contrast(1).scores(logits)[0] == pytest.approx(-2000)
    np.testing.assert_allclose(Contrast(1).slopes(logits), [[-1, 1, 0]])
