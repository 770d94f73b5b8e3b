"""What the page Play says in words and numbers."""

from collections.abc import Sequence

import numpy as np

from digitpad.gui.inside.signed_colours import Values
from digitpad.gui.words import percent
from digitpad.inside.missing import Score


def answer_words(before: Values, after: Values, classes: Sequence[str]) -> str:
    """Say what became of the answer: probabilities (C,) with all on, and without what is off."""
    old, new = int(before.argmax()), int(after.argmax())
    now = f"{classes[new]} with {percent(float(after[new]))}"
    if np.array_equal(before, after):
        return f"{now}, all on."
    then = f"{classes[old]} with {percent(float(before[old]))}"
    return f"{now}, instead of {then}." if new != old else f"{now}, before {then}."


def accuracy_words(whole: Score | None, left: Score | None) -> str:
    """Say what became of the accuracy; None where it is not measured yet."""
    if whole is None:
        return "Measuring."
    images = f"{whole.images:,} validation images"
    if left is None:
        return f"{percent(whole.accuracy)} of {images}, all on."
    if left.images < whole.images:
        return f"{percent(left.accuracy)} of the first {left.images:,} of {images}."
    points = 100 * (left.accuracy - whole.accuracy)
    more = "more" if points > 0 else "less"
    change = f"{abs(points):.1f} points {more}" if round(points, 1) else "as before"
    loss = f"loss {left.loss:.3f} nats, before {whole.loss:.3f}"
    return f"{percent(left.accuracy)} of {images}, {change}; {loss}."


def unit_words(count: int, off: frozenset[int], needs: Values | None, noun: str) -> list[str]:
    """Say of each kernel or unit whether it is on and how much the network misses it."""
    words = []
    for unit in range(count):
        state = "off" if unit in off else "on"
        need = "" if needs is None or np.isnan(needs[unit]) else _need(float(needs[unit]))
        words.append(f"{noun} {unit}: {state}.{need}")
    return words


def _need(grown: float) -> str:
    verb = "grows" if grown >= 0 else "shrinks"
    return f" Without it the loss {verb} by {abs(grown):.4f} nats an image."
