"""Icons in the colours of the palette: line drawings in SVG that name no colour."""

from functools import cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from digitpad.gui.looks import give_up, look
from digitpad.gui.palette import Palette

SIDE_PX = 20
_RATIOS = (1, 2, 3)  # pixels of the screen for one of the icon


@cache
def icon(name: str, palette: Palette) -> QIcon:
    """Return the icon ``name`` for all states of a button."""
    modes = (
        (palette.text, QIcon.Mode.Normal, QIcon.State.Off),
        (palette.on_accent, QIcon.Mode.Normal, QIcon.State.On),
        (palette.line, QIcon.Mode.Disabled, QIcon.State.Off),
    )
    result = QIcon()
    drawing = look(file := f"icons/{name}.svg")
    for colour, mode, state in modes:
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
        if drawing and not renderer.isValid():
            give_up(file)
            break
        for ratio in _RATIOS:
            result.addPixmap(_pixmap(renderer, ratio), mode, state)
    return result


def _pixmap(renderer: QSvgRenderer, ratio: int) -> QPixmap:
    pixmap = QPixmap(SIDE_PX * ratio, SIDE_PX * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        renderer.render(painter)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
