"""A drawing that was read: a moment in which there is all that an explanation needs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.gui.answer.networks import OpaqueNetwork
from digitpad.gui.inside.moment import Moment


@dataclass(frozen=True, eq=False)
class Subject:
    """What to explain: a frozen network, the image (28, 28) it read, and its probabilities (C,).

    ``classes`` are their names.
    """

    network: OpaqueNetwork
    image: NDArray[np.uint8]
    probabilities: NDArray[np.float32]
    classes: tuple[str, ...]

    @property
    def likeliest(self) -> list[int]:
        """The classes, the likeliest first."""
        return [int(number) for number in np.argsort(self.probabilities)[::-1]]

    def is_as(self, other: "Subject | None") -> bool:
        """Whether an explanation of ``other`` explains this one too."""
        return (
            other is not None
            and self.network is other.network
            and bool(np.array_equal(self.image, other.image))
        )


def subject_of(moment: Moment) -> Subject | None:
    """Return what there is to explain, None when there is no network or no ink."""
    answer = moment.answer
    if moment.network is None or answer is None or not answer.seen.any():
        return None
    return Subject(moment.network, answer.seen, answer.probabilities, moment.classes)
