"""The settings of one layer as fields, and what its kind does in a sentence."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from digitpad.gui.fields import ChoiceBox, CountBox
from digitpad.gui.parts import column, label, named, row
from digitpad.training import LayerSpec
from digitpad.training.layer_kinds import (
    LAYER_KINDS,
    ChoiceSetting,
    Setting,
    ShareSetting,
    WholeSetting,
    kind_title,
    setting_of,
)

_LEAST_PX = 64  # width of a field: five stand side by side
_HELP_PX = 32  # two lines
_FIELDS_PX = 52  # a title and its field


class LayerSettings(QWidget):
    """Signals: changed(name, value), when the person changed a setting."""

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("layerSettings")
        self._kind = ""
        self._boxes: dict[str, CountBox | ChoiceBox] = {}
        self._title = label("heading")
        self._help = label("presetHelp", wraps=True)
        self._help.setFixedHeight(_HELP_PX)
        self._place = named(QWidget(), "layerFields")
        self._place.setFixedHeight(_FIELDS_PX)
        self._fields = QWidget(self._place)
        self._fields_layout = column(0, self._place)
        self._fields_layout.addWidget(self._fields)
        layout = column(2, self)
        layout.addWidget(self._title)
        layout.addWidget(self._help)
        layout.addWidget(self._place)

    def box(self, name: str) -> CountBox | ChoiceBox:
        """Return the field of a setting that is shown."""
        return self._boxes[name]

    def show_layer(self, spec: LayerSpec | None) -> None:
        """Show the settings of a layer; nothing is signalled."""
        kind = "" if spec is None else str(spec["layer"])
        if kind != self._kind:
            self._kind = kind
            self._build(kind)
        if spec is not None and kind in LAYER_KINDS:
            for setting in LAYER_KINDS[kind].settings:
                _show(setting, self._boxes[setting.name], setting_of(spec, setting.name))

    def _build(self, kind: str) -> None:
        """Make the fields of a kind of layer."""
        known = LAYER_KINDS.get(kind)
        self._title.setText(kind_title(kind))
        self._help.setText(known.help if known else "")
        self._fields.deleteLater()
        self._fields = QWidget()
        self._boxes = {}
        line = row(8, self._fields)
        for setting in known.settings if known else ():
            box = self._box_of(setting)
            title = label("fieldLabel", setting.title)
            title.setBuddy(box)
            field = column(2)
            field.addWidget(title)
            field.addWidget(box)
            line.addLayout(field)
            self._boxes[setting.name] = box
        line.addStretch(1)
        self._fields_layout.addWidget(self._fields)

    def _box_of(self, setting: Setting) -> CountBox | ChoiceBox:
        box: CountBox | ChoiceBox
        name = f"layer_{setting.name}"
        match setting:
            case WholeSetting():
                box = CountBox(name, setting.low, setting.high)
                box.valueChanged.connect(lambda value: self.changed.emit(setting.name, value))
            case ShareSetting():
                box = CountBox(name, 0, round(100 * setting.high))
                box.setSuffix(" %")
                box.valueChanged.connect(lambda value: self.changed.emit(setting.name, value / 100))
            case ChoiceSetting():
                box = choice = ChoiceBox(name)
                choice.setMinimumContentsLength(4)
                for key, text in setting.choices.items():
                    choice.addItem(text, key)
                choice.currentIndexChanged.connect(
                    lambda _: self.changed.emit(setting.name, choice.key())
                )
        box.setMinimumWidth(_LEAST_PX)
        box.setAccessibleName(setting.title)
        box.setStatusTip(setting.help)
        box.setToolTip(setting.help)
        return box


def _show(setting: Setting, box: CountBox | ChoiceBox, value: Any) -> None:
    with QSignalBlocker(box):
        if isinstance(box, ChoiceBox):
            box.choose(str(value))
        else:
            box.setValue(round(100 * value) if isinstance(setting, ShareSetting) else int(value))
