"""Which ink speaks for a class, by slopes: the numbers are the engine's."""

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.data import as_input
from digitpad.inside.attribution import (
    gradient_times_input,
    integrated_gradients,
    shifted_gradient_times_input,
)
from digitpad.inside.score import Contrast, logits_of
from digitpad.nn import Network

Image = NDArray[np.uint8]


def test_gradient_times_input_is_the_engine_s_own_gradient(network: Network, four: Image) -> None:
    """The way back through the whole network, softmax included, of log(p4 / p9)."""
    x = as_input(four[np.newaxis], np.float64)
    p, backward = network.forward(x)
    dp = np.zeros_like(p)
    dp[0, 4], dp[0, 9] = 1 / p[0, 4], -1 / p[0, 9]
    wanted = (backward(dp)[0] * x)[0, :, :, 0]
    found = gradient_times_input(network, four, Contrast(4, 9))
    np.testing.assert_allclose(found, wanted, rtol=1e-4, atol=1e-6)
    assert not found[four == 0].any()


@pytest.mark.parametrize("contrast", [Contrast(4), Contrast(4, 9), Contrast(8, 1)])
def test_integrated_gradients_add_up_to_the_difference_of_the_scores(
    shipped: Network, four: Image, contrast: Contrast
) -> None:
    both = as_input(np.stack([four, np.zeros_like(four)]))
    image, blank = contrast.scores(logits_of(shipped, both))
    *_, fine = integrated_gradients(shipped, four, contrast, steps=256)
    *_, usual = integrated_gradients(shipped, four, contrast)
    assert fine.sum() == pytest.approx(image - blank, abs=0.05)
    assert usual.sum() == pytest.approx(image - blank, abs=0.5)


def test_early_sums_are_estimates_of_the_same(shipped: Network, four: Image) -> None:
    first, *_, last = integrated_gradients(shipped, four, Contrast(4))
    assert np.corrcoef(first.ravel(), last.ravel())[0, 1] > 0.9


def test_slopes_of_moved_images_are_moved_back(network: Network, four: Image) -> None:
    """The mean of what each moved image says, each slope back in its place."""
    contrast = Contrast(4, 9)
    moves = [(down, across) for down in (-1, 0, 1) for across in (-1, 0, 1)]
    slopes = []
    for move in moves:
        moved = np.roll(four, move, (0, 1))
        with np.errstate(all="ignore"):
            slope = gradient_times_input(network, moved, contrast) / (moved / 255)
        slopes.append(np.roll(slope, (-move[0], -move[1]), (0, 1)))
    *_, found = shifted_gradient_times_input(network, four, contrast)
    ink = four > 0
    wanted = (np.mean(slopes, axis=0) * four / 255)[ink]
    np.testing.assert_allclose(found[ink], wanted, rtol=1e-3, atol=1e-5)
