"""Which ink speaks for a class and which against it, by the slope of the score.

Every pixel gets a number in nats: above 0, its ink speaks for the class.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from digitpad.data import as_input
from digitpad.inside.score import Contrast, gradient_of
from digitpad.nn import Array, Network

STEPS = 32  # between the blank sheet and the image
_ROUNDS = 8  # in which they are done: short ones, as a pen may wait for each

Image = NDArray[np.uint8]


def gradient_times_input(network: Network, image: Image, contrast: Contrast) -> Array:
    """Return slope times ink, pixel by pixel: image (28, 28) -> (28, 28).

    What the score would lose with the pixel's ink, were it a straight line down to none.
    Source: Shrikumar et al. 2016, arXiv:1605.01713, section 3; the slope alone is the saliency map
    of Simonyan et al. 2013, arXiv:1312.6034, section 3.
    """
    x = as_input(image[np.newaxis])
    _, gradient = gradient_of(network, x, contrast)
    result: Array = (gradient * x)[0, :, :, 0]
    return result


def shifted_gradient_times_input(
    network: Network, image: Image, contrast: Contrast
) -> Iterator[Array]:
    """Yield the same from the mean slope of the image moved by up to a pixel: (28, 28) -> (28, 28).

    The slopes are moved back first, so what only suits one place of the pixels cancels out.  After
    SmoothGrad (Smilkov et al. 2017, arXiv:1706.03825, section 3), with shifts in place of noise.
    """
    x = as_input(image[np.newaxis])
    total, done = np.zeros_like(x), 0
    for across in (0, -1, 1):
        moves = [(down, across) for down in (0, -1, 1)]
        moved = np.concatenate([np.roll(x, move, (1, 2)) for move in moves])
        _, gradient = gradient_of(network, moved, contrast)
        for (down, right), slope in zip(moves, gradient, strict=True):
            total += np.roll(slope, (-down, -right), (0, 1))
        done += len(moves)
        yield (total / done * x)[0, :, :, 0]


def integrated_gradients(
    network: Network, image: Image, contrast: Contrast, *, steps: int = STEPS
) -> Iterator[Array]:
    """Yield the mean slope from the blank sheet to the image, times ink: (28, 28) -> (28, 28).

    The first ones are from fewer steps, the last from all.  It adds up to the score of the image
    less that of the blank sheet, the better the more steps there are.
    Source: Sundararajan et al. 2017, arXiv:1703.01365, section 3; taken at the middle of each step.
    """
    x = as_input(image[np.newaxis])
    shares = ((np.arange(steps) + 0.5) / steps).astype(x.dtype).reshape(-1, 1, 1, 1)
    total, done = np.zeros_like(x[0]), 0
    for first in range(_ROUNDS):
        some = shares[first::_ROUNDS]  # spread over the whole way, so that early sums are fair
        _, gradient = gradient_of(network, some * x, contrast)
        total += gradient.sum(axis=0)
        done += len(some)
        yield (total / done * x[0])[:, :, 0]
