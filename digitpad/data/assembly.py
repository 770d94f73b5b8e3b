"""How each data set is put together from what ships with the program or was fetched."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digitpad.data import bundled
from digitpad.data.datasets import DATASETS, DatasetInfo, DatasetMissing
from digitpad.data.drawing import images_from_drawings
from digitpad.data.go_on import GoOn
from digitpad.data.image_set import DrawnPart, ImageSet, Splits
from digitpad.data.keras_datasets import stored_file
from digitpad.data.labels import CLASSES, NO_DIGIT
from digitpad.data.non_digits import training_non_digits
from digitpad.data.points import Strokes
from digitpad.data.stored import unpack
from digitpad.files import reason

_VALIDATION = 5_000  # the last training images; the same for every run
_COPIES = 4  # of each pen drawing in a training set
_NON_DIGITS = 12_000  # drawings that are no digit, an eighth of that training set


def assembled(key: str, go_on: GoOn) -> Splits:
    """Return the whole data set ``key``.

    ``go_on`` is called between pieces of the work and ends it by raising.
    Raises: DatasetMissing, not fetched yet, or damaged on the way; ValueError, unknown key, or what
    ships with the program is damaged; FileNotFoundError, it is missing; and what ``go_on`` raises.
    """
    if key == "mnist":
        return _mnist(go_on)
    if key == "mnist+strokes":
        return _mnist_and_strokes(go_on)
    for info in DATASETS:
        if info.key == key:
            return _fetched(info, go_on)
    known = ", ".join(info.key for info in DATASETS)
    raise ValueError(f'There is no data set "{key}": choose one of {known}.')


def _fetched(info: DatasetInfo, go_on: GoOn) -> Splits:
    try:
        arrays = unpack(stored_file(info.key), go_on)
    except FileNotFoundError as error:
        raise DatasetMissing(
            f"{info.title} is not on this computer yet: fetch it first."
        ) from error
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else error
        raise DatasetMissing(f"{info.title} cannot be read ({why}): fetch it again.") from error
    if info.key == "keras-fashion-mnist":
        return _splits(info.title, arrays, drawn=None, classes=info.classes)
    return _splits(info.title, arrays, drawn=bundled.drawn_set(go_on))


def _mnist(go_on: GoOn) -> Splits:
    return _splits("MNIST", bundled.mnist_arrays(go_on), drawn=bundled.drawn_set(go_on))


def _splits(
    name: str,
    arrays: dict[str, NDArray[np.uint8]],
    drawn: ImageSet | None,
    classes: tuple[str, ...] = CLASSES,
) -> Splits:
    images, labels = arrays["x_train"], arrays["y_train"]
    cut = len(labels) - _VALIDATION
    return Splits(
        name,
        ImageSet(f"{name} training", images[:cut], labels[:cut], classes),
        ImageSet(f"{name} validation", images[cut:], labels[cut:], classes),
        ImageSet(f"{name} test", arrays["x_test"], arrays["y_test"], classes),
        drawn,
    )


def _mnist_and_strokes(go_on: GoOn) -> Splits:
    mnist = _mnist(go_on)
    name = "MNIST and pen strokes"
    train = _interleaved(f"{name} training", mnist.train, _pen_digits(go_on), _non_digits(go_on))
    return Splits(name, train, mnist.validation, mnist.test, mnist.drawn)


def _pen_digits(go_on: GoOn) -> ImageSet:
    """Return each of the few pen drawings ``_COPIES`` times; augmentation redraws every copy."""
    samples = bundled.training_drawings(go_on)
    one = bundled.image_set("pen strokes", samples, go_on)
    drawings = tuple(sample.strokes for sample in samples) * _COPIES
    images = np.tile(one.images, (_COPIES, 1, 1))
    drawn = DrawnPart(np.arange(len(drawings)), drawings)
    return ImageSet(one.name, images, np.tile(one.labels, _COPIES), drawn=drawn)


def _non_digits(go_on: GoOn) -> ImageSet:
    """Return drawings that are no digits, the same ones every time."""
    rng = np.random.default_rng(0)
    drawings = tuple(training_non_digits(_NON_DIGITS, rng=rng, go_on=go_on))
    images = images_from_drawings(drawings, go_on=go_on)
    labels = np.full(len(drawings), NO_DIGIT, np.uint8)
    drawn = DrawnPart(np.arange(len(drawings)), drawings)
    return ImageSet("no digits", images, labels, drawn=drawn)


def _interleaved(name: str, *parts: ImageSet) -> ImageSet:
    """Interleave the parts evenly, so that the first N images hold a fair share of each."""
    place = np.concatenate([(np.arange(len(part)) + 0.5) / len(part) for part in parts])
    order = np.argsort(place, kind="stable")
    drawings = [drawing for part in parts for drawing in _drawings_of(part)]
    drawn_places = np.flatnonzero([drawings[i] is not None for i in order])
    drawn = tuple(drawing for i in order if (drawing := drawings[i]) is not None)
    images = np.concatenate([part.images for part in parts])[order]
    labels = np.concatenate([part.labels for part in parts])[order]
    return ImageSet(name, images, labels, drawn=DrawnPart(drawn_places, drawn))


def _drawings_of(part: ImageSet) -> Sequence[Strokes | None]:
    """Return a drawing, or None, for each image of a part that has drawings only, or none."""
    if part.drawn is None:
        return [None] * len(part)
    return part.drawn.drawings
