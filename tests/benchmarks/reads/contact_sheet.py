"""A picture of what is still misread: each image as seen, its label, and the answer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digitpad.files import write_whole
from reads.readings import REFUSED, Readings

COLUMNS, SIDE, CAPTION, GAP = 12, 84, 32, 10  # px, an image three times as large
MARGIN = 20
INK, PALE = "#222222", "#777777"


@dataclass(frozen=True)
class Misread:
    """One image, with the probability of what it was taken for."""

    image: NDArray[np.uint8]
    label: int
    taken_for: int
    probability: float
    refused: bool
    source: str

    @property
    def caption(self) -> str:
        """True label, what is answered, and how likely the network finds its choice."""
        answer = f"? ({self.taken_for})" if self.refused else f"{self.taken_for}"
        return f"{self.label} → {answer}  {self.probability:.0%}"


def misread(readings: Sequence[Readings]) -> list[Misread]:
    """Return all that was answered wrong, the surest answers first, the refused ones last."""
    found = []
    for some in readings:
        for i in np.flatnonzero(some.digits != some.labels).tolist():
            choice = int(some.probabilities[i].argmax())
            probability = float(some.probabilities[i, choice])
            refused = bool(some.digits[i] == REFUSED)
            label = int(some.labels[i])
            found.append(Misread(some.images[i], label, choice, probability, refused, some.title))
    return sorted(found, key=lambda one: (one.refused, -one.probability))


def draw(found: Sequence[Misread], path: Path) -> None:
    """Write the sheet to ``path`` (PNG).  Raises: OSError, not writable."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice, QRect
    from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

    from digitpad.gui.desk.picture_reader import image_from_array

    application = QGuiApplication.instance() or QGuiApplication([])
    rows = max(1, -(-len(found) // COLUMNS))
    width = 2 * MARGIN + COLUMNS * (SIDE + GAP) - GAP
    sheet = QImage(
        width, 2 * MARGIN + CAPTION + rows * (SIDE + CAPTION + GAP), QImage.Format.Format_RGB32
    )
    sheet.fill(QColor("white"))
    painter = QPainter(sheet)
    title = f"{len(found)} misread: true label → answer, with its probability"
    _text(painter, title, MARGIN, MARGIN, width, INK)
    for number, one in enumerate(found):
        row, column = divmod(number, COLUMNS)
        left = MARGIN + column * (SIDE + GAP)
        top = MARGIN + CAPTION + row * (SIDE + CAPTION + GAP)
        seen = np.dstack([255 - one.image] * 3 + [np.full_like(one.image, 255)])
        painter.drawImage(QRect(left, top, SIDE, SIDE), image_from_array(seen))
        painter.drawRect(QRect(left, top, SIDE, SIDE))
        _text(painter, one.caption, left, top + SIDE + 1, SIDE + GAP, INK)
        _text(painter, one.source, left, top + SIDE + 15, SIDE, PALE)
    painter.end()
    del application
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    sheet.save(buffer, "PNG")
    write_whole(path, bytes(buffer.data().data()))


def _text(painter: object, text: str, left: int, top: int, width: int, colour: str) -> None:
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QColor, QPainter

    assert isinstance(painter, QPainter)
    font = painter.font()
    font.setPixelSize(11)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QRect(left, top, width, 16), Qt.AlignmentFlag.AlignLeft, text)
