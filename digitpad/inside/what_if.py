"""A small change of ink, found dab by dab, that makes the network read another class."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.data import as_input
from digitpad.inside.score import Contrast, gradient_of, logits_of
from digitpad.nn import Array, Network

MOST_DABS = 40
_TRIED = 16  # dabs tried at each step, the likeliest by the slope
_PEN_RADIUS, _PEN_EDGE = 1.25, 1.15  # px, as drawings are inked
_REACH = 2  # px from the middle of a dab to the last pixel that it touches
_INKED = 0.5  # from here on a pixel is part of a line
_SURE = 0.5  # of the probability

Image = NDArray[np.uint8]
Mask = NDArray[np.bool_]
_Dab = tuple[int, int, bool]  # row, column, whether it adds ink


@dataclass(frozen=True)
class Change:
    """An image (28, 28) that is to be read as ``wanted``, and what was done to get there.

    ``added`` and ``removed`` (28, 28) are the ink that it has more and less than the drawing;
    ``probabilities`` (C,) are the network's for it; ``found``: it is read as ``wanted`` by now.
    """

    wanted: int
    image: Image
    added: Image
    removed: Image
    probabilities: Array
    dabs: int
    found: bool


def changes_to(
    network: Network, image: Image, wanted: int, *, most_dabs: int = MOST_DABS
) -> Iterator[Change]:
    """Yield changes of ``image`` (28, 28), each nearer to ``wanted``; the last is the answer.

    A dab is one touch of a pen or an eraser as wide as the digits' line.  At each step the slope
    of the score tells which dabs promise most, these are tried, and the best is done: one that
    touches a line, if any of these helps.  In the end dabs that are not needed are taken back.
    So the change is small, but there may be smaller.
    """
    search = _Search(network, image, wanted)
    yield search.change()
    while not search.is_found and len(search.dabs) < most_dabs:
        search.step()
        yield search.change()
    if search.is_found:
        search.take_back_what_is_not_needed()
    yield search.change()


class _Search:
    """The dabs done so far, and the image that they make of the drawing."""

    def __init__(self, network: Network, image: Image, wanted: int) -> None:
        self._network, self._original, self._wanted = network, image, wanted
        self._contrast = Contrast(wanted)
        self.dabs: list[_Dab] = []
        self._image = image
        self._look()

    @property
    def is_found(self) -> bool:
        """Whether the network reads ``wanted``, with more than half of the probability."""
        return bool(self._probabilities[self._wanted] > _SURE)

    def step(self) -> None:
        """Do the best dab: one that touches a line, unless only others help."""
        for apart in (False, True):
            tried = self._promising(apart=apart)
            images = [_dabbed(self._image, dab) for dab in tried]
            scores = self._scores(images)
            best = int(scores.argmax())
            if scores[best] > self._score:
                break
        self.dabs.append(tried[best])
        self._image = images[best]
        self._look()

    def take_back_what_is_not_needed(self) -> None:
        """Undo dabs, the oldest first, as long as the class stays."""
        for dab in list(self.dabs):
            left = [other for other in self.dabs if other is not dab]
            image = self._original
            for other in left:
                image = _dabbed(image, other)
            if self._scores([image])[0] > 0:
                self.dabs, self._image = left, image
        self._look()

    def change(self) -> Change:
        """Return where the search stands."""
        before, after = self._original.astype(np.int16), self._image.astype(np.int16)
        return Change(
            self._wanted,
            self._image,
            np.maximum(after - before, 0).astype(np.uint8),
            np.maximum(before - after, 0).astype(np.uint8),
            self._probabilities,
            len(self.dabs),
            self.is_found,
        )

    def _look(self) -> None:
        x = as_input(self._image[np.newaxis])
        self._probabilities = self._network.predict(x)[0]
        scores, gradient = gradient_of(self._network, x, self._contrast)
        self._score, self._slope = float(scores[0]), gradient[0, :, :, 0]

    def _promising(self, *, apart: bool) -> list[_Dab]:
        """Return the dabs that the slope promises most of; ``apart``: also apart from all ink."""
        x = as_input(self._image[np.newaxis])[0, :, :, 0]
        gains = np.stack([_gains(x, self._slope), _gains(1 - x, -self._slope)])
        if not apart:
            gains[0][~_touching(x)] = -np.inf
        for row, column, adds in self.dabs:
            gains[0 if adds else 1, row, column] = -np.inf  # else it may do and undo for ever
        best = np.argsort(gains, axis=None)[::-1][:_TRIED]
        places = zip(*np.unravel_index(best, gains.shape), strict=True)
        return [(int(row), int(column), kind == 0) for kind, row, column in places]

    def _scores(self, images: list[Image]) -> Array:
        return self._contrast.scores(logits_of(self._network, as_input(np.stack(images))))


def _gains(x: Array, slope: Array) -> Array:
    """Return what a dab at each place would gain, were the slope a straight line: (28, 28)."""
    gains = np.zeros_like(x)
    height, width = x.shape
    padded_x, padded_slope = np.pad(x, _REACH, constant_values=1), np.pad(slope, _REACH)
    for row, column in np.ndindex(_PRINT.shape):
        here = (slice(row, row + height), slice(column, column + width))
        more = np.maximum(_PRINT[row, column] - padded_x[here], 0)
        gains += more * padded_slope[here]
    return gains


def _touching(x: Array) -> Mask:
    """Return where a dab would touch the ink of x (28, 28)."""
    near = np.zeros(x.shape, np.bool_)
    height, width = x.shape
    inked = np.pad(x > _INKED, _REACH)
    for row, column in np.argwhere(_PRINT > 0):
        near |= inked[row : row + height, column : column + width]
    return near


def _dabbed(image: Image, dab: _Dab) -> Image:
    """Return ``image`` (28, 28) with one dab more."""
    row, column, adds = dab
    ink = np.zeros((image.shape[0] + 2 * _REACH, image.shape[1] + 2 * _REACH), np.uint8)
    side = 2 * _REACH + 1
    ink[row : row + side, column : column + side] = np.rint(255 * _PRINT)
    ink = ink[_REACH:-_REACH, _REACH:-_REACH]
    result: Image = np.maximum(image, ink) if adds else np.minimum(image, 255 - ink)
    return result


def _print() -> Array:
    """Return the ink of one touch of the pen, in [0, 1]."""
    away = np.hypot(*np.mgrid[-_REACH : _REACH + 1, -_REACH : _REACH + 1])
    ink: Array = ((_PEN_RADIUS + _PEN_EDGE / 2 - away) / _PEN_EDGE).clip(0, 1).astype(np.float32)
    return ink


_PRINT = _print()
