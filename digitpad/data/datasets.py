"""The data sets that one can train on, by key."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.data import bundled
from digitpad.data.image_set import CLASSES, DrawnPart, ImageSet, Splits
from digitpad.data.keras_datasets import stored_file
from digitpad.data.stored import unpack
from digitpad.data.strokes import StrokeSample

_VALIDATION = 5_000  # the last training images; the same for every run
_CLOTHES = (
    "T-shirt",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
_COPIES = 4  # of each pen drawing in a training set


@dataclass(frozen=True)
class DatasetInfo:
    """What there is to choose from."""

    key: str
    title: str
    needs_download: bool
    help: str


DATASETS = (
    DatasetInfo("mnist", "MNIST", False, "70,000 scanned digits from census forms and schools."),
    DatasetInfo(
        "mnist+strokes",
        "MNIST and pen strokes",
        False,
        "MNIST and 5,995 digits drawn with a pen (four times), to read real drawings.",
    ),
    DatasetInfo("keras-mnist", "MNIST from Keras", True, "The same 70,000 digits, through Keras."),
    DatasetInfo(
        "keras-fashion-mnist",
        "Fashion-MNIST from Keras",
        True,
        "70,000 small pictures of clothes, through Keras: harder than digits.",
    ),
)


class DatasetMissing(LookupError):  # noqa: N818 (named for what happened)
    """A data set has to be fetched first; says which."""


def load(key: str, *, limit: int | None = None) -> Splits:
    """Return the data set ``key``, with the first ``limit`` training images (None: all).

    Raises: ValueError, unknown key or limit below 1; DatasetMissing, not downloaded yet.
    """
    splits = _load(key)
    if limit is None:
        return splits
    return Splits(
        splits.name, splits.train.first(limit), splits.validation, splits.test, splits.drawn
    )


def _load(key: str) -> Splits:
    if key == "mnist":
        return _mnist()
    if key == "mnist+strokes":
        return _mnist_and_strokes()
    for info in DATASETS:
        if info.key == key:
            return _fetched(info)
    known = ", ".join(info.key for info in DATASETS)
    raise ValueError(f'There is no data set "{key}": choose one of {known}.')


def _fetched(info: DatasetInfo) -> Splits:
    try:
        arrays = unpack(stored_file(info.key))
    except FileNotFoundError as error:
        raise DatasetMissing(
            f"{info.title} is not on this computer yet: fetch it first."
        ) from error
    except (OSError, ValueError) as error:
        raise DatasetMissing(f"{info.title} cannot be read ({error}): fetch it again.") from error
    if info.key == "keras-fashion-mnist":
        return _splits(info.title, arrays, drawn=None, classes=_CLOTHES)
    return _splits(info.title, arrays, drawn=bundled.drawn_set())


def _mnist() -> Splits:
    return _splits("MNIST", bundled.mnist_arrays(), drawn=bundled.drawn_set())


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


def _mnist_and_strokes() -> Splits:
    mnist = _mnist()
    samples = bundled.training_drawings()
    strokes = bundled.image_set("pen strokes", samples)
    name = "MNIST and pen strokes"
    train = _interleave(f"{name} training", mnist.train, strokes, samples)
    return Splits(name, train, mnist.validation, mnist.test, mnist.drawn)


def _interleave(
    name: str, scans: ImageSet, strokes: ImageSet, samples: tuple[StrokeSample, ...]
) -> ImageSet:
    """Spread both sets evenly, so that the first images of any number hold a fair share of each.

    The drawings come ``_COPIES`` times: they are few, and drawn anew each copy is another one.
    """
    parts = (scans, *(strokes for _ in range(_COPIES)))
    images = np.concatenate([part.images for part in parts])
    labels = np.concatenate([part.labels for part in parts])
    drawings = _COPIES * len(strokes)
    place = [(np.arange(count) + 0.5) / count for count in (len(scans), drawings)]
    order = np.argsort(np.concatenate(place), kind="stable")
    drawn_places = np.flatnonzero(order >= len(scans))
    drawn = tuple(samples[i % len(strokes)].strokes for i in order[drawn_places] - len(scans))
    return ImageSet(name, images[order], labels[order], drawn=DrawnPart(drawn_places, drawn))
