"""The data sets that one can train on, by key."""

import threading
from dataclasses import dataclass

from digitpad.data.image_set import Splits
from digitpad.data.labels import CLASSES

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


@dataclass(frozen=True)
class DatasetInfo:
    """A data set to choose; ``title`` and ``help`` are for the person."""

    key: str
    title: str
    needs_download: bool
    help: str
    classes: tuple[str, ...] = CLASSES


DATASETS = (
    DatasetInfo("mnist", "MNIST", False, "70,000 scanned digits from census forms and schools."),
    DatasetInfo(
        "mnist+strokes",
        "MNIST and pen strokes",
        False,
        "MNIST, 5,995 digits drawn with a pen (each four times) to learn real drawings, and 12,000 "
        "drawings of other things to learn what is no digit.",
    ),
    DatasetInfo("keras-mnist", "MNIST from Keras", True, "The same 70,000 digits, through Keras."),
    DatasetInfo(
        "keras-fashion-mnist",
        "Fashion-MNIST from Keras",
        True,
        "70,000 small pictures of clothes, through Keras: harder than digits.",
        _CLOTHES,
    ),
)


class DatasetMissing(LookupError):  # noqa: N818 (named for what happened)
    """A data set has to be downloaded first, or again; the text says which, and why."""


class LoadingCancelled(Exception):  # noqa: N818 (named for what happened)
    """Nobody wants the data set any more."""


def load(key: str, *, limit: int | None = None, cancelled: threading.Event | None = None) -> Splits:
    """Return the data set ``key``, with the first ``limit`` training images (None: all).

    Raises: DatasetMissing, not downloaded yet, or damaged on the way; LoadingCancelled, some
    tenths of a second after ``cancelled`` is set; ValueError, unknown key, limit below 1, or what
    ships with the program is damaged; FileNotFoundError, it is missing.
    """
    from digitpad.data.assembly import assembled  # with all it needs, which the window does not

    def go_on() -> None:
        if cancelled is not None and cancelled.is_set():
            raise LoadingCancelled(f"Loading {key} was cancelled.")

    splits = assembled(key, go_on)
    if limit is None:
        return splits
    return Splits(
        splits.name, splits.train.first(limit), splits.validation, splits.test, splits.drawn
    )
