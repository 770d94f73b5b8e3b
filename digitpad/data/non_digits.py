"""Drawings that are no digit, for training and for measuring.

A network that has only seen digits takes anything for one of them, with confidence.  Trained on
drawings of all kinds with no digit as the answer, it learns to be unsure of what it does not know,
of unseen kinds, too (outlier exposure: Hendrycks et al. 2019, arXiv:1812.04606, section 3).
Whatever could be taken for a digit (O, l, S, Z, B, g, and anything that is merely an upright line)
is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from digitpad.data import bundled, figures, scribbles, unseen_figures
from digitpad.data.figures import Figure, line
from digitpad.data.go_on import GoOn, always
from digitpad.data.labels import NO_DIGIT
from digitpad.data.points import Strokes
from digitpad.data.stroke_augmentation import StrokeAugmentation
from digitpad.data.strokes import StrokeSample
from digitpad.data.upright import could_be_a_one

T = TypeVar("T")

# Two fonts that look like handwriting are held out, to measure with letters of unseen form.
HELD_OUT_FONTS = frozenset({"EMS Tech", "EMS Felix"})
_HANDS = StrokeAugmentation(
    turn_degrees=10, stretch=0.2, shear=0.2, bend=0.05, misplacement=0.025, shake=0.02
)
# Matrices that mirror, turn upside down and turn on the side, each with the digits that it makes
# non-digits of; a mirrored 2, for one, would be an S and nearly a 5.
_TURNS = (
    ((3, 4, 9), ((-1, 0), (0, 1))),
    ((4, 7), ((-1, 0), (0, -1))),
    ((3, 4, 5, 6, 9), ((0, 1), (-1, 0))),
)


def training_non_digits(
    count: int, *, rng: np.random.Generator, go_on: GoOn = always
) -> list[Strokes]:
    """Return drawings for training: letters, figures, scribbles, several digits, spoilt digits.

    ``go_on`` is called before each drawing; it ends the work by raising.
    """
    letters = [sample for sample in _letters(go_on) if sample.writer not in HELD_OUT_FONTS]
    sources = (bundled.training_drawings(go_on), letters, figures.FIGURES, scribbles.SCRIBBLES)
    return _drawings(count, *sources, rng=rng, go_on=go_on)


def held_out_non_digits(count: int, *, rng: np.random.Generator) -> list[Strokes]:
    """Return drawings of kinds, fonts and writers that no training sees."""
    letters = [sample for sample in _letters() if sample.writer in HELD_OUT_FONTS]
    sources = (bundled.held_out_drawings(), letters, unseen_figures.FIGURES, scribbles.HELD_OUT)
    return _drawings(count, *sources, rng=rng)


@bundled.Once
def _letters(go_on: GoOn) -> tuple[StrokeSample, ...]:
    return bundled.shipped_drawings("data/letters.jsonl.gz", go_on)


def _drawings(
    count: int,
    digits: Sequence[StrokeSample],
    letters: Sequence[StrokeSample],
    drawn_figures: Mapping[str, Figure],
    drawn_scribbles: Mapping[str, Figure],
    *,
    rng: np.random.Generator,
    go_on: GoOn = always,
) -> list[Strokes]:
    """Return ``count`` drawings of random kinds, each distorted in its own way."""

    def letter() -> Strokes:
        return _one_of(letters, rng).strokes

    makers: tuple[tuple[float, Callable[[], Strokes]], ...] = (
        (0.44, letter),
        (0.20, lambda: _one_of(list(drawn_figures.values()), rng)(rng)),
        (0.12, lambda: _one_of(list(drawn_scribbles.values()), rng)(rng)),
        (0.16, lambda: _several(digits, rng)),
        (0.04, lambda: _crossed_out(digits, rng)),
        (0.04, lambda: _turned(digits, rng)),
    )
    shares = [share for share, _ in makers]
    found: list[Strokes] = []
    while len(found) < count:
        chosen = rng.choice(len(makers), count - len(found), p=shares)
        drawings = []
        for kind in chosen:
            go_on()
            drawings.append(makers[kind][1]())
        labels = np.full(len(drawings), NO_DIGIT, np.uint8)
        distorted = _HANDS.distorted(drawings, labels, rng=rng)
        found += [strokes for strokes in distorted if not could_be_a_one(strokes)]
    return found


def _one_of(things: Sequence[T], rng: np.random.Generator) -> T:
    return things[int(rng.integers(len(things)))]


def _several(digits: Sequence[StrokeSample], rng: np.random.Generator) -> Strokes:
    """Return two to four digits in a row, or two or three one above the other."""
    stacked = rng.random() < 0.2
    chosen: list[StrokeSample] = []
    count = int(rng.integers(2, 4 if stacked else 5))
    while len(chosen) < count:
        sample = _one_of(digits, rng)
        if not stacked or sample.label != 1:  # a one above a one is a one
            chosen.append(sample)
    along = 1 if stacked else 0
    end, result = 0.0, []
    for sample in chosen:
        strokes = [stroke * rng.uniform(0.8, 1.2) for stroke in _upright(sample.strokes)]
        points = np.concatenate(strokes)
        move = np.zeros(2)
        move[along] = end - points[:, along].min()
        result += [stroke + move for stroke in strokes]
        end += np.ptp(points[:, along]) + rng.uniform(-0.05, 0.45)
    return result


def _crossed_out(digits: Sequence[StrokeSample], rng: np.random.Generator) -> Strokes:
    """Return a digit crossed out by a scrawl or by strokes; no zero, which some write slashed."""
    while (sample := _one_of(digits, rng)).label == 0:
        pass
    strokes = _upright(sample.strokes)
    if rng.random() < 0.5:
        return [*strokes, 0.7 * scribbles.scrawl(rng)]
    lines = [rng.uniform(-0.9, 0.9, (2, 2)) for _ in range(rng.integers(3, 6))]
    cross = [line((-0.7, -0.7), (0.7, 0.7)), line((0.7, -0.7), (-0.7, 0.7))]
    return [
        *strokes,
        *(cross if rng.random() < 0.5 else (line(*map(tuple, ends)) for ends in lines)),
    ]


def _turned(digits: Sequence[StrokeSample], rng: np.random.Generator) -> Strokes:
    """Return a digit mirrored, upside down or on its side, where the result is no digit."""
    kind = int(rng.integers(3))
    fitting, turn = _TURNS[kind]
    while (sample := _one_of(digits, rng)).label not in fitting:
        pass
    quarter = rng.choice([-1, 1]) if kind == 2 else 1
    return [quarter * (stroke @ np.array(turn)) for stroke in _upright(sample.strokes)]


def _upright(strokes: Strokes) -> list[NDArray[np.float64]]:
    """Return the drawing centred on 0 and 1 high."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    return [(stroke - (low + high) / 2) / max(high[1] - low[1], 1e-9) for stroke in strokes]
