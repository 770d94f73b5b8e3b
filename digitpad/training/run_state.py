"""All that a run needs to resume exactly where it was; can be saved as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from math import inf
from typing import Any

import numpy as np

from digitpad.nn import Array, archive
from digitpad.training.config import TrainConfig
from digitpad.training.current_epoch import ARRAYS as EPOCH_ARRAYS
from digitpad.training.current_epoch import BATCHES, GOOD
from digitpad.training.plain_numbers import is_accuracy, is_number, is_whole

FORMAT = 1
_COUNTS = ("epochs_done", "step", "images_seen", "optimizer_steps", "average_steps")
_AMOUNTS = ("seconds", "evaluated_at", "learning_rate", "most_loss")
_ACCURACIES = ("validation_accuracy", "drawn_accuracy")


class RunStateError(ValueError):
    """The bytes hold no run that can be resumed; the text, why, ends a sentence."""


@dataclass(frozen=True, eq=False)
class RunState:
    """A run after some batches or epochs.  It shares no array with the run.

    ``numbers``: counts, amounts and accuracies by the names above.  ``generators``: states of the
    random streams.  ``arrays``: vectors by name: parameters and statistics, the averages of both,
    the optimizer's, and within an epoch those of ``CurrentEpoch``.
    """

    config: TrainConfig
    numbers: dict[str, Any]
    generators: list[dict[str, Any]]
    arrays: dict[str, Array]

    def dumps(self) -> bytes:
        """Return the state as bytes."""
        header = {
            "format": FORMAT,
            "config": asdict(self.config),
            "numbers": self.numbers,
            "generators": self.generators,
        }
        return archive.pack(header, self.arrays)

    @classmethod
    def loads(cls, content: bytes) -> RunState:
        """Return the state in ``content``.  Raises: RunStateError."""
        try:
            header, arrays = archive.unpack(content)
            _check_format(header["format"])
            return cls(
                TrainConfig.from_plain(header["config"]),
                dict(header["numbers"]),
                list(header["generators"]),
                arrays,
            )
        except RunStateError:
            raise
        except archive.BadArchive as error:
            raise RunStateError(str(error)) from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise RunStateError(
                f"the file is damaged or does not hold a run of Digitpad ({error})"
            ) from error

    @property
    def epoch_arrays(self) -> dict[str, Array]:
        """The arrays of the current epoch; none between two epochs."""
        return {name: array for name, array in self.arrays.items() if name in EPOCH_ARRAYS}

    def check_fits(self, config: TrainConfig, arrays: Mapping[str, Array], streams: int) -> None:
        """Raise RunStateError unless a run can resume from here.

        It has these settings, ``arrays`` of its own by name, and so many random streams.
        """
        differences = _differences(self.config, config)
        if differences:
            raise RunStateError(f"it was begun with other settings, {', '.join(differences)}")
        wanted = dict(arrays)
        if within := self.epoch_arrays:
            averages = (arrays["average_parameters"], arrays["average_statistics"])
            wanted.update(zip(GOOD, averages, strict=True))
        batches = set(BATCHES) if within else set()
        if len(self.generators) != streams or set(self.arrays) != set(wanted) | batches:
            raise RunStateError("the file is damaged: the run's parts are not all there")
        _check_generators(self.generators)
        _check_numbers(self.numbers)
        for name, own in wanted.items():
            kept = self.arrays[name]
            if kept.shape != own.shape or kept.dtype != own.dtype or not np.isfinite(kept).all():
                raise RunStateError(
                    f"the file is damaged: {name} is {kept.dtype} {kept.shape} "
                    f"and should be finite {own.dtype} {own.shape}"
                )
        if len({len(self.arrays[name]) for name in batches}) > 1:
            raise RunStateError("the file is damaged: the batches of the epoch are not all there")


def _differences(kept: TrainConfig, asked: TrainConfig) -> list[str]:
    """Return what differs, in words, but for the number of threads, which changes no result."""
    pairs = {
        field.name: (getattr(kept, field.name), getattr(asked, field.name))
        for field in fields(kept)
    }
    return [
        "other layers" if name == "layers" else f"{name.replace('_', ' ')} {one} instead of {other}"
        for name, (one, other) in pairs.items()
        if one != other and name != "threads"
    ]


def _check_generators(states: Sequence[Any]) -> None:
    for state in states:
        try:
            np.random.PCG64(0).state = state
        except (ValueError, TypeError, KeyError) as error:
            raise RunStateError(f"the file is damaged: a random stream's {error}") from error


def _check_numbers(numbers: Mapping[str, object]) -> None:
    if set(numbers) != {*_COUNTS, *_AMOUNTS, *_ACCURACIES}:
        raise RunStateError("the file is damaged: the run's numbers are not all there")
    for name, value in numbers.items():
        if name in _COUNTS:
            fits = is_whole(value) and value >= 0
        elif name in _AMOUNTS:
            fits = is_number(value) and 0 <= value < inf
        else:
            fits = is_accuracy(value)
        if not fits:
            raise RunStateError(f"the file is damaged: {name.replace('_', ' ')} is {value!r}")


def _check_format(number: object) -> None:
    """Raise RunStateError unless this program reads that format."""
    if number != FORMAT:
        raise RunStateError(
            f"the file has format {number!r} and this Digitpad reads {FORMAT}; "
            "get a newer Digitpad to resume the run"
        )
