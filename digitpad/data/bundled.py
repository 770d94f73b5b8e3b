"""The data that ships with the program: MNIST, and digits drawn with a pen."""

import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from digitpad.data.drawing import GoOn, images_from_drawings
from digitpad.data.image_set import DrawnPart, ImageSet
from digitpad.data.stored import read_arrays
from digitpad.data.strokes import StrokeSample, read_stroke_lines
from digitpad.paths import resource

T = TypeVar("T")

# Every fifth of the 30 writers is held out, so that the drawn digits are by unseen writers.
HELD_OUT_WRITERS = frozenset({"tra-05", "tra-10", "tra-15", "tra-20", "tra-25", "tra-30"})


class Once(Generic[T]):
    """A function that loads something, once for all, also where two threads ask at a time.

    With a cache alone both would load it, and each take twice as long.
    """

    def __init__(self, load: Callable[[], T]) -> None:
        self._load, self._lock = lru_cache(maxsize=1)(load), threading.Lock()

    def __call__(self) -> T:
        with self._lock:
            return self._load()

    def cache_clear(self) -> None:
        """Forget it."""
        self._load.cache_clear()


@Once
def mnist_arrays() -> dict[str, NDArray[np.uint8]]:
    """Return x_train (60000, 28, 28), y_train, x_test (10000, 28, 28), y_test; read-only.

    Raises: FileNotFoundError; ValueError, the file is damaged.
    """
    return _shipped("data/mnist.npz", read_arrays)


@Once
def _drawings() -> tuple[StrokeSample, ...]:
    return shipped_drawings("data/pendigits.jsonl.gz")


def shipped_drawings(name: str) -> tuple[StrokeSample, ...]:
    """Return the drawings of a stroke file that ships.

    Raises: FileNotFoundError; ValueError, the file is damaged.
    """
    return _shipped(name, lambda path: tuple(read_stroke_lines(path)))


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


def training_drawings() -> tuple[StrokeSample, ...]:
    """Return the drawings of the 24 writers to train on."""
    return tuple(sample for sample in _drawings() if sample.writer not in HELD_OUT_WRITERS)


def held_out_drawings() -> tuple[StrokeSample, ...]:
    """Return the drawings of the 6 writers that no training sees."""
    return tuple(sample for sample in _drawings() if sample.writer in HELD_OUT_WRITERS)


@Once
def drawn_set() -> ImageSet:
    """Return the held-out drawings as images."""
    return image_set("drawn digits", held_out_drawings())


def image_set(
    name: str, samples: tuple[StrokeSample, ...], *, go_on: GoOn = lambda: None
) -> ImageSet:
    """Return labelled drawings as images, which keep their strokes.

    ``go_on`` is called between pieces of the work and ends it by raising.
    """
    drawings = tuple(sample.strokes for sample in samples)
    labels = np.array([sample.label for sample in samples], np.uint8)
    drawn = DrawnPart(np.arange(len(samples)), drawings)
    images = images_from_drawings(drawings, go_on=go_on)
    return ImageSet(name, images, labels, drawn=drawn)
