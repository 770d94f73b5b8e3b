"""What the page Why says in words and numbers."""

from collections.abc import Sequence
from math import exp

import numpy as np
from numpy.typing import NDArray

from digitpad.gui.words import counted, percent
from digitpad.inside.evidence import Evidence, Method
from digitpad.inside.what_if import MOST_DABS, Change

_MOST_TIMES = 1e6  # beyond, a number says no more
_OTHERS = "all others together"
_FIRM = "\N{NO-BREAK SPACE}"  # keeps a class and its share on one line
_NAMED = 3  # classes of a changed image


def score_words(score: float, wanted: str, other: str) -> str:
    """Say how many times likelier one is than the other; ``score`` is the logarithm of that."""
    first, second = (wanted, other) if score >= 0 else (other, wanted)
    verb = "are" if first == _OTHERS else "is"
    return f"{first} {verb} {_times(abs(score))} likelier than {second}: {signed(score)} nats."


def other_words(against: int | None, classes: Sequence[str]) -> str:
    """Name what a class is held against."""
    return _OTHERS if against is None else classes[against]


def sum_words(found: Evidence, method: Method) -> str:
    """Say what speaks for and against in sum, and, where it has to add up, that it does."""
    values = found.values
    above, below = values[values > 0].sum(), values[values < 0].sum()
    if method.adds_up:
        return (
            f"Ink for it {signed(above)}, against it {signed(below)}, blank sheet "
            f"{signed(found.blank)}: {signed(found.blank + found.total)} of {signed(found.score)}."
        )
    return f"The most for it {signed(values.max())}, the most against it {signed(values.min())}."


def change_words(change: Change, classes: Sequence[str], *, is_done: bool) -> str:
    """Say what was changed and what the network says of it."""
    wanted = classes[change.wanted]
    if change.found and not change.dabs:
        return f"It is read as {wanted} already."
    if is_done and not change.found:
        return f"No way found with {MOST_DABS} dabs: {likeliest_words(change, classes)}."
    if not change.dabs:
        return "Looking for a way."
    ink = f"{_pixels(change.added)} pixels of ink added, {_pixels(change.removed)} removed"
    return f"{counted(change.dabs, 'dab')}: {ink}. Now {likeliest_words(change, classes)}."


def likeliest_words(change: Change, classes: Sequence[str]) -> str:
    """Name the likeliest classes of the changed image with their probabilities."""
    order = np.argsort(change.probabilities)[::-1][:_NAMED]
    shares = (percent(float(change.probabilities[i])).replace(" ", _FIRM) for i in order)
    return ", ".join(f"{classes[i]}:{_FIRM}{share}" for i, share in zip(order, shares, strict=True))


def signed(value: float) -> str:
    """Return a number with its sign: ``+2.3``."""
    return f"{value:+z.2f}".replace("-", "\N{MINUS SIGN}")


def _pixels(ink: NDArray[np.uint8]) -> str:
    return f"{ink.sum(dtype=np.int64) / 255:.1f}"


def _times(score: float) -> str:
    times = exp(min(score, 50.0))
    if times > _MOST_TIMES:
        return "over a million times"
    return f"{times:,.0f} times" if times >= 10 else f"{times:.1f} times"
