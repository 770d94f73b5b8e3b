"""All layers side by side, their maps below each other, painted as one picture."""

from math import ceil

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from digitpad.gui.glossary.explained import tip
from digitpad.gui.glossary.terms import TERMS
from digitpad.gui.inside.layers.columns import StripColumn
from digitpad.gui.inside.layers.strip_layout import (
    HEAD_PX,
    LINE_PX,
    TILE_PX,
    TITLE_PX,
    Place,
    StripLayout,
)
from digitpad.gui.inside.signed_colours import signed_image
from digitpad.gui.palette import LIGHT, Palette
from digitpad.inside.trace import Cell, place_of

_TEXT_PX, _SMALL_PX = 12, 11
_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class LayerStrip(QAbstractScrollArea):
    """Shows columns; scrolls down to more maps, and sideways to more layers.

    Signals: pointed(layer, cell) under the mouse; left() when it goes away; chosen(layer, cell) by
    a click or the arrow keys: another layer, another of its maps.
    """

    pointed = Signal(int, tuple)
    left = Signal()
    chosen = Signal(int, tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[StripColumn, ...] = ()
        self._images: list[QImage] = []
        self._palette = LIGHT
        self._place: Place | None = None
        self.layout_ = StripLayout((), QSizeF())
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Layers of the network, from the image to the probabilities")

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._palette = palette
        self._make_images()

    def show_columns(self, columns: tuple[StripColumn, ...]) -> None:
        """Show these layers."""
        before = [column.shape for column in self._columns]
        self._columns = columns
        self._make_images()
        if before == [column.shape for column in columns]:
            self._lay_out()
        else:
            self._place = None
            self._set_ranges()

    def mark(self, layer: int, cell: Cell) -> None:
        """Mark the map that a cell is in."""
        if self._place == (layer, cell):
            return
        self._place = (layer, cell)
        self.setAccessibleDescription(f"{self._columns[layer].title}, {cell}")
        self.viewport().update()

    def _make_images(self) -> None:
        self._images = [
            signed_image(column.levels.reshape(-1, column.levels.shape[2]), self._palette)
            for column in self._columns
        ]
        self.viewport().update()

    def _lay_out(self) -> None:
        """Take where the scroll bars stand."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        size = QSizeF(self.viewport().size())
        self.layout_ = StripLayout(self._columns, size, across.value(), down.value())
        self.viewport().update()

    def _set_ranges(self) -> None:
        self._lay_out()
        view = self.viewport()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        most_across, most_down = self.layout_.overhang
        across.setRange(0, most_across)
        down.setRange(0, most_down)
        across.setPageStep(view.width())
        down.setPageStep(max(1, view.height() - HEAD_PX))
        across.setSingleStep(self.layout_.pitch)
        down.setSingleStep(self.layout_.pitch)

    def _reveal(self, place: Place) -> None:
        """Scroll until the map of a cell is in sight."""
        rect, view = self.layout_.rect_of(place), self.viewport()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + _beyond(rect.left(), rect.right(), 0, view.width()))
        beyond = _beyond(rect.top(), rect.bottom(), HEAD_PX, view.height())
        down.setValue(down.value() + beyond)

    # What is painted

    def paintEvent(self, event: QPaintEvent) -> None:
        view, layers = self.viewport(), self.layout_.layers_in_sight
        with QPainter(view) as painter:
            for layer in layers:
                if self._columns[layer].texts:
                    self._paint_numbers(painter, layer)
                else:
                    self._paint_maps(painter, layer)
            painter.fillRect(0, 0, view.width(), HEAD_PX, QColor(self._palette.window))
            for layer in layers:
                self._paint_head(painter, layer)
            if self.hasFocus():
                painter.setPen(QColor(self._palette.accent))
                painter.drawRect(view.rect().adjusted(0, 0, -1, -1))

    def _paint_maps(self, painter: QPainter, layer: int) -> None:
        column, image, palette = self._columns[layer], self._images[layer], self._palette
        height, width = column.levels.shape[1:]
        marked = self._marked(layer)
        for position in self.layout_.maps_in_sight(layer):
            map_, rect = column.order[position], self.layout_.rect(layer, position)
            painter.drawImage(rect, image, QRectF(0, map_ * height, width, height))
            chosen = marked is not None and map_ == marked[0]
            painter.setPen(QPen(QColor(palette.text if chosen else palette.line), 1 + chosen))
            painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_numbers(self, painter: QPainter, layer: int) -> None:
        column, image, palette = self._columns[layer], self._images[layer], self._palette
        rect, marked = self.layout_.rect(layer, 0), self._marked(layer)
        painter.setFont(self._font(_SMALL_PX))
        for number, (name, value) in enumerate(column.texts):
            line = QRectF(rect.left(), rect.top() + number * LINE_PX, rect.width(), LINE_PX)
            patch = QRectF(line.left(), line.top() + 3, 8, LINE_PX - 6)
            painter.drawImage(patch, image, QRectF(0, number, 1, 1))
            painter.setPen(QPen(QColor(palette.line), 1))
            painter.drawRect(patch)
            chosen = marked is not None and number == marked[1]
            painter.setPen(QColor(palette.accent if chosen else palette.text))
            middle = Qt.AlignmentFlag.AlignVCenter
            named = line.adjusted(12, 0, 0, 0)
            painter.drawText(named, Qt.AlignmentFlag.AlignLeft | middle, name)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, value)

    def _paint_head(self, painter: QPainter, layer: int) -> None:
        column, palette, layout = self._columns[layer], self._palette, self.layout_
        x = layout.left_of(layer)
        painter.setFont(self._font(_TEXT_PX, bold=self._marked(layer) is not None))
        painter.setPen(QColor(palette.text))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(QRectF(x, 0, layout.width(layer), TITLE_PX), flags, column.title)
        painter.setFont(self._font(_SMALL_PX))
        painter.setPen(QColor(palette.muted))
        for number, line in enumerate(column.shape_lines):
            top = TITLE_PX - 2 + number * 13
            painter.drawText(QRectF(x, top, layout.width(layer), 14), flags, line)

    def _marked(self, layer: int) -> tuple[int, int, int] | None:
        """Return map, row and column of the cell that is marked in a layer."""
        if self._place is None or self._place[0] != layer:
            return None
        return place_of(self._columns[layer].shape, self._place[1])

    def _font(self, size: int, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setBold(bold)
        return font

    # What the person does

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()))
            return True
        return super().viewportEvent(event)

    def tip_at(self, point: QPoint) -> str:
        """Return what the glossary says of the layer whose title is there, else nothing."""
        layer = self.layout_.layer_at(point.x())
        if layer is None or point.y() >= HEAD_PX:
            return ""
        return tip(TERMS[self._columns[layer].term])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.layout_.place_at(event.position())
        if place is None:
            self.left.emit()
        else:
            self.pointed.emit(*place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.layout_.place_at(event.position())
        if place is not None:
            self.chosen.emit(*place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _KEYS.get(Qt.Key(event.key()))
        if step is None or self._place is None:
            super().keyPressEvent(event)
            return
        place = self.layout_.beside(self._place, *step)
        self._reveal(place)
        self.chosen.emit(*place)

    def minimumSizeHint(self) -> QSize:
        return QSize(3 * TILE_PX[0], HEAD_PX + 2 * TILE_PX[0])

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_ranges()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._lay_out()


def _beyond(low: float, high: float, least: float, most: float) -> int:
    """Return how far a length lies outside another, below zero if before it."""
    if low < least:
        return int(low - least)
    return max(0, ceil(high - most))
