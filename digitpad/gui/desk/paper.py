"""What is on the canvas besides ink: the paper, the hint, a picture, and the tool in hand."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from digitpad.gui.palette import Palette

_CORNER_PX = 8
_MARGIN_PX = 8  # around a picture
_TINY_PX = 32  # a picture's longest side
_CROSS_PX = 8  # half of the cross that the keyboard moves
_HINT_PX = 24  # height of its letters
_LINE_PX = 32
_HINT = "Draw a digit"
_HINT_MORE = "or drop, paste or open a picture of one"


def paint_paper(painter: QPainter, room: QRect, palette: Palette, *, focus: bool) -> None:
    """Paint the empty sheet; its edge tells whether it has the focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(palette.accent if focus else palette.line), 1.0))
    painter.setBrush(QColor(palette.sheet))
    edge = QRectF(room).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(edge, _CORNER_PX, _CORNER_PX)


def paint_hint(painter: QPainter, room: QRect, palette: Palette) -> None:
    """Say what the empty sheet is for."""
    painter.setPen(QColor(palette.muted))
    line = QRect(room.left(), room.center().y() + _LINE_PX // 4, room.width(), _LINE_PX)
    painter.drawText(line, Qt.AlignmentFlag.AlignCenter, _HINT_MORE)
    font = painter.font()
    font.setPixelSize(_HINT_PX)
    painter.setFont(font)
    line.translate(0, -_LINE_PX - _LINE_PX // 4)
    painter.drawText(line, Qt.AlignmentFlag.AlignCenter, _HINT)


def paint_picture(painter: QPainter, room: QRect, picture: QImage) -> None:
    """Paint a picture as large as the sheet allows; a tiny one shows its pixels."""
    tiny = max(picture.width(), picture.height()) <= _TINY_PX
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not tiny)
    room = room.adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
    size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(room.topLeft(), size)
    place.moveCenter(room.center())
    painter.drawImage(place, picture)


def paint_ring(painter: QPainter, centre: QPointF, radius: float, palette: Palette) -> None:
    """Paint the edge of the tool in hand, to be seen on paper and on ink."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((palette.sheet, 3.0), (palette.muted, 1.5)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawEllipse(centre, radius, radius)


def paint_cross(painter: QPainter, centre: QPointF, palette: Palette) -> None:
    """Paint the place of the pen that the keyboard moves."""
    painter.setPen(QPen(QColor(palette.accent), 1.5))
    for arm in (QPointF(_CROSS_PX, 0), QPointF(0, _CROSS_PX)):
        painter.drawLine(centre - arm, centre + arm)
