"""The layers as a table for Qt: what each is, what comes out of it, and what it costs."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    Qt,
    Signal,
)

from digitpad.gui.item_index import NO_INDEX, Index
from digitpad.gui.words import counted
from digitpad.training import LayerSpec
from digitpad.training.architecture import LayerReport, NetworkReport
from digitpad.training.layer_kinds import LAYER_KINDS, kind_title, title_of

TITLES = ("Layer", "Output", "Weights", "Cost")
_TIPS = (
    "In the order in which an image goes through them.",
    "How many numbers come out for one image: height, width and channels.",
    "How many numbers training changes.",
    "Multiplications, each with an addition, for one image; the bar is the share of the whole.",
)
LAYER, OUTPUT, WEIGHTS, COST = range(len(TITLES))
SHARE_ROLE = Qt.ItemDataRole.UserRole  # of all multiply-adds, in [0, 1]
PROBLEM_ROLE = Qt.ItemDataRole.UserRole + 1  # a sentence, empty when there is none
_MIME = "application/x-digitpad-layer"


class LayerModel(QAbstractTableModel):
    """Signals: move_asked(from, to), when a row was dropped at another place."""

    move_asked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._layers: Sequence[LayerSpec] = ()
        self._report = NetworkReport((), "")

    def show_layers(self, layers: Sequence[LayerSpec], report: NetworkReport) -> None:
        """Show these layers, with one report for each."""
        self.beginResetModel()
        self._layers, self._report = layers, report
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._layers)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.StatusTipRole):
            return _TIPS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._layers):
            return None
        spec, told = self._layers[index.row()], self._report.layers[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(index.column(), spec, told)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.sentence(index.row()) if index.column() == LAYER else None
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.StatusTipRole:
                kind = LAYER_KINDS.get(spec["layer"])
                return told.problem or (f"{kind.title}: {kind.help}" if kind else "")
            case _ if role == SHARE_ROLE:
                return told.multiply_adds / max(1, self._report.multiply_adds)
            case _ if role == PROBLEM_ROLE:
                return told.problem
        return None

    @staticmethod
    def _text(column: int, spec: LayerSpec, told: LayerReport) -> str:
        if column == LAYER:
            return title_of(spec)
        if told.output_shape is None:
            return _why(spec, told) if column == OUTPUT else ""
        if column == OUTPUT:
            return shape_text(told.output_shape)
        if column == WEIGHTS:
            return f"{told.parameters:,}" if told.parameters else "–"
        return short(told.multiply_adds)

    def sentence(self, row: int) -> str:
        """Return all that a row shows, for a screen reader."""
        spec, told = self._layers[row], self._report.layers[row]
        if told.output_shape is None:
            return f"{title_of(spec)}: {_why(spec, told) or 'not known yet'}"
        share = told.multiply_adds / max(1, self._report.multiply_adds)
        said = (
            f"{title_of(spec)}: output {shape_text(told.output_shape)}, "
            f"{counted(told.parameters, 'weight')}, {counted(told.multiply_adds, 'multiply-add')}, "
            f"{100 * share:.0f} % of all"
        )
        return f"{said}. {told.problem}" if told.problem else said

    # Rows are dragged

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled  # between the rows
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        )

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(_MIME, str(indexes[0].row()).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not data.hasFormat(_MIME):
            return False
        place = int(bytes(data.data(_MIME).data()))
        to = row if row >= 0 else parent.row() if parent.isValid() else len(self._layers)
        to -= to > place  # the row itself is gone from above
        if to != place:
            self.move_asked.emit(place, min(to, len(self._layers) - 1))
        return False  # the model moves nothing itself: whoever hears of it does


def _why(spec: LayerSpec, told: LayerReport) -> str:
    """Return the problem of a layer without its name, which stands beside it."""
    return told.problem.removeprefix(f"{kind_title(spec['layer'])}: ")


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as text: ``24×24×32``."""
    return "×".join(f"{length:,}" for length in shape)


def short(number: int) -> str:
    """Return a large number in three digits: ``2.23 M``; – for none."""
    for power, letter in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if number >= 0.9995 * power:  # from here on it rounds to the power
            return f"{number / power:.3g} {letter}"
    return str(number or "–")


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == LAYER else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
