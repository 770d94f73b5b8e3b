"""Scribbling without end: what millions of movements of the pen cost.

``python -m tests.robust.scribble --points 100000000`` draws them on a sheet and prints how long one
takes and what the sheet holds, ten times on the way (a quarter of an hour for 100 million).
"""

import argparse
import sys
from collections.abc import Iterator
from time import perf_counter

import numpy as np

from digitpad.gui.desk.drawing import Drawing
from digitpad.gui.desk.stroke import SHEET
from tests.benchmarks.bench.peak import peak_memory_mb

_BLOCK = 10_000  # movements between two lifts of the pen
_SPEED = 3.0  # units of the sheet from one position to the next, about


def positions(rng: np.random.Generator) -> Iterator[list[tuple[float, float]]]:
    """Return blocks of positions of a pen that goes round and round all over the sheet."""
    angle, at = 0.0, np.array((SHEET / 2, SHEET / 2))
    while True:
        angles = angle + np.cumsum(rng.normal(0.0, 0.2, _BLOCK))
        way = np.column_stack([np.cos(angles), np.sin(angles)]) * _SPEED
        path = at + np.cumsum(way * rng.uniform(0.2, 2.0, (_BLOCK, 1)), axis=0)
        angle, at = angles[-1], path[-1]
        # Reflected at the edges: a triangle wave of the free path.
        yield [(x, y) for x, y in np.abs((path % (2 * SHEET)) - SHEET).tolist()]


def scribble(drawing: Drawing, count: int, blocks: Iterator[list[tuple[float, float]]]) -> None:
    """Draw ``count`` movements, a multiple of the block, lifting the pen after each block."""
    for _ in range(count // _BLOCK):
        block = next(blocks)
        drawing.press(*block[0], 20.0)
        for x, y in block[1:]:
            drawing.move(x, y, 20.0)
        drawing.lift()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=1_000_000)
    points = parser.parse_args().points
    drawing, blocks = Drawing(), positions(np.random.default_rng(1))
    for tenth in range(1, 11):
        began = perf_counter()
        scribble(drawing, points // 10, blocks)
        each_us = (perf_counter() - began) / (points // 10) * 1e6
        held = sum(len(stroke) for stroke in drawing.strokes)
        sys.stdout.write(
            f"{tenth * points // 10:,} movements: {each_us:.1f} us each, {held:,} points in "
            f"{len(drawing.strokes):,} strokes held, {peak_memory_mb():.0f} MB at most\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
