"""From a drawing to an answer, with a frozen snapshot of a network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitpad import data
from digitpad.data import refusal
from digitpad.nn import Array, ModelFileError, Network, entropy, machine, model_file
from digitpad.paths import resource

SHIPPED_WEIGHTS = "weights/best.npz"
# Nats; the uniform distribution has 2.303.  Chosen on drawings from devices that no training saw:
# this refuses 0.9 % of them (several zeros side by side, mostly) and 86 % of unseen drawings that
# are no digit; 2.17 refuses 1.0 and 87 %.
MOST_DOUBT = 2.2


@dataclass(frozen=True, eq=False)
class Answer:
    """What was read.

    ``digit``: 0-9, or None if it is no digit; ``probabilities`` (10,), summing to 1; ``seen``
    (28, 28), the image that the network was given; ``sentence``: why it is no digit, or empty.
    """

    digit: int | None
    probabilities: Array
    seen: NDArray[np.uint8]
    sentence: str = ""


class Recognizer:
    """Reads drawings, pictures and images.  ``network`` may be changed at any time, by any thread.

    A recognizer keeps a snapshot, so that weights in training are never seen half changed.
    An answer whose entropy exceeds ``most_doubt`` (nats) is no digit.
    """

    def __init__(self, network: Network, metadata: dict[str, Any] | None = None) -> None:
        machine.prepare()
        self.metadata = metadata or {}
        self.most_doubt = MOST_DOUBT
        self.use(network)

    @classmethod
    def from_file(cls, content: bytes) -> Recognizer:
        """Return a recognizer from a model file's bytes.

        Raises: ModelFileError, it cannot be read; ValueError, as ``use`` does.
        """
        return cls(*model_file.loads(content))

    @classmethod
    def shipped(cls) -> Recognizer:
        """Return a recognizer with the network on board.  Raises: OSError, ModelFileError."""
        content = resource(SHIPPED_WEIGHTS).read_bytes()
        try:
            return cls.from_file(content)
        except ModelFileError as error:
            raise ModelFileError(f"{error}; install Digitpad again") from error

    @property
    def network(self) -> Network:
        """The frozen network in use."""
        return self._network

    def use(self, network: Network) -> None:
        """Read with ``network`` from now on.

        Raises: ValueError, it cannot read digits; the text, why, ends a sentence.
        """
        last = network.specs[-1]["layer"]
        if network.input_shape != (28, 28, 1) or (network.output_shape, last) != ((10,), "Softmax"):
            raise ValueError(
                f"it takes {network.input_shape} and ends with {last} "
                f"{network.output_shape}; reading digits needs (28, 28, 1) and Softmax (10,)"
            )
        self._network = network.snapshot()

    def from_strokes(self, strokes: data.Strokes, *, dot: float = 0.0) -> Answer:
        """Read a drawing; one no larger than ``dot`` (in its own units) is a dot, not a digit.

        Raises: NothingDrawn; ValueError, coordinates that are no numbers.
        """
        answer = self.from_image(data.image_from_strokes(strokes))
        points = np.concatenate([np.asarray(stroke).reshape(-1, 2) for stroke in strokes])
        if np.ptp(points, axis=0).max() <= dot:
            return replace(answer, digit=None, sentence=refusal.ONLY_A_DOT)
        return answer

    def from_picture(self, picture: NDArray[np.uint8]) -> Answer:
        """Read a picture (H, W), (H, W, 3) or (H, W, 4).  Raises: NoDigitFound."""
        from digitpad.data.picture import image_from_picture  # takes its time to import

        return self.from_image(image_from_picture(picture))

    def from_image(self, image: NDArray[np.uint8]) -> Answer:
        """Read an image (28, 28) as it is, ink 255 on background 0."""
        probabilities = self._network.predict(data.as_input(image[np.newaxis]))[0]
        if entropy(probabilities) > self.most_doubt:
            return Answer(None, probabilities, image.copy(), refusal.sentence_for(image))
        return Answer(int(probabilities.argmax()), probabilities, image.copy())
