"""The list of layers: rows to choose, drag and move with keys, each with its cost as a bar."""

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from digitpad.gui.architecture.layer_model import (
    COST,
    LAYER,
    OUTPUT,
    PROBLEM_ROLE,
    SHARE_ROLE,
    LayerModel,
)
from digitpad.gui.item_index import Index
from digitpad.gui.palette import LIGHT, Palette

_ROW_PX = 26
_HEADER_PX = 24
_COLUMNS_PX = (0, 84, 72, 68)  # the first takes the rest
_PAD_PX = 6
_BAR_PX = 2
_MARK_PX = 3  # at the left of the chosen row
_OWN_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class LayerTable(QTableView):
    """Signals: chosen(row), remove_asked(row), move_asked(from, to), undo_asked(), redo_asked()."""

    chosen = Signal(int)
    remove_asked = Signal(int)
    move_asked = Signal(int, int)
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, model: LayerModel) -> None:
        super().__init__()
        self.setObjectName("layerTable")
        self.setAccessibleName("Layers of the network")
        self.setStatusTip(
            "The layers, in the order in which an image goes through them. Drag one to move it; "
            "keys: Alt+Up and Alt+Down move, Delete removes."
        )
        self.setModel(model)
        self._delegate = _RowPainter(self)
        self.setItemDelegate(self._delegate)
        self._arrange()
        model.move_asked.connect(self.move_asked)
        model.modelReset.connect(self._span_problems)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)

    def _arrange(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(_ROW_PX)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setFixedHeight(_HEADER_PX)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(LAYER, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_COLUMNS_PX):
            if width:
                self.setColumnWidth(column, width)
        self.setMinimumHeight(_HEADER_PX + 4 * _ROW_PX)

    @property
    def row(self) -> int:
        """The chosen row, -1 when there is none."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Choose a row, the nearest there is."""
        last = self.model().rowCount() - 1
        if last >= 0:
            self.setCurrentIndex(self.model().index(min(max(row, 0), last), LAYER))

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self._delegate.palette = palette
        self.viewport().update()

    @Slot()
    def _span_problems(self) -> None:
        """Let a sentence take the place of the numbers that there are not."""
        model = self.model()
        self.clearSpans()
        for row in range(model.rowCount()):
            if model.index(row, COST).data() == "":
                self.setSpan(row, OUTPUT, 1, COST - OUTPUT + 1)

    @Slot(QModelIndex, QModelIndex)
    def _tell_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        self.chosen.emit(now.row())

    def event(self, event: QEvent) -> bool:
        """Undo and redo are those of the layers while the list has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            event.setAccepted(any(event.matches(key) for key in _OWN_KEYS))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit(self.row)
        elif alt and event.key() == Qt.Key.Key_Up:
            self.move_asked.emit(self.row, self.row - 1)
        elif alt and event.key() == Qt.Key.Key_Down:
            self.move_asked.emit(self.row, self.row + 1)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_asked.emit()
        else:
            super().keyPressEvent(event)


class _RowPainter(QStyledItemDelegate):
    """Paints cells flat; under the cost a bar shows its share of the whole."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.palette = LIGHT

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        self.initStyleOption(option, index)
        palette, place = self.palette, option.rect
        chosen = index.row() == self._table.currentIndex().row()
        if chosen:
            painter.fillRect(place, QColor(palette.hover))
        if chosen and index.column() == LAYER:
            mark = QRect(place.left(), place.top(), _MARK_PX, place.height())
            painter.fillRect(mark, QColor(palette.accent))
        problem = bool(index.data(PROBLEM_ROLE))
        quiet = palette.text if index.column() == LAYER else palette.muted
        painter.setPen(QColor(palette.problem if problem else quiet))
        inner = place.adjusted(_PAD_PX, 0, -_PAD_PX, 0)
        is_sentence = self._table.columnSpan(index.row(), index.column()) > 1
        side = Qt.AlignmentFlag.AlignLeft if is_sentence else option.displayAlignment
        text = option.fontMetrics.elidedText(
            option.text, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.setFont(option.font)
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, text)
        if index.column() == COST:
            self._paint_bar(painter, inner, float(index.data(SHARE_ROLE)))

    def _paint_bar(self, painter: QPainter, inner: QRect, share: float) -> None:
        width = round(share * inner.width())
        bar = QRect(inner.right() + 1 - width, inner.bottom() - _BAR_PX, width, _BAR_PX)
        painter.fillRect(bar, QColor(self.palette.accent))
