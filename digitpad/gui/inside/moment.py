"""What there is to explain at one moment."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.gui.answer.networks import DIGITS, OpaqueNetwork
from digitpad.recognizer import Answer


@dataclass(frozen=True)
class Moment:
    """The drawing, the network that read it, and what it answered.

    ``network``: a frozen snapshot, None when there is no network at all; ``classes``: the names of
    what it tells apart; ``answer``: None when nothing is drawn; ``dataset``: the key of a data set
    with images of these classes.
    """

    network: OpaqueNetwork | None
    classes: tuple[str, ...]
    answer: Answer | None
    dataset: str = DIGITS

    @property
    def image(self) -> NDArray[np.uint8] | None:
        """The image (28, 28) that the network was given, ink 255; None when nothing is drawn."""
        return None if self.answer is None else self.answer.seen
