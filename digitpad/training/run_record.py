"""What is known of a run that is kept: small, checked, and human-readable JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from digitpad.training.config import TrainConfig
from digitpad.training.plain_numbers import is_accuracy, is_number, is_whole

FORMAT = 1
LONGEST_NAME = 80
Status = Literal["running", "finished", "stopped", "diverged", "interrupted"]


class RunRecordError(ValueError):
    """The bytes hold no record of a run; the text, why, ends a sentence."""


@dataclass(frozen=True)
class RunRecord:
    """One run.  ``interrupted`` is one whose program ended before it did.

    ``id`` names its files; ``started_at`` is ISO 8601, UTC; ``seconds`` are those of work;
    accuracies in [0, 1] are those last measured, None where they never were.
    Raises: ValueError, a value that no run can have.
    """

    id: str
    name: str
    config: TrainConfig
    status: Status
    started_at: str
    parameter_count: int
    images: int
    steps_total: int
    version: str
    epochs_done: int = 0
    step: int = 0
    seconds: float = 0.0
    images_per_second: float | None = None
    validation_accuracy: float | None = None
    drawn_accuracy: float | None = None
    test_accuracy: float | None = None

    def __post_init__(self) -> None:
        for name, fits in _CHECKS.items():
            value = getattr(self, name)
            if not fits(value):
                raise ValueError(f"its {name.replace('_', ' ')} is {value!r}")

    @property
    def started(self) -> datetime:
        """When it began, in UTC."""
        return datetime.fromisoformat(self.started_at)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to resume."""
        return self.status in ("finished", "diverged")

    @property
    def score(self) -> float | None:
        """How good its network is: the mean of what is known of validation and drawn digits."""
        known = [a for a in (self.validation_accuracy, self.drawn_accuracy) if a is not None]
        return sum(known) / len(known) if known else None

    def metadata(self) -> dict[str, Any]:
        """Return the metadata for a model file: settings without layers, and results."""
        return {
            **settings(self.config),
            "run": self.id,
            "name": self.name,
            "reason": self.status,
            "test_accuracy": self.test_accuracy,
            "validation_accuracy": self.validation_accuracy,
            "drawn_accuracy": self.drawn_accuracy,
            "seconds": self.seconds,
            "steps": self.step,
            "started_at": self.started_at,
            "version": self.version,
        }

    def dumps(self) -> bytes:
        """Return the record as bytes."""
        content = asdict(self)
        full = {"format": FORMAT, "sha256": _digest(content), "run": content}
        return json.dumps(full, indent=1).encode()

    @classmethod
    def loads(cls, content: bytes) -> RunRecord:
        """Return the record in ``content``.  Raises: RunRecordError."""
        try:
            values = _checked(json.loads(content))
            return cls(**{**values, "config": TrainConfig.from_plain(values["config"])})
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise RunRecordError(f"its record cannot be read ({error})") from error


def _checked(full: dict[str, Any]) -> dict[str, Any]:
    """Return the values in a record file of this format and with the right checksum."""
    if full["format"] != FORMAT:
        raise ValueError(f"it has format {full['format']!r} and this Digitpad reads {FORMAT}")
    values: dict[str, Any] = full["run"]
    if _digest(values) != full["sha256"]:
        raise ValueError("its checksum does not match its content")
    return values


def settings(config: TrainConfig) -> dict[str, Any]:
    """Return all settings but the layers, which a model file holds anyway."""
    return {
        field.name: getattr(config, field.name)
        for field in fields(config)
        if field.name != "layers"
    }


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _is_count(value: object) -> bool:
    return is_whole(value) and 0 <= value < 2**63


def _is_amount(value: object) -> bool:
    return is_number(value) and 0 <= value < 1e18


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_NAME and value.isprintable()


def _is_time(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo == UTC
    except ValueError:
        return False


_CHECKS: dict[str, Callable[[object], bool]] = {
    "id": _is_name,
    "name": _is_name,
    "status": lambda value: value in get_args(Status),
    "started_at": _is_time,
    "parameter_count": _is_count,
    "images": _is_count,
    "steps_total": _is_count,
    "version": _is_name,
    "epochs_done": _is_count,
    "step": _is_count,
    "seconds": _is_amount,
    "images_per_second": lambda value: value is None or _is_amount(value),
    "validation_accuracy": is_accuracy,
    "drawn_accuracy": is_accuracy,
    "test_accuracy": is_accuracy,
}
