"""All that a run needs to go on exactly where it was after an epoch, also as bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from digitpad.nn import Array, archive
from digitpad.training.config import TrainConfig

FORMAT = 1


class RunStateError(ValueError):
    """The bytes are no run that can go on; the text says why in one sentence."""


@dataclass(frozen=True)
class RunState:
    """A run after some epochs.  It shares no array with the run.

    ``numbers``: counts and measurements by name.  ``generators``: states of the random streams.
    ``arrays``: vectors by name: parameters and statistics, the averages of both, the optimizer's.
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
            check_format(header["format"])
            settings = dict(header["config"])
            settings["layers"] = tuple(settings["layers"])
            return cls(
                TrainConfig(**settings),
                dict(header["numbers"]),
                list(header["generators"]),
                arrays,
            )
        except RunStateError:
            raise
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise RunStateError(
                f"the file is damaged or is no run of Digitpad ({error})"
            ) from error

    def check_fits(self, config: TrainConfig, arrays: Mapping[str, Array], streams: int) -> None:
        """Raise RunStateError unless a run with these settings and arrays can go on from here."""
        if replace(self.config, threads=config.threads) != config:
            raise RunStateError("the run has other settings than the one to go on with")
        if len(self.generators) != streams or set(self.arrays) != set(arrays):
            raise RunStateError("the file is damaged: the run's parts are not all there")
        for name, own in arrays.items():
            kept = self.arrays[name]
            if kept.shape != own.shape or kept.dtype != own.dtype or not np.isfinite(kept).all():
                raise RunStateError(
                    f"the file is damaged: {name} is {kept.dtype} {kept.shape} and not finite "
                    f"{own.dtype} {own.shape}"
                )


def check_format(number: object) -> None:
    """Raise RunStateError unless this program reads that format."""
    if number != FORMAT:
        raise RunStateError(
            f"the file has format {number!r} and this Digitpad reads {FORMAT}; "
            "get a newer Digitpad to go on with the run"
        )
