"""Pictures as paint programs and screens make them: even paper, hard or soft brushes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from reads.digits import Digit, Ink, Picture

Rng = np.random.Generator
WHITE, BLACK = (255.0, 255.0, 255.0), (0.0, 0.0, 0.0)
GREENS = ((210.0, 60.0, 60.0), (60.0, 135.4, 60.0))  # red and green of the same luminance


def on_sheet(ink: Ink, rng: Rng, *, least: float = 1.2, most: float = 3.0) -> Ink:
    """Put ink anywhere on a sheet, ``least`` to ``most`` times as large."""
    height, width = ink.shape
    side = max(height, width)
    rows, columns = np.ceil(side * rng.uniform(least, most, 2)).astype(int)
    sheet = np.zeros((max(rows, height), max(columns, width)), np.float32)
    top, left = (rng.integers(0, np.array(sheet.shape) - ink.shape + 1)).tolist()
    sheet[top : top + height, left : left + width] = ink
    return sheet


def coloured(ink: Ink, line: tuple[float, ...], paper: tuple[float, ...]) -> Picture:
    """Lay ink of one colour on paper of another."""
    mixed = ink[:, :, None] * np.array(line) + (1 - ink[:, :, None]) * np.array(paper)
    return np.rint(mixed.clip(0, 255)).astype(np.uint8)


def _side(rng: Rng, low: float = 40, high: float = 400) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def pencil(digit: Digit, rng: Rng) -> Picture:
    return coloured(on_sheet(digit.ink(_side(rng), line=0, smooth=False), rng), BLACK, WHITE)


def hard_brush(digit: Digit, rng: Rng) -> Picture:
    side = _side(rng, 60)
    line = rng.uniform(3, 20) / side
    return coloured(
        on_sheet(digit.ink(side, line=min(line, 0.16), smooth=False), rng), BLACK, WHITE
    )


def soft_brush(digit: Digit, rng: Rng) -> Picture:
    return coloured(
        on_sheet(digit.ink(_side(rng), line=rng.uniform(0.03, 0.15)), rng), BLACK, WHITE
    )


def marker(digit: Digit, rng: Rng) -> Picture:
    return coloured(on_sheet(digit.ink(_side(rng), line=rng.uniform(0.16, 0.2)), rng), BLACK, WHITE)


def spray(digit: Digit, rng: Rng) -> Picture:
    ink = on_sheet(digit.ink(_side(rng, 100), line=0.13), rng)
    return coloured((ink * (rng.random(ink.shape) < 0.35)).astype(np.float32), BLACK, WHITE)


def cropped(digit: Digit, rng: Rng) -> Picture:
    ink = digit.ink(_side(rng), line=rng.uniform(0.06, 0.15))
    rows, columns = (np.flatnonzero((ink > 0.5).any(axis=axis)) for axis in (1, 0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    colours = (BLACK, WHITE) if rng.random() < 0.5 else (WHITE, BLACK)
    return coloured(ink, *colours)


def inverted(digit: Digit, rng: Rng) -> Picture:
    return 255 - soft_brush(digit, rng)


def low_contrast(digit: Digit, rng: Rng) -> Picture:
    level = rng.uniform(40, 200)
    ink = on_sheet(digit.ink(_side(rng), line=0.1), rng)
    return coloured(ink, (level + 20,) * 3, (level,) * 3)


def same_luminance(digit: Digit, rng: Rng) -> Picture:
    ink = on_sheet(digit.ink(_side(rng), line=0.1), rng)
    return coloured(ink, *(GREENS if rng.random() < 0.5 else GREENS[::-1]))


def any_colours(digit: Digit, rng: Rng) -> Picture:
    ink = on_sheet(digit.ink(_side(rng), line=0.1), rng)
    while True:
        line, paper = rng.uniform(0, 255, (2, 3))
        if np.abs(line - paper).sum() > 150:
            return coloured(ink, tuple(line), tuple(paper))


def screenshot(digit: Digit, rng: Rng) -> Picture:
    """A drawing board with a thin frame, on a window of nearly its colour."""
    dark = rng.random() < 0.5
    ink = on_sheet(digit.ink(_side(rng, 80), line=0.1), rng, least=1.5)
    board = coloured(ink, *((WHITE, (24.0,) * 3) if dark else ((20.0,) * 3, WHITE)))
    framed = np.pad(board, ((1, 1), (1, 1), (0, 0)), constant_values=70 if dark else 200)
    room = ((12, 12), (12, 12), (0, 0))
    return np.pad(framed, room, constant_values=32 if dark else 245)


def transparent(digit: Digit, rng: Rng) -> Picture:
    """Ink in the alpha alone: black, white or of any colour."""
    ink = on_sheet(digit.ink(_side(rng), line=rng.uniform(0.03, 0.15)), rng)
    picture = np.zeros((*ink.shape, 4), np.uint8)
    shades = (BLACK, WHITE, tuple(rng.uniform(0, 255, 3)))
    picture[:, :, :3] = np.array(shades[rng.integers(3)]).astype(np.uint8)
    picture[:, :, 3] = np.rint(255 * ink)
    return picture


def _tiny(pixels: int) -> Callable[[Digit, Rng], Picture]:
    """A digit as high as a picture of so many pixels, as in scikit-learn's collection."""

    def picture(digit: Digit, rng: Rng) -> Picture:
        ink = digit.ink(16 * pixels, line=0.13)
        side = 16 * pixels
        rows, columns = (np.flatnonzero((ink > 0.5).any(axis=axis)) for axis in (1, 0))
        ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1][:side, :side]
        spare = [side - length for length in ink.shape]
        padded = np.pad(ink, [(some // 2, some - some // 2) for some in spare])
        means = padded.reshape(pixels, 16, pixels, 16).mean(axis=(1, 3))
        return coloured(means, *((BLACK, WHITE) if rng.random() < 0.5 else (WHITE, BLACK)))

    return picture


STYLES: dict[str, Callable[[Digit, Rng], Picture]] = {
    "pencil, 1 px": pencil,
    "hard brush, 3-20 px": hard_brush,
    "soft brush": soft_brush,
    "fat marker": marker,
    "spray": spray,
    "no margin": cropped,
    "light on dark": inverted,
    "low contrast": low_contrast,
    "same luminance": same_luminance,
    "any colours": any_colours,
    "screenshot": screenshot,
    "transparent": transparent,
    "8x8": _tiny(8),
    "12x12": _tiny(12),
    "16x16": _tiny(16),
}
