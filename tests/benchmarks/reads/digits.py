"""Real digits, and their ink at any size: those that pictures are made of."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from digitpad import data
from digitpad.data import bundled

Ink = NDArray[np.float32]  # (H, W), 0 paper to 1
Picture = NDArray[np.uint8]  # (H, W), (H, W, 3) or (H, W, 4)

_ROOM = 0.05  # of a digit's side around it, beside half the line


@dataclass(frozen=True)
class Digit:
    """A scan of MNIST's validation images, or a drawing by a writer held out of training."""

    label: int
    image: NDArray[np.uint8]  # (28, 28), the plain one
    strokes: data.Strokes | None = None

    def ink(self, side: float, *, line: float = 0.11, smooth: bool = True) -> Ink:
        """Return the ink of a digit with ``side`` pixels and hardly a margin.

        ``line`` is the width of a drawing's lines, a share of the side (but one pixel at least);
        a scan keeps its own.  Without ``smooth`` a pixel has all ink or none.
        """
        if self.strokes is None:
            ink = _enlarged(self.image, side)
            return ink if smooth else (ink > 0.5).astype(np.float32)
        return _painted(self.strokes, side, max(1.0, line * side), smooth=smooth)


def scans(count: int) -> list[Digit]:
    """Return ``count`` of MNIST's 5,000 validation images, spread over all of them."""
    images = data.load("mnist").validation
    places = np.linspace(0, len(images) - 1, count).astype(int).tolist()
    return [Digit(int(images.labels[i]), images.images[i]) for i in places]


def drawings(count: int) -> list[Digit]:
    """Return ``count`` of the drawings of the held-out writers, spread over all of them."""
    samples, images = bundled.held_out_drawings(), bundled.drawn_set()
    places = np.linspace(0, len(samples) - 1, count).astype(int).tolist()
    return [Digit(int(images.labels[i]), images.images[i], samples[i].strokes) for i in places]


def _enlarged(image: NDArray[np.uint8], side: float) -> Ink:
    rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    tight = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] / 255
    scale = side / max(tight.shape)
    padded = np.pad(tight, 1)
    if scale < 1:
        padded = ndimage.gaussian_filter(padded, 0.4 / scale)
    big = ndimage.zoom(
        padded, scale, order=3 if scale > 1 else 1, grid_mode=True, mode="grid-constant"
    )
    # MNIST's edges are as soft as its pixels are large: a real line's are not.
    steep = 1 + min(scale, 4.0) / 2
    return ((big - 0.5) * steep + 0.5).clip(0, 1).astype(np.float32)


def _painted(strokes: data.Strokes, side: float, width: float, *, smooth: bool) -> Ink:
    """Draw as paint programs do, with a round brush."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    scale = max(side - width, 1.0) / max(float(extent.max()), 1e-9)
    margin = width / 2 + max(1.0, _ROOM * side)
    across, down = np.ceil(extent * scale + 2 * margin).astype(int).tolist()
    image = QImage(across, down, QImage.Format.Format_Grayscale8)
    image.fill(QColor("black"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
    painter.setPen(
        QPen(
            QColor("white"),
            width,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    for stroke in strokes:
        places = [QPointF(x, y) for x, y in ((stroke - low) * scale + margin).tolist()]
        if len(places) == 1:
            painter.drawPoint(places[0])
        else:
            painter.drawPolyline(QPolygonF(places))
    painter.end()
    return array_of(image)[:, :, 0].astype(np.float32) / 255


def array_of(image: Any) -> Picture:
    """Return one of Qt's images as an array (H, W, 3)."""
    from digitpad.gui.desk.picture_reader import array_from_image

    return array_from_image(image)[:, :, :3]
