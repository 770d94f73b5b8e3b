"""Images side by side, each with what it is, what it was read as, and how sure that was."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from digitpad.gui.desk.ink_image import ink_image
from digitpad.gui.evaluate.measurement import NO_IMAGES, Indices, Measured
from digitpad.gui.item_index import NO_INDEX, Index
from digitpad.gui.palette import LIGHT, Palette
from digitpad.gui.words import counted, percent

_PAPER_PX, _INK_PX, _TEXT_PX, _GAP_PX = 72, 56, 16, 8
_CORNER_PX = 4

_Role = Qt.ItemDataRole


class _Model(QAbstractListModel):
    """Some of the images that were measured, in an order."""

    def __init__(self) -> None:
        super().__init__()
        self.measured: Measured | None = None
        self.images: Indices = NO_IMAGES

    def show(self, measured: Measured | None, images: Indices) -> None:
        self.beginResetModel()
        self.measured, self.images = measured, images
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.images)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid() or self.measured is None:
            return None
        if role == _Role.DisplayRole:
            return caption(self.measured, int(self.images[index.row()]))[0]
        if role in (_Role.AccessibleTextRole, _Role.StatusTipRole):
            return sentence(self.measured, int(self.images[index.row()]))
        return None


def caption(measured: Measured, image: int) -> tuple[str, str]:
    """Return what an image is and was read as, and how sure that was: ``4→9``, ``98 %``."""
    refused = measured.is_refused(image)
    answer = "?" if refused else measured.evaluation.predictions[image]
    return f"{measured.images.labels[image]}→{answer}", f"{100 * measured.confidence[image]:.0f} %"


def sentence(measured: Measured, image: int) -> str:
    """Say the same in words."""
    names, result = measured.images.classes, measured.evaluation
    label, answer = names[measured.images.labels[image]], names[result.predictions[image]]
    sure = percent(float(measured.confidence[image]))
    but = ", so open that it is answered with ?" if measured.is_refused(image) else ""
    read = f"{label}, read as {answer} with {sure}{but}"
    return f"Image {image}: {read}. Click to put it on the canvas."


class Gallery(QListView):
    """Signals: image_chosen(number of the image in its set) by a click or the enter key."""

    image_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gallery")
        self._model = _Model()
        self._painter = _TilePainter(self, self._model)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self.setFrameShape(self.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStatusTip("Choose an image to put it on the canvas.")
        self.clicked.connect(self._choose)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._painter.palette = palette
        self.viewport().update()

    def show_images(self, title: str, measured: Measured | None, images: Indices) -> None:
        """Show these images of a set, in this order."""
        self._model.show(measured, images)
        self.setAccessibleName(f"{title}: {counted(len(images), 'image')}")
        self.scrollToTop()

    def updateGeometries(self) -> None:
        """Scroll no farther than to the last caption: nothing stands in the gap below it."""
        super().updateGeometries()
        bar = self.verticalScrollBar()
        bar.setMaximum(max(0, bar.maximum() - _GAP_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(_PAPER_PX + 2 * _GAP_PX, _PAPER_PX + _TEXT_PX)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.image_chosen.emit(int(self._model.images[index.row()]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _TilePainter(QStyledItemDelegate):
    """Paints an image on a piece of paper, and its caption below."""

    def __init__(self, gallery: Gallery, model: _Model) -> None:
        super().__init__(gallery)
        self._gallery, self._model = gallery, model
        self.palette = LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_PAPER_PX + _GAP_PX, _PAPER_PX + _TEXT_PX + _GAP_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        measured, palette = self._model.measured, self.palette
        if measured is None:
            return
        image = int(self._model.images[index.row()])
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if self._gallery.hasFocus() and option.state & QStyle.StateFlag.State_HasFocus:
            chosen = True
        width = 2.0 if chosen else 1.0
        paper = QRect(option.rect.topLeft(), QSize(_PAPER_PX, _PAPER_PX))
        ink = QRect(0, 0, _INK_PX, _INK_PX)
        ink.moveCenter(paper.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(palette.sheet))
        painter.setPen(QPen(QColor(palette.accent if chosen else palette.line), width))
        edge = QRectF(paper).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(edge, _CORNER_PX, _CORNER_PX)
        painter.drawImage(ink, ink_image(measured.images.images[image], palette))
        below = QRect(paper.left(), paper.bottom() + 1, _PAPER_PX, _TEXT_PX)
        read, sure = caption(measured, image)
        painter.setPen(QColor(palette.text))
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, read)
        painter.setPen(QColor(palette.muted))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, sure)
        painter.restore()
