"""The confusion matrix: true digits down, answers across, precision and recall at the ends."""

from PySide6.QtCore import QItemSelection, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from digitpad.gui.evaluate.confusion_model import ConfusionModel, Kind
from digitpad.gui.evaluate.measurement import Measured
from digitpad.gui.item_index import Index
from digitpad.gui.palette import LIGHT, Palette

_NAMES_PX, _RATES_PX = 56, 44  # widths of the first and the last column
_HEAD_PX, _LEAST_ROW_PX = 20, 20
_GAP_PX = 1  # around a cell
_CORNER_PX = 2
_RIGHT_SHARE = 0.2  # how much of the accent's colour is in a cell
_WRONG_SHARES = (0.12, 0.5)  # of the mistakes' colour: of the rarest and of the most frequent


class ConfusionTable(QTableView):
    """Shows figures.  Signals: cell_chosen(row, column), nothing_chosen()."""

    cell_chosen = Signal(int, int)
    nothing_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confusionTable")
        self.setAccessibleName("Confusion matrix")
        self.setStatusTip(
            "Each row is a true digit, each column an answer. Choose a cell to see its images. "
            "Recall: of the images of a digit, how many are read as it. Precision: of the answers, "
            "how many are right."
        )
        self.model_ = ConfusionModel()
        self._painter = _CellPainter(self)
        self.setModel(self.model_)
        self.setItemDelegate(self._painter)
        self._arrange()
        self.selectionModel().selectionChanged.connect(self._tell)

    def _arrange(self) -> None:
        self.setFrameShape(self.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for off in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            off(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, down = self.horizontalHeader(), self.verticalHeader()
        self.setMinimumHeight(_HEAD_PX + self.model_.rowCount() * _LEAST_ROW_PX)
        across.setFixedHeight(_HEAD_PX)
        down.setFixedWidth(_NAMES_PX)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for header in (across, down):
            header.setMinimumSectionSize(_LEAST_ROW_PX)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._painter.palette = palette
        self.viewport().update()

    def show_measured(self, measured: Measured | None, description: str) -> None:
        """Show figures, or none, and describe them to a screen reader; no cell is chosen then."""
        self.model_.show(measured)
        self.setAccessibleDescription(description)
        rates, across = self.model_.columnCount() - 1, self.horizontalHeader()
        across.setSectionResizeMode(rates, QHeaderView.ResizeMode.Fixed)
        across.resizeSection(rates, _RATES_PX)

    def _tell(self, chosen: QItemSelection, _: QItemSelection) -> None:
        for index in chosen.indexes():
            self.cell_chosen.emit(index.row(), index.column())
            return
        self.nothing_chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.selectionModel().hasSelection():
            self.clearSelection()
        else:
            super().keyPressEvent(event)


class _CellPainter(QStyledItemDelegate):
    """Paints a cell: right answers in the accent's colour, mistakes the stronger the more often."""

    def __init__(self, table: ConfusionTable) -> None:
        super().__init__(table)
        self._model = table.model_
        self._table = table
        self.palette = LIGHT

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        palette, cell = self.palette, self._model.cell(index.row(), index.column())
        place = QRectF(option.rect).adjusted(_GAP_PX, _GAP_PX, -_GAP_PX, -_GAP_PX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if cell.kind in (Kind.RIGHT, Kind.WRONG):
            painter.setBrush(QColor(palette.surface))
            painter.drawRoundedRect(place, _CORNER_PX, _CORNER_PX)
            painter.setBrush(self._tint(cell.kind, cell.share))
            painter.drawRoundedRect(place, _CORNER_PX, _CORNER_PX)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), 2.0))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), _CORNER_PX, _CORNER_PX)
        elif option.state & QStyle.StateFlag.State_HasFocus and self._table.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.accent), 1.0))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        self._paint_text(painter, QRectF(option.rect), cell.kind, cell.text)
        painter.restore()

    def _tint(self, kind: Kind, share: float) -> QColor:
        if kind is Kind.RIGHT:
            colour, opacity = QColor(self.palette.accent), _RIGHT_SHARE
        else:
            colour = QColor(self.palette.validation)
            low, high = _WRONG_SHARES
            opacity = low + (high - low) * share if share else 0.0
        colour.setAlphaF(opacity)
        return colour

    def _paint_text(self, painter: QPainter, place: QRectF, kind: Kind, text: str) -> None:
        palette = self.palette
        font = QFont(self._table.font())
        font.setWeight(QFont.Weight.DemiBold if kind is Kind.ACCURACY else QFont.Weight.Normal)
        painter.setFont(font)
        rate = kind in (Kind.RECALL, Kind.PRECISION)
        painter.setPen(QColor(palette.muted if rate else palette.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)
