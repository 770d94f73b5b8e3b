"""A button that shows a figure: its name, the figure in large, and a line on it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from digitpad.gui.palette import LIGHT, Palette

_FIGURE_PX = 24  # height of its letters
_SMALL_PX = 12
_LINES_PX = (16, 32, 16)  # heights of name, figure and note
_WIDTH_PX = 128
_MARK_PX = 2  # the line under the chosen one, as tabs have it; twice that with the focus
_GAP_PX = 4  # above that line
_UNKNOWN = "–"


class FigureButton(QAbstractButton):
    """One of several is chosen.  Its text, for a screen reader, is all that it shows."""

    def __init__(self, name: str, title: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setStatusTip(tip)
        self._title, self._figure, self._note = title, "", ""
        self._palette = LIGHT
        self.setFixedSize(self.sizeHint())
        self.show_figure("", "")

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self.update()

    def show_figure(self, figure: str, note: str) -> None:
        """Show a figure with a note; empty when it is not known."""
        self._figure, self._note = figure, note
        said = ", ".join(part for part in (figure or "not measured", note) if part)
        self.setAccessibleName(f"{self._title}: {said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH_PX, sum(_LINES_PX) + _GAP_PX + _MARK_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, chosen = self._palette, self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            top = 0
            name, figure = (palette.text, palette.accent) if chosen else (palette.muted,) * 2
            for text, height, letters, colour in (
                (self._title, _LINES_PX[0], _SMALL_PX, name),
                (self._figure or _UNKNOWN, _LINES_PX[1], _FIGURE_PX, figure),
                (self._note, _LINES_PX[2], _SMALL_PX, palette.muted),
            ):
                font = painter.font()
                font.setPixelSize(letters)
                font.setWeight(
                    QFont.Weight.DemiBold if letters == _FIGURE_PX else QFont.Weight.Normal
                )
                painter.setFont(font)
                painter.setPen(QColor(colour))
                line = QRect(0, top, self.width(), height)
                painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
                top += height
            self._paint_mark(painter)

    def _paint_mark(self, painter: QPainter) -> None:
        palette = self._palette
        colour = palette.accent if self.isChecked() else palette.line
        height = 2 * _MARK_PX if self.hasFocus() else _MARK_PX
        place = QRectF(0, self.height() - height, self.width(), height)
        painter.fillRect(place, QColor(palette.text if self.hasFocus() else colour))
