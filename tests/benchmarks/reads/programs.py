"""What paint programs leave in a picture beside the digit: frames, dark sheets, broad brushes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reads.digits import Digit, Ink, Picture
from reads.paint import BLACK, WHITE, coloured, on_sheet

Rng = np.random.Generator

_BRUSH_PX = 40.0
_HUES = ((200, 30, 40), (20, 90, 200), (10, 130, 60), (120, 40, 150), (230, 120, 10))
_DARK = ((18, 18, 18), (30, 30, 46), (40, 44, 52))


def _drawn(digit: Digit, rng: Rng, *, line: float = 0.08, least: float = 1.3) -> Ink:
    return on_sheet(digit.ink(rng.uniform(120, 400), line=line), rng, least=least)


def _colour(colours: tuple[tuple[int, int, int], ...], rng: Rng) -> tuple[float, ...]:
    return tuple(float(part) for part in colours[rng.integers(len(colours))])


def broad_brush(digit: Digit, rng: Rng) -> Picture:
    """A brush of 40 pixels on a canvas of some 400."""
    side = rng.uniform(240, 400)
    return coloured(on_sheet(digit.ink(side, line=_BRUSH_PX / side), rng), BLACK, WHITE)


def thick_frame(digit: Digit, rng: Rng) -> Picture:
    """A frame around the sheet, as dark as the ink or coloured."""
    sheet = coloured(_drawn(digit, rng, least=1.5), BLACK, WHITE)
    width = int(rng.integers(2, 16))
    colour = BLACK if rng.random() < 0.5 else _colour(_HUES, rng)
    framed = np.empty((sheet.shape[0] + 2 * width, sheet.shape[1] + 2 * width, 3), np.uint8)
    framed[:] = colour
    framed[width:-width, width:-width] = sheet
    return framed


def dark_mode(digit: Digit, rng: Rng) -> Picture:
    """Grey, white or coloured ink on a nearly black sheet."""
    ink = (200.0,) * 3 if rng.random() < 0.5 else tuple(40 + 0.8 * c for c in _colour(_HUES, rng))
    return coloured(_drawn(digit, rng), ink, _colour(_DARK, rng))


def coloured_on_coloured(digit: Digit, rng: Rng) -> Picture:
    """A strong colour on a pastel sheet."""
    paper = tuple(255 - 0.35 * (255 - c) for c in _colour(_HUES, rng))
    return coloured(_drawn(digit, rng), _colour(_HUES, rng), paper)


def checkered(digit: Digit, rng: Rng) -> Picture:
    """Ink on the squares that stand for no background, as a screenshot has them."""
    ink = _drawn(digit, rng)
    y, x = np.indices(ink.shape) // 8
    paper = np.where((y + x) % 2, 204.0, 255.0)[:, :, np.newaxis]
    return np.rint(paper * (1 - ink[:, :, np.newaxis])).repeat(3, axis=2).astype(np.uint8)


STYLES: dict[str, Callable[[Digit, Rng], Picture]] = {
    "brush of 40 px": broad_brush,
    "thick frame": thick_frame,
    "dark mode": dark_mode,
    "coloured on coloured": coloured_on_coloured,
    "checkered background": checkered,
}
