"""The data sets that one can train on, by key."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digitpad.data import bundled
from digitpad.data.image_set import ImageSet, Splits

_VALIDATION = 5_000  # the last training images; the same for every run


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
        "MNIST and 5,995 digits drawn with a pen, for networks that read real drawings.",
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
    if key in {info.key for info in DATASETS}:
        raise DatasetMissing(
            f'The data set "{key}" is not on this computer: please fetch it first.'
        )
    known = ", ".join(info.key for info in DATASETS)
    raise ValueError(f'There is no data set "{key}": choose one of {known}.')


def _mnist() -> Splits:
    return _splits("MNIST", bundled.mnist_arrays(), drawn=bundled.drawn_set())


def _splits(name: str, arrays: dict[str, NDArray[np.uint8]], drawn: ImageSet | None) -> Splits:
    images, labels = arrays["x_train"], arrays["y_train"]
    return Splits(
        name,
        ImageSet(f"{name} training", images[:-_VALIDATION], labels[:-_VALIDATION]),
        ImageSet(f"{name} validation", images[-_VALIDATION:], labels[-_VALIDATION:]),
        ImageSet(f"{name} test", arrays["x_test"], arrays["y_test"]),
        drawn,
    )


def _mnist_and_strokes() -> Splits:
    mnist = _mnist()
    strokes = bundled.image_set("pen strokes", bundled.training_drawings())
    name = "MNIST and pen strokes"
    train = _interleave(f"{name} training", mnist.train, strokes)
    return Splits(name, train, mnist.validation, mnist.test, mnist.drawn)


def _interleave(name: str, a: ImageSet, b: ImageSet) -> ImageSet:
    """Spread both sets evenly, so that the first images of any number hold a fair share of each."""
    place = np.concatenate([(np.arange(len(part)) + 0.5) / len(part) for part in (a, b)])
    order = np.argsort(place, kind="stable")
    images = np.concatenate([a.images, b.images])[order]
    return ImageSet(name, images, np.concatenate([a.labels, b.labels])[order])
