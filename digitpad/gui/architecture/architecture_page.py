"""The network as a list of layers to add, remove, move and change."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from digitpad.gui.architecture.layer_edits import LayerEdits
from digitpad.gui.architecture.layer_model import LayerModel
from digitpad.gui.architecture.layer_settings import LayerSettings
from digitpad.gui.architecture.layer_table import LayerTable
from digitpad.gui.palette import Palette
from digitpad.gui.parts import column, label, restyle, row, tool_button
from digitpad.gui.words import counted
from digitpad.training import PRESETS, LayerSpec
from digitpad.training.architecture import NetworkReport, report
from digitpad.training.layer_kinds import LAYER_KINDS

_TIPS = {
    "addLayerButton": "Add a layer after the chosen one.",
    "removeLayerButton": "Remove the chosen layer (Delete).",
    "layerUpButton": "Move the chosen layer up (Alt+Up).",
    "layerDownButton": "Move the chosen layer down (Alt+Down).",
    "undoLayersButton": "Take the last change of the network back.",
    "redoLayersButton": "Make the change again that was taken back.",
    "layersOfButton": "Begin again with the network of a preset.",
}


class ArchitecturePage(QWidget):
    """Signals: layers_changed(), when the person changed the network."""

    layers_changed = Signal()

    def __init__(self, layers: Sequence[LayerSpec]) -> None:
        super().__init__()
        self.setObjectName("architecturePage")
        self._edits = LayerEdits(layers)
        self._report = NetworkReport((), "")
        self._model = LayerModel()
        self.table = LayerTable(self._model)
        self.settings = LayerSettings()
        self.add = _button("addLayerButton", "Add")
        self.remove = _button("removeLayerButton", "Remove")
        self.up = _button("layerUpButton", "Up")
        self.down = _button("layerDownButton", "Down")
        self.undo = _button("undoLayersButton", "Undo")
        self.redo = _button("redoLayersButton", "Redo")
        self.preset = _button("layersOfButton", "Preset")
        self._fill_menus()
        self.total = label("networkTotal", wraps=True)
        self._lay_out()
        self._connect()
        self._show(0)

    def _fill_menus(self) -> None:
        kinds, presets = QMenu(self.add), QMenu(self.preset)
        for name, kind in LAYER_KINDS.items():
            action = kinds.addAction(kind.title)
            action.setData(name)
            action.setStatusTip(kind.help)
        for name in PRESETS:
            presets.addAction(name).setData(name)
        kinds.triggered.connect(lambda action: self._add(action.data()))
        presets.triggered.connect(lambda action: self._begin_with(action.data()))
        for button, menu in ((self.add, kinds), (self.preset, presets)):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _lay_out(self) -> None:
        tools = row(0)
        for button in (self.add, self.remove, self.up, self.down):
            tools.addWidget(button)
        tools.addStretch(1)
        for button in (self.undo, self.redo, self.preset):
            tools.addWidget(button)
        layout = column(4, self)
        layout.addLayout(tools)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.total)
        layout.addSpacing(4)
        layout.addWidget(self.settings)

    def _connect(self) -> None:
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(self.table.row, self.table.row - 1))
        self.down.clicked.connect(lambda: self._move(self.table.row, self.table.row + 1))
        self.undo.clicked.connect(self._undo)
        self.redo.clicked.connect(self._redo)
        self.settings.changed.connect(self._change)
        table = self.table
        table.chosen.connect(self._show_chosen)
        table.remove_asked.connect(self._remove)
        table.move_asked.connect(self._move)
        table.undo_asked.connect(self._undo)
        table.redo_asked.connect(self._redo)

    @property
    def layers(self) -> tuple[LayerSpec, ...]:
        """The layers as they stand."""
        return self._edits.layers

    @property
    def problem(self) -> str:
        """Why the network cannot be trained, empty when it can."""
        return self._report.problem

    def use_colours(self, palette: Palette) -> None:
        """Use these colours."""
        self.table.use_colours(palette)

    def show_layers(self, layers: Sequence[LayerSpec]) -> None:
        """Show these layers, which can be undone; nothing is signalled."""
        self._edits.replace(layers)
        self._show(self.table.row)

    # What the person asks for

    def _add(self, kind: str) -> None:
        place = self.table.row + 1
        self._edits.add(place, kind)
        self._tell(place)

    @Slot()
    def _remove(self) -> None:
        self._edits.remove(self.table.row)
        self._tell(self.table.row)

    @Slot(int, int)
    def _move(self, place: int, to: int) -> None:
        self._edits.move(place, to)
        self._tell(to)

    @Slot(str, object)
    def _change(self, name: str, value: object) -> None:
        self._edits.change(self.table.row, name, value)
        self._tell(self.table.row)

    @Slot()
    def _undo(self) -> None:
        self._tell_place(self._edits.undo())

    @Slot()
    def _redo(self) -> None:
        self._tell_place(self._edits.redo())

    def _begin_with(self, preset: str) -> None:
        self._edits.replace(PRESETS[preset].layers)
        self._tell(0)

    def _tell_place(self, place: int | None) -> None:
        if place is not None:
            self._tell(place)

    def _tell(self, chosen: int) -> None:
        self._show(chosen)
        self.layers_changed.emit()

    # What is shown

    def _show(self, chosen: int) -> None:
        layers = self._edits.layers
        self._report = report(layers)
        self._model.show_layers(layers, self._report)
        self.table.choose(chosen)
        self._show_chosen(self.table.row)
        wrong = next((i for i, told in enumerate(self._report.layers) if told.problem), None)
        if wrong is not None:
            self.table.scrollTo(self._model.index(wrong, 0))
        self.total.setText(self._report.problem or _total(self._report))
        restyle(self.total, "problem", bool(self._report.problem))

    @Slot(int)
    def _show_chosen(self, place: int) -> None:
        edits, last = self._edits, len(self._edits.layers) - 1
        self.settings.show_layer(edits.layers[place] if 0 <= place <= last else None)
        self.add.setEnabled(edits.can_add)
        self.remove.setEnabled(last >= 0)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < last)
        self.undo.setEnabled(edits.can_undo)
        self.redo.setEnabled(edits.can_redo)


def _button(name: str, text: str) -> QToolButton:
    return tool_button(name, text, _TIPS[name])


def _total(told: NetworkReport) -> str:
    layers, weights = counted(len(told.layers), "layer"), counted(told.parameters, "weight")
    millions = f"{told.multiply_adds / 1e6:,.2f} million"
    return f"{layers} · {weights} · {millions} multiply-adds an image"
