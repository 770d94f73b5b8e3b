"""The data that ships with the program: MNIST, and digits drawn with a pen."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from digitpad.data.drawing import images_from_drawings
from digitpad.data.go_on import GoOn, always
from digitpad.data.image_set import DrawnPart, ImageSet
from digitpad.data.stored import read_arrays
from digitpad.data.strokes import StrokeSample, read_stroke_lines
from digitpad.paths import resource

T = TypeVar("T")

_LOOK_EVERY_S = 0.05  # whether what another thread loads is still wanted

# Every fifth of the 30 writers is held out, so that the drawn digits are by unseen writers.
HELD_OUT_WRITERS = frozenset({"tra-05", "tra-10", "tra-15", "tra-20", "tra-25", "tra-30"})


class Once(Generic[T]):
    """A function that loads something, once for all, also where two threads ask at a time.

    With a cache alone both would load it, and each take twice as long.  ``go_on`` is called while
    it loads, or waits for another thread that does, and ends that by raising.
    """

    def __init__(self, load: Callable[[GoOn], T]) -> None:
        self._load, self._lock = load, threading.Lock()
        self._loaded: list[T] = []  # one, or none yet

    def __call__(self, go_on: GoOn = always) -> T:
        while not self._lock.acquire(timeout=_LOOK_EVERY_S):
            go_on()
        try:
            if not self._loaded:
                self._loaded.append(self._load(go_on))
            return self._loaded[0]
        finally:
            self._lock.release()

    def cache_clear(self) -> None:
        """Forget it."""
        self._loaded.clear()


@Once
def mnist_arrays(go_on: GoOn) -> dict[str, NDArray[np.uint8]]:
    """Return x_train (60000, 28, 28), y_train, x_test (10000, 28, 28), y_test; read-only.

    Raises: FileNotFoundError; ValueError, the file is damaged.
    """
    return _shipped("data/mnist.npz", lambda path: read_arrays(path, go_on=go_on))


@Once
def _drawings(go_on: GoOn) -> tuple[StrokeSample, ...]:
    return shipped_drawings("data/pendigits.jsonl.gz", go_on)


def shipped_drawings(name: str, go_on: GoOn) -> tuple[StrokeSample, ...]:
    """Return the drawings of a stroke file that ships.

    ``go_on`` is called between them and ends the work by raising.
    Raises: FileNotFoundError; ValueError, the file is damaged.
    """

    def read(path: Path) -> tuple[StrokeSample, ...]:
        samples = []
        for sample in read_stroke_lines(path):
            go_on()
            samples.append(sample)
        return tuple(samples)

    return _shipped(name, read)


def _shipped(name: str, read: Callable[[Path], T]) -> T:
    """Return what ``read`` finds in a file that ships, unless that is nothing."""
    path = resource(name)
    try:
        content = read(path)
    except (OSError, ValueError) as error:
        raise _damaged(name) from error
    if not content:
        raise _damaged(name)
    return content


def _damaged(name: str) -> ValueError:
    return ValueError(f"The file resources/{name} is damaged: install Digitpad again.")


def training_drawings(go_on: GoOn = always) -> tuple[StrokeSample, ...]:
    """Return the drawings of the 24 writers to train on."""
    return tuple(sample for sample in _drawings(go_on) if sample.writer not in HELD_OUT_WRITERS)


def held_out_drawings(go_on: GoOn = always) -> tuple[StrokeSample, ...]:
    """Return the drawings of the 6 writers that no training sees."""
    return tuple(sample for sample in _drawings(go_on) if sample.writer in HELD_OUT_WRITERS)


@Once
def drawn_set(go_on: GoOn) -> ImageSet:
    """Return the held-out drawings as images."""
    return image_set("drawn digits", held_out_drawings(go_on), go_on)


def image_set(name: str, samples: tuple[StrokeSample, ...], go_on: GoOn) -> ImageSet:
    """Return labelled drawings as images, which keep their strokes.

    ``go_on`` is called between pieces of the work and ends it by raising.
    """
    drawings = tuple(sample.strokes for sample in samples)
    labels = np.array([sample.label for sample in samples], np.uint8)
    drawn = DrawnPart(np.arange(len(samples)), drawings)
    images = images_from_drawings(drawings, go_on=go_on)
    return ImageSet(name, images, labels, drawn=drawn)
