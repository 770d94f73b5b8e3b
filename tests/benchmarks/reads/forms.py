"""Digits by rule, in forms that schools of many countries teach and hands make of them.

The pen drawings on board are by few people of one country.  These forms stand for the others: a 0
with a slash, a 1 with flag, foot or a hook to the right, a 2 with a loop, a 3 with a flat top, a 4
open, closed or in one line, a 9 with a straight or a hooked leg.  No training sees them.  Each is a
function of a random generator that returns strokes, about 2 in size, as in data/figures.py.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from digitpad.data.figures import Figure, arc, line
from digitpad.data.points import Points, Strokes


def drawn_forms(count: int, *, rng: np.random.Generator) -> tuple[list[Strokes], list[int]]:
    """Return ``count`` drawings and their labels, each digit and each of its forms as often."""
    labels = [number % 10 for number in range(count)]
    drawings = []
    for number, label in enumerate(labels):
        forms = FORMS[label]
        drawings.append(forms[number // 10 % len(forms)](rng))
    return drawings, labels


def _joined(*parts: Points) -> Points:
    """Return one stroke that runs through all parts."""
    return np.concatenate(parts)


def _ring(rng: np.random.Generator) -> Strokes:
    """A zero begun anywhere at its top; its ends overlap, fall short, or cross in a loop."""
    start, turn = rng.uniform(0.6, 0.9), rng.choice([-1, 1]) * rng.uniform(0.93, 1.15)
    stroke = arc(0, 0, rng.uniform(0.55, 0.9), 1, start, turn)
    drift = np.linspace(0, 1, len(stroke))[:, None] ** 2
    return [stroke + drift * rng.normal(0, 0.12, 2)]


def _looped_zero(rng: np.random.Generator) -> Strokes:
    width = rng.uniform(0.55, 0.85)
    ring = arc(0, 0, width, 1, 0.78, -1.0)
    loop = arc(0.1, -0.9, rng.uniform(0.15, 0.4), rng.uniform(0.1, 0.25), 0.7, -0.6)
    return [_joined(ring, loop)]


def _slashed_zero(rng: np.random.Generator) -> Strokes:
    side, reach = rng.choice([-1, 1]), rng.uniform(0.5, 1.1)
    slash = line((-side * 0.6 * reach, reach), (side * 0.6 * reach, -reach))
    return [*_ring(rng), slash]


def _flagged_one(rng: np.random.Generator) -> Strokes:
    """A stem with a flag, at times with a foot."""
    slope, length = np.deg2rad(rng.uniform(18, 70)), rng.uniform(0.25, 1.1)
    tip = (-length * np.cos(slope), -1 + length * np.sin(slope))
    lean = rng.uniform(-0.25, 0.1)
    stem = line(tip, (0, -1), (lean, 1))
    if rng.random() < 0.5:
        return [stem]
    reach = rng.uniform(0.2, 0.7)
    return [stem, line((lean - reach, 1), (lean + reach, 1))]


def _hooked_one(rng: np.random.Generator) -> Strokes:
    """A stem whose foot turns up or out to the right."""
    lean, reach = rng.uniform(-0.2, 0.2), rng.uniform(0.15, 0.5)
    stem = [(lean, -1.0), (-0.1, 1.0)]
    if rng.random() < 0.3:
        stem.insert(0, (lean - rng.uniform(0.15, 0.5), -1 + rng.uniform(0.1, 0.45)))
    return [line(*stem, (-0.1 + reach, 1 - rng.uniform(-0.05, 0.6)))]


def _plain_one(rng: np.random.Generator) -> Strokes:
    return [line((rng.uniform(-0.1, 0.5), -1), (0, 1))]


def _looped_two(rng: np.random.Generator) -> Strokes:
    """A two whose lower left corner is a loop."""
    size = rng.uniform(0.1, 0.3)
    top = arc(0, -0.45, rng.uniform(0.5, 0.75), 0.55, rng.uniform(0.5, 0.62), 0.5)
    loop = arc(-0.55, 0.8, size * 1.4, size, 0.1, -1.0)
    return [_joined(top, line((0.1, 0.3), (-0.4, 0.8)), loop, _wave(-0.2, 0.9, 0.8, rng))]


def _angled_two(rng: np.random.Generator) -> Strokes:
    top = arc(0, -0.45, rng.uniform(0.45, 0.75), 0.55, rng.uniform(0.5, 0.6), rng.uniform(0.5, 0.6))
    end = (rng.uniform(0.6, 1), 1 + rng.normal(0, 0.1))
    return [_joined(top, line((0.35, 0.1), (-0.75, 1), end))]


def _wave(left: float, level: float, right: float, rng: np.random.Generator) -> Points:
    x = np.linspace(left, right, 10)
    return np.stack([x, level + rng.uniform(0, 0.15) * np.sin(np.linspace(0, 2 * np.pi, 10))], 1)


def _round_three(rng: np.random.Generator) -> Strokes:
    waist = rng.uniform(-0.2, 0.05)
    upper = arc(0, (waist - 1) / 2, rng.uniform(0.4, 0.7), (1 + waist) / 2, 0.58, 0.62)
    lower = arc(0, (waist + 1) / 2, rng.uniform(0.5, 0.8), (1 - waist) / 2, 0.8, 0.62)
    return [_joined(upper, lower)]


def _flat_three(rng: np.random.Generator) -> Strokes:
    middle = rng.uniform(-0.3, 0.0)
    top = line((-0.6, -1), (0.6, -1 + rng.normal(0, 0.08)), (rng.uniform(-0.2, 0.1), middle))
    lower = arc(0, (middle + 1) / 2, rng.uniform(0.55, 0.8), (1 - middle) / 2, 0.77, 0.65)
    return [_joined(top, lower)]


def _open_four(rng: np.random.Generator) -> Strokes:
    """An angle or a bowl, and a stem that begins beside it."""
    level, stem = rng.uniform(0.05, 0.45), rng.uniform(0.15, 0.5)
    if rng.random() < 0.6:
        angle = line((rng.uniform(-0.5, -0.2), -1), (-0.7, level), (0.9, level))
    else:
        angle = _joined(
            arc(-0.1, level - 0.5, 0.5, 0.5, 0.5, -0.3), line((0.1, level), (0.8, level))
        )
    top = rng.uniform(-1, -0.2)
    return [angle, line((stem, top), (stem + rng.uniform(-0.25, 0.05), 1))]


def _closed_four(rng: np.random.Generator) -> Strokes:
    level, beyond = rng.uniform(0.1, 0.5), rng.uniform(0.1, 0.5)
    angle = line((0.3, -1), (-0.8, level), (0.3 + beyond, level))
    return [angle, line((0.3, -1 + rng.uniform(0, 0.15)), (0.3 + rng.uniform(-0.1, 0.1), 1))]


def _four_in_one(rng: np.random.Generator) -> Strokes:
    """A four without lifting the pen: back up from the bar, and down."""
    level, stem = rng.uniform(0.0, 0.45), rng.uniform(0.1, 0.5)
    turn = (stem + rng.uniform(0.2, 0.5), level + rng.uniform(-0.1, 0.1))
    up = (stem + rng.uniform(0, 0.3), rng.uniform(-1, -0.2))
    return [line((rng.uniform(-0.5, 0), -1), (-0.7, level), turn, up, (stem - 0.1, 1))]


def _hatted_five(rng: np.random.Generator) -> Strokes:
    """The belly first, and the hat as a stroke of its own."""
    belly, corner = _belly(rng)
    reach = rng.uniform(0.6, 1.2)
    left = corner[0] + rng.uniform(-0.1, 0.2)
    return [belly, line((left, corner[1]), (left + reach, corner[1] + rng.normal(0, 0.1)))]


def _five_in_one(rng: np.random.Generator) -> Strokes:
    belly, corner = _belly(rng)
    hat = line((corner[0] + rng.uniform(0.6, 1.1), corner[1] + rng.normal(0, 0.12)), corner)
    return [_joined(hat, belly)]


def _belly(rng: np.random.Generator) -> tuple[Points, tuple[float, float]]:
    corner, waist = (rng.uniform(-0.6, -0.3), -1.0), rng.uniform(-0.25, 0.1)
    width = rng.uniform(0.55, 0.85)
    down = line(corner, (rng.uniform(-0.65, -0.4), waist + 0.05))
    bow = arc(-0.1, (waist + 1) / 2, width, (1 - waist) / 2, rng.uniform(0.62, 0.72), 0.65)
    return _joined(down, bow), corner


def _six(rng: np.random.Generator) -> Strokes:
    """A bowed or straight back, and a loop that closes or does not."""
    top, size = rng.uniform(-0.1, 0.6), rng.uniform(0.35, 0.55)
    loop = arc(0, 1 - size, rng.uniform(0.45, 0.65), size, 0.5, -rng.uniform(0.85, 1.15))
    bow = rng.uniform(0.1, 0.5)
    t = np.linspace(0, 1, 12)[:, None]
    ends = np.array([top, -1]), loop[0]
    back = (1 - t) ** 2 * ends[0] + 2 * t * (1 - t) * (loop[0] + [0, -bow]) + t**2 * ends[1]
    return [_joined(back, loop)]


def _seven(rng: np.random.Generator) -> Strokes:
    """A seven with or without a serif and a bar."""
    corner, foot = (0.65, -1 + rng.normal(0, 0.08)), (rng.uniform(-0.5, 0.35), 1.0)
    start = (-0.65, -1 + rng.normal(0, 0.08))
    serif = [(start[0] + rng.normal(0, 0.05), start[1] + rng.uniform(0.1, 0.35))]
    stroke = line(*(serif if rng.random() < 0.35 else []), start, corner, foot)
    if rng.random() < 0.5:
        return [stroke]
    share = rng.uniform(0.4, 0.6)
    x = corner[0] + share * (foot[0] - corner[0])
    reach, level = rng.uniform(0.25, 0.6), corner[1] + share * (1 - corner[1])
    return [stroke, line((x - reach, level + rng.normal(0, 0.06)), (x + reach, level))]


def _crossing_eight(rng: np.random.Generator) -> Strokes:
    """An eight in one line, whose ends at the top meet, cross or stay apart."""
    t = np.linspace(0, 1, 48) + rng.uniform(-0.04, 0.04)
    t = 0.5 * t * rng.uniform(0.92, 1.04) * 2
    widths = rng.uniform(0.4, 0.7, 2)
    x, y = np.sin(4 * np.pi * t), -np.cos(2 * np.pi * t)
    stroke = np.stack([-x * np.where(y < 0, *widths), y], axis=1)
    return [stroke * [rng.choice([-1, 1]), 1]]


def _two_rings(rng: np.random.Generator) -> Strokes:
    waist, overlap = rng.uniform(-0.25, 0.1), rng.uniform(-0.05, 0.15)
    upper = arc(0, (waist - 1) / 2, rng.uniform(0.35, 0.55), (1 + waist) / 2, 0.25, 1.02)
    lower = arc(0, (waist + 1 - overlap) / 2, rng.uniform(0.45, 0.7), (1 - waist + overlap) / 2)
    return [upper, np.roll(lower[:-1], 8, axis=0)]


def _nine(rng: np.random.Generator) -> Strokes:
    """A loop, small or large, and a leg that is straight, leaning or hooked to the left."""
    size, width = rng.uniform(0.25, 0.5), rng.uniform(0.35, 0.6)
    loop = arc(0, -1 + size, width, size, rng.uniform(0.9, 1.0), -rng.uniform(0.9, 1.1))
    foot = (width + rng.uniform(-0.5, 0.1), 1.0)
    leg = line((width, -1 + size), foot)
    hook = rng.random()
    if hook < 0.4:
        reach = rng.uniform(0.2, 0.7)
        bow = arc(width - reach, 0.6, reach, 0.4, 0, rng.uniform(0.25, 0.48))
        leg = _joined(line((width, -1 + size), (width, 0.5)), bow)
    return [_joined(loop, leg)]


FORMS: Mapping[int, Sequence[Figure]] = MappingProxyType(
    {
        0: (_ring, _looped_zero, _slashed_zero),
        1: (_flagged_one, _hooked_one, _plain_one),
        2: (_looped_two, _angled_two),
        3: (_round_three, _flat_three),
        4: (_open_four, _closed_four, _four_in_one),
        5: (_hatted_five, _five_in_one),
        6: (_six,),
        7: (_seven,),
        8: (_crossing_eight, _two_rings),
        9: (_nine,),
    }
)
