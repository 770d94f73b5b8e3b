"""Pictures as cameras make them: uneven light, blur, noise, JPEG, paper of all kinds."""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from digitpad.gui.desk.picture_reader import image_from_array
from reads.digits import Digit, Ink, Picture, array_of
from reads.paint import on_sheet

Rng = np.random.Generator
Light = NDArray[np.float64]  # (H, W), of full light

_PENS = ((30, 30, 35), (25, 40, 120), (150, 30, 35), (70, 70, 75))  # black, blue, red, pencil
_PAPERS = ((235, 233, 228), (250, 250, 250), (225, 215, 180), (180, 205, 230), (240, 190, 190))


def _sheet(digit: Digit, rng: Rng, *, most: float = 3.0) -> Ink:
    """A digit somewhere on a sheet, turned out of the camera's plane by a few degrees."""
    ink = digit.ink(rng.uniform(90, 250), line=rng.uniform(0.04, 0.12))
    sheet = on_sheet(ink, rng, least=1.6, most=most)
    matrix = np.eye(2) + rng.uniform(-0.06, 0.06, (2, 2))
    middle = np.array(sheet.shape) / 2
    turned = ndimage.affine_transform(sheet, matrix, middle - matrix @ middle, order=1)
    return np.asarray(turned, np.float32).clip(0, 1)


def _places(ink: Ink) -> tuple[Light, Light]:
    y, x = np.mgrid[-1 : 1 : ink.shape[0] * 1j, -1 : 1 : ink.shape[1] * 1j]
    return y, x


def _gradient(ink: Ink, rng: Rng) -> Light:
    y, x = _places(ink)
    angle = rng.uniform(0, 2 * np.pi)
    return 0.75 + 0.25 * (np.cos(angle) * x + np.sin(angle) * y) / np.sqrt(2)


def _vignette(ink: Ink, rng: Rng) -> Light:
    y, x = _places(ink)
    return 1 - rng.uniform(0.15, 0.3) * (x * x + y * y)


def _shadow(ink: Ink, rng: Rng) -> Light:
    y, x = _places(ink)
    angle = rng.uniform(0, 2 * np.pi)
    edge = np.cos(angle) * x + np.sin(angle) * y - rng.uniform(-0.4, 0.4)
    depth, sharpness = rng.uniform(0.25, 0.5), rng.uniform(5, 25)
    return np.asarray(1 - depth / (1 + np.exp(-sharpness * edge)))


def photograph(reflects: NDArray[np.float64], light: Light, rng: Rng) -> Picture:
    """Return what a camera sees of (H, W, 3), 0 to 255: blurred, noisy, and saved as JPEG."""
    seen = reflects * light[:, :, None]
    seen = ndimage.gaussian_filter(seen, (rng.uniform(0.4, 1.3),) * 2 + (0,))
    seen += rng.normal(0, rng.uniform(1, 5), seen.shape)
    return as_jpeg(np.rint(seen.clip(0, 255)).astype(np.uint8), int(rng.integers(40, 95)))


def as_jpeg(picture: Picture, quality: int) -> Picture:
    """Return (H, W, 3) as it comes back from a JPEG file."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    opaque = np.full(picture.shape[:2], 255, np.uint8)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image_from_array(np.dstack([picture, opaque])).save(buffer, "JPEG", quality)
    return array_of(QImage.fromData(buffer.data(), "JPEG"))


def _paper(ink: Ink, rng: Rng, *, plain: bool = False) -> NDArray[np.float64]:
    """Return written paper (H, W, 3): usual paper, unless any colour will do."""
    paper = np.array(_PAPERS[0 if plain else rng.integers(len(_PAPERS))], float)
    pen = np.array(_PENS[rng.integers(len(_PENS))], float)
    return paper + ink[:, :, None] * (pen - paper)


def _lit(light: Callable[[Ink, Rng], Light]) -> Callable[[Digit, Rng], Picture]:
    def picture(digit: Digit, rng: Rng) -> Picture:
        ink = _sheet(digit, rng)
        return photograph(_paper(ink, rng, plain=True), light(ink, rng), rng)

    return picture


def coloured_paper(digit: Digit, rng: Rng) -> Picture:
    ink = _sheet(digit, rng)
    return photograph(_paper(ink, rng), _gradient(ink, rng), rng)


def _printed(squared: bool) -> Callable[[Digit, Rng], Picture]:
    """Ruled or squared paper: pale lines of a printer under the digit."""

    def picture(digit: Digit, rng: Rng) -> Picture:
        ink = _sheet(digit, rng)
        y, x = (np.arange(length) for length in ink.shape)
        distance, width = rng.uniform(22, 90), rng.uniform(1, 2.2)
        lines = ((y + rng.uniform(0, distance)) % distance < width)[:, None] & (x == x)
        if squared:
            lines |= ((x + rng.uniform(0, distance)) % distance < width)[None, :]
        paper = _paper(ink, rng, plain=True)
        pale = np.array([150, 180, 220]) if rng.random() < 0.6 else np.array([190, 190, 190])
        paper = np.where(lines[:, :, None] & (ink < 0.5)[:, :, None], pale, paper)
        return photograph(paper, _gradient(ink, rng), rng)

    return picture


def on_table(digit: Digit, rng: Rng) -> Picture:
    """A sheet on a dark table, seen at one to four of its sides."""
    ink = _sheet(digit, rng)
    paper = _paper(ink, rng, plain=True)
    around = rng.integers(0, 2, 4)
    around[rng.integers(4)] = 1
    top, bottom, left, right = (around * rng.integers(12, 60, 4)).tolist()
    table = np.array([[90, 60, 40], [60, 60, 65], [120, 95, 70]])[rng.integers(3)]
    seen = np.empty((ink.shape[0] + top + bottom, ink.shape[1] + left + right, 3))
    seen[:] = table
    seen[top : top + ink.shape[0], left : left + ink.shape[1]] = paper
    return photograph(seen, _gradient(seen[:, :, 0].astype(np.float32), rng), rng)


def specks(digit: Digit, rng: Rng) -> Picture:
    """Dirt: a dozen spots of up to a fortieth of the picture."""
    ink = _sheet(digit, rng)
    y, x = np.mgrid[: ink.shape[0], : ink.shape[1]]
    for _ in range(12):
        row, column = rng.uniform(0, ink.shape)
        radius = rng.uniform(0.5, min(ink.shape) / 80)
        ink = np.maximum(ink, (np.hypot(y - row, x - column) < radius).astype(np.float32))
    return photograph(_paper(ink, rng, plain=True), _gradient(ink, rng), rng)


def huge(digit: Digit, rng: Rng) -> Picture:
    """6000x4000 pixels with a digit of 300 to 2400."""
    ink = digit.ink(rng.uniform(100, 800), line=0.08)
    sheet = np.zeros((1334, 2000), np.float32)
    top, left = (rng.integers(0, np.array(sheet.shape) - ink.shape + 1)).tolist()
    sheet[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    photo = photograph(_paper(sheet, rng, plain=True), _gradient(sheet, rng), rng)
    return photo.repeat(3, axis=0).repeat(3, axis=1)[:4000]


STYLES: dict[str, Callable[[Digit, Rng], Picture]] = {
    "photo, light from a side": _lit(_gradient),
    "photo, vignette": _lit(_vignette),
    "photo, shadow": _lit(_shadow),
    "photo, coloured paper": coloured_paper,
    "photo, ruled paper": _printed(False),
    "photo, squared paper": _printed(True),
    "photo, on a table": on_table,
    "photo, specks": specks,
    "photo, 6000x4000": huge,
}
