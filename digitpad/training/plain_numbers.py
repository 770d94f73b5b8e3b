"""What counts as a number among values that come from a file or a person: True and False do not."""

from typing import TypeGuard


def is_whole(value: object) -> TypeGuard[int]:
    """Tell whether ``value`` is a whole number, of any size and sign."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> TypeGuard[float]:
    """Tell whether ``value`` is a number, whole or not; NaN and infinity are."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_accuracy(value: object) -> bool:
    """Tell whether ``value`` is an accuracy in [0, 1], or None: nothing was measured."""
    return value is None or (is_number(value) and 0 <= value <= 1)
