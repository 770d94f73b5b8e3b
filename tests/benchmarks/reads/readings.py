"""What the recognizer made of a set of digits, and the figures that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitpad import data
from digitpad.data.picture import NoDigitFound
from digitpad.nn import Array, entropy
from digitpad.recognizer import Answer, Recognizer
from digitpad.training.evaluation import Evaluation, evaluate

REFUSED = -1


@dataclass(frozen=True)
class Readings:
    """Images (N, 28, 28) and labels (N,), and what was answered.

    ``digits`` (N,), -1 where the answer is "no digit", which counts as wrong; ``evaluation`` of
    the same images, in which nothing is refused.
    """

    title: str
    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    digits: NDArray[np.intp]
    evaluation: Evaluation

    @property
    def accuracy(self) -> float:
        """The share that is answered right."""
        return float((self.digits == self.labels).mean())

    @property
    def refused(self) -> float:
        """The share that is taken for no digit."""
        return float((self.digits == REFUSED).mean())

    @property
    def probabilities(self) -> Array:
        """What the bars show: (N, 10)."""
        return self.evaluation.probabilities

    def figures(self, plain: Readings) -> dict[str, Any]:
        """Return the figures as plain data, ``points`` in comparison with ``plain``."""
        return {
            "title": self.title,
            "count": len(self.labels),
            "accuracy": self.accuracy,
            "points": 100 * (self.accuracy - plain.accuracy),
            "refused": self.refused,
            "calibration_error": self.evaluation.calibration_error(self.labels),
        }


def read_images(recognizer: Recognizer, images: data.ImageSet) -> Readings:
    """Read images as they are."""
    found = evaluate(recognizer.network, images)
    doubtful = entropy(found.probabilities) > recognizer.most_doubt
    digits = np.where(doubtful, REFUSED, found.predictions)
    return Readings(images.name, images.images, images.labels, digits, found)


def read_drawings(
    recognizer: Recognizer, title: str, drawings: Sequence[data.Strokes], labels: Sequence[int]
) -> Readings:
    """Read strokes, all at once."""
    images = data.images_from_drawings(drawings)
    return read_images(recognizer, data.ImageSet(title, images, np.array(labels, np.uint8)))


def read_pictures(
    recognizer: Recognizer,
    title: str,
    pictures: Iterable[NDArray[np.uint8]],
    labels: Sequence[int],
) -> Readings:
    """Read pictures one by one; one without a digit is refused."""
    answers = [_answer(recognizer, picture) for picture in pictures]
    images = np.stack([answer.seen for answer in answers])
    readings = read_images(recognizer, data.ImageSet(title, images, np.array(labels, np.uint8)))
    digits = [REFUSED if answer.digit is None else answer.digit for answer in answers]
    return Readings(title, images, readings.labels, np.array(digits, np.intp), readings.evaluation)


def _answer(recognizer: Recognizer, picture: NDArray[np.uint8]) -> Answer:
    try:
        return recognizer.from_picture(picture)
    except NoDigitFound as error:
        nothing = np.zeros((28, 28), np.uint8)
        return Answer(None, np.full(10, 0.1, np.float32), nothing, str(error))
