"""Sets a formula: how large each part is, where it stands, and how it is painted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from digitpad.gui.inside.mathtype.parse import (
    Coloured,
    Fraction,
    Glyphs,
    Node,
    Root,
    Row,
    Script,
    parse,
)

_FAMILIES = ["STIX Two Text", "Cambria", "Times New Roman", "Liberation Serif", "DejaVu Serif"]
_SMALLER, _LEAST_PX = 0.72, 9.0  # the size of what is set small
_LARGE_SIGN = 1.45  # of a sum, in sizes of the type
_SPACE, _DOT_SPACE = 0.26, 0.1  # beside a sign that keeps its distance, and a dot, in sizes
_AXIS = 0.28  # height of a fraction's line above the base line, in sizes

Colours = Callable[[str], QColor]  # of a role; "" is the colour of all the rest


@dataclass(frozen=True)
class Box:
    """A part that is set: its size around the base line, in pixels, and how to paint it."""

    width: float
    ascent: float
    descent: float
    paint: Callable[[QPainter, float, float, Colours, str], None]
    breaks: bool = False  # a line may end before it

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.ascent + self.descent


@lru_cache(maxsize=512)
def set_formula(text: str, size_px: float) -> tuple[Box, ...]:
    """Return the parts of the formula ``text``, side by side, in type of this size."""
    return tuple(_box(part, size_px) for part in parse(text).parts)


def side_by_side(boxes: Sequence[Box]) -> Box:
    """Return one box of several on the same base line."""

    def paint(painter: QPainter, x: float, y: float, colours: Colours, role: str) -> None:
        for box in boxes:
            box.paint(painter, x, y, colours, role)
            x += box.width

    width = sum(box.width for box in boxes)
    ascent = max((box.ascent for box in boxes), default=0.0)
    return Box(width, ascent, max((box.descent for box in boxes), default=0.0), paint)


def _box(node: Node, size: float) -> Box:
    match node:
        case Glyphs():
            return _glyphs(node, size)
        case Row(parts):
            return side_by_side([_box(part, size) for part in parts])
        case Script():
            return _stack(node, size) if node.stacked else _script(node, size)
        case Fraction(over, under):
            return _fraction(_box(over, size), _box(under, size), size)
        case Root(inner):
            return _root(_box(inner, size), size)
        case Coloured(role, inner):
            return _coloured(role, _box(inner, size))


def _small(size: float) -> float:
    return max(size * _SMALLER, _LEAST_PX)


def _font(size: float, italic: bool) -> QFont:
    font = QFont(_FAMILIES)
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(round(size))
    font.setItalic(italic)
    return font


def _glyphs(node: Glyphs, size: float) -> Box:
    large = node.text == "∑"
    font = _font(size * _LARGE_SIGN if large else size, node.italic)
    metrics = QFontMetricsF(font)
    space = (_DOT_SPACE if node.text == "·" else _SPACE) * size if node.spaced else 0.0
    drop = 0.14 * size if large else 0.0

    def paint(painter: QPainter, x: float, y: float, colours: Colours, role: str) -> None:
        painter.setFont(font)
        painter.setPen(colours(role))
        painter.drawText(QPointF(x + space, y + drop), node.text)

    ink = metrics.tightBoundingRect(node.text)
    ascent = max(-ink.top() - drop, 0.62 * size)
    descent = max(ink.bottom() + drop, 0.18 * size)
    after = 0.15 * size if node.text == "," else 0.0
    width = metrics.horizontalAdvance(node.text) + 2 * space + after
    return Box(width, ascent, descent, paint, breaks=node.spaced and node.text != "·")


def _script(node: Script, size: float) -> Box:
    base, small = _box(node.base, size), _small(size)
    below = _box(node.below, small) if node.below else None
    above = _box(node.above, small) if node.above else None
    down, up = 0.24 * size, max(0.42 * size, base.ascent - 0.5 * small)

    def paint(painter: QPainter, x: float, y: float, colours: Colours, role: str) -> None:
        base.paint(painter, x, y, colours, role)
        if below:
            below.paint(painter, x + base.width, y + down, colours, role)
        if above:
            above.paint(painter, x + base.width, y - up, colours, role)

    beside = max(below.width if below else 0.0, above.width if above else 0.0)
    ascent = max(base.ascent, above.ascent + up if above else 0.0)
    descent = max(base.descent, below.descent + down if below else 0.0)
    return Box(base.width + beside + 0.06 * size, ascent, descent, paint)


def _stack(node: Script, size: float) -> Box:
    base, small, gap = _box(node.base, size), _small(size), 0.1 * size
    below = _box(node.below, small) if node.below else None
    above = _box(node.above, small) if node.above else None
    width = max(box.width for box in (base, below, above) if box) + 0.2 * size

    def paint(painter: QPainter, x: float, y: float, colours: Colours, role: str) -> None:
        base.paint(painter, x + (width - base.width) / 2, y, colours, role)
        if below:
            under = y + base.descent + gap + below.ascent
            below.paint(painter, x + (width - below.width) / 2, under, colours, role)
        if above:
            over = y - base.ascent - gap - above.descent
            above.paint(painter, x + (width - above.width) / 2, over, colours, role)

    ascent = base.ascent + (above.height + gap if above else 0.0)
    return Box(width, ascent, base.descent + (below.height + gap if below else 0.0), paint)


def _fraction(over: Box, under: Box, size: float) -> Box:
    axis, gap = _AXIS * size, 0.16 * size
    width = max(over.width, under.width) + 0.3 * size

    def paint(painter: QPainter, x: float, y: float, colours: Colours, role: str) -> None:
        over.paint(
            painter, x + (width - over.width) / 2, y - axis - gap - over.descent, colours, role
        )
        under.paint(
            painter, x + (width - under.width) / 2, y - axis + gap + under.ascent, colours, role
        )
        painter.setPen(QPen(colours(role), max(1.0, size / 16)))
        painter.drawLine(
            QPointF(x + 0.08 * size, y - axis), QPointF(x + width - 0.08 * size, y - axis)
        )

    return Box(width, over.height + gap + axis, under.height + gap - axis, paint)


def _root(inner: Box, size: float) -> Box:
    hook, top = 0.55 * size, 0.14 * size

    def paint(painter: QPainter, x: float, y: float, colours: Colours, role: str) -> None:
        inner.paint(painter, x + hook, y, colours, role)
        painter.setPen(QPen(colours(role), max(1.0, size / 16)))
        high, low = y - inner.ascent - top, y + inner.descent
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(x + 0.06 * size, y - 0.2 * size),
                    QPointF(x + 0.18 * size, y - 0.28 * size),
                    QPointF(x + 0.34 * size, low),
                    QPointF(x + 0.48 * size, high),
                    QPointF(x + hook + inner.width, high),
                ]
            )
        )

    return Box(hook + inner.width + 0.1 * size, inner.ascent + 2 * top, inner.descent, paint)


def _coloured(role: str, inner: Box) -> Box:
    def paint(painter: QPainter, x: float, y: float, colours: Colours, outer: str) -> None:
        inner.paint(painter, x, y, colours, role)

    return Box(inner.width, inner.ascent, inner.descent, paint, inner.breaks)
