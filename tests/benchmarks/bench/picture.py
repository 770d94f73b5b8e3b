"""The picture of a comparison: a bar for each peer's time over the fastest peer's."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from bench.measure import Outcome
from bench.peers import MACHINE, OURS, PEERS
from bench.report import microseconds
from digitpad.files import write_whole

WIDTH, MARGIN, ROW, GAP = 1100, 24, 22, 40  # px
NAMES, VALUES = 190, 150  # px, to the left and to the right of the bars
LONGEST = 4.0  # times the fastest peer; longer bars are cut off and end in an arrow
INK, PALE, OURS_COLOUR, PEER_COLOUR = "#222222", "#999999", "#0072B2", "#BBBBBB"


def draw(outcomes: Sequence[Outcome], footnote: str, path: Path) -> None:
    """Write the picture to ``path`` (PNG).  Raises: ImportError, no Qt; OSError, not writable."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(WIDTH, _height(outcomes), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top = MARGIN
    for outcome in outcomes:
        top = _draw_work(painter, outcome, top) + GAP
    _text(painter, footnote, MARGIN, top - GAP // 2, WIDTH - 2 * MARGIN, PALE)
    painter.end()
    del application
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    write_whole(path, bytes(buffer.data().data()))


def _height(outcomes: Sequence[Outcome]) -> int:
    rows = sum(1 + len(_peers(outcome)) for outcome in outcomes)
    return 2 * MARGIN + rows * ROW + len(outcomes) * GAP + ROW


def _peers(outcome: Outcome) -> list[str]:
    """Who did this work, the fastest first."""
    return sorted((key for key in outcome.timings if key != MACHINE), key=outcome.image_us)


def _draw_work(painter: object, outcome: Outcome, top: int) -> int:
    """Draw one work's title and bars; return where they end."""
    title = outcome.work.title
    if outcome.ratio is not None:
        title += f": {outcome.ratio:.2f} of the fastest peer's time, wanted {outcome.work.wanted}"
    _text(painter, title, MARGIN, top, WIDTH - 2 * MARGIN, INK, bold=True)
    top += ROW
    unit = outcome.image_us(outcome.fastest_peer or _peers(outcome)[0])
    scale = (WIDTH - 2 * MARGIN - NAMES - VALUES) / LONGEST  # px for the fastest peer's time
    for peer in _peers(outcome):
        _draw_bar(painter, outcome, peer, top, unit, scale)
        top += ROW
    return top


def _draw_bar(
    painter: object, outcome: Outcome, peer: str, top: int, unit: float, scale: float
) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QPainter

    assert isinstance(painter, QPainter)
    time = outcome.image_us(peer)
    length = min(time / unit, LONGEST) * scale
    left = MARGIN + NAMES
    colour = OURS_COLOUR if peer == OURS else PEER_COLOUR
    painter.fillRect(QRectF(left, top + 3, length, ROW - 6), QColor(colour))
    _text(painter, PEERS[peer].title, MARGIN, top, NAMES, INK, bold=peer == OURS)
    arrow = " →" if time / unit > LONGEST else ""
    _text(
        painter, f"{arrow} {microseconds(time)} µs/image", int(left + length + 4), top, VALUES, INK
    )


def _text(
    painter: object, text: str, left: int, top: int, width: int, colour: str, *, bold: bool = False
) -> None:
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QColor, QPainter

    assert isinstance(painter, QPainter)
    font = painter.font()
    font.setPixelSize(13)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    place = QRect(left, top, width, ROW)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
