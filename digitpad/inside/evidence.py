"""The ways to ask which ink speaks for a class, by name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.data import as_input
from digitpad.inside.attribution import (
    gradient_times_input,
    integrated_gradients,
    shifted_gradient_times_input,
)
from digitpad.inside.occlusion import Mask, occlusion, part_occlusion
from digitpad.inside.score import Contrast, logits_of
from digitpad.nn import Array, Network

Image = NDArray[np.uint8]


@dataclass(frozen=True)
class Question:
    """What is asked: why ``image`` (28, 28) is one class rather than another.

    ``strokes`` are masks (28, 28) of its strokes, none where it was not drawn.
    """

    network: Network
    image: Image
    contrast: Contrast
    strokes: Sequence[Mask] = ()


@dataclass(frozen=True)
class Evidence:
    """For each pixel (28, 28) what its ink adds to the score, in nats; may be part of the answer.

    ``score`` is the drawing's and ``blank`` that of an empty sheet.
    """

    values: Array
    score: float
    blank: float

    @property
    def total(self) -> float:
        """The sum over all pixels."""
        return float(self.values.sum(dtype=np.float64))


@dataclass(frozen=True)
class Method:
    """One way to ask, what it does in a sentence, and where it is from.

    ``adds_up``: the values add up to ``score`` less ``blank``.
    """

    key: str
    title: str
    sentence: str
    source: str
    maps: Callable[[Question], Iterator[Array]]
    adds_up: bool = False


def _slope(question: Question) -> Iterator[Array]:
    yield gradient_times_input(question.network, question.image, question.contrast)


def _shifted(question: Question) -> Iterator[Array]:
    return shifted_gradient_times_input(question.network, question.image, question.contrast)


def _summed(question: Question) -> Iterator[Array]:
    return integrated_gradients(question.network, question.image, question.contrast)


def _patches(question: Question) -> Iterator[Array]:
    return occlusion(question.network, question.image, question.contrast)


def _strokes(question: Question) -> Iterator[Array]:
    q = question
    yield part_occlusion(q.network, q.image, q.strokes, q.contrast)[0]


METHODS = (
    Method(
        "summed",
        "Ink added bit by bit",
        "The ink fades in from a blank sheet. Each pixel is credited with what it adds on the "
        "way; together they make the whole difference.",
        "Integrated gradients: Sundararajan et al. 2017, arXiv:1703.01365.",
        _summed,
        adds_up=True,
    ),
    Method(
        "slope",
        "Slope times ink",
        "How steeply the score changes with each pixel, times the ink in it. Quick, but it only "
        "knows the slope at this very drawing.",
        "Gradient times input: Shrikumar et al. 2016, arXiv:1605.01713.",
        _slope,
    ),
    Method(
        "shifted",
        "Slope times ink, smoothed",
        "The same, but the slope is the mean of nine: the drawing as it is, and moved by one pixel "
        "to every side. What is left holds for all of them.",
        "After SmoothGrad, Smilkov et al. 2017, arXiv:1706.03825, with shifts for noise.",
        _shifted,
    ),
    Method(
        "patches",
        "A patch covered",
        "A patch of 5 × 5 pixels is covered, place by place. Each pixel shows what the score "
        "loses with the patch around it.",
        "Occlusion: Zeiler and Fergus 2014, arXiv:1311.2901.",
        _patches,
    ),
    Method(
        "strokes",
        "A stroke left out",
        "One stroke at a time is left out. It shows what the score loses without it.",
        "Occlusion of whole strokes, after Zeiler and Fergus 2014, arXiv:1311.2901.",
        _strokes,
    ),
)


def evidence(method: Method, question: Question) -> Iterator[Evidence]:
    """Yield the evidence, the first of it in part; the last is whole."""
    both = np.stack([question.image, np.zeros_like(question.image)])
    scores = question.contrast.scores(logits_of(question.network, as_input(both)))
    for values in method.maps(question):
        yield Evidence(values, float(scores[0]), float(scores[1]))
