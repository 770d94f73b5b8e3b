"""All settings of a run as fields, wherever they are laid out."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QObject, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QWidget

from digitpad.data import DATASETS
from digitpad.gui.fields import ChoiceBox, CountBox, RateBox
from digitpad.gui.train.setting_titles import LOSS_TITLES, OPTIMIZER_TITLES, SCHEDULE_TITLES
from digitpad.gui.train.settings_help import SETTING_HELP
from digitpad.training import AUGMENTATIONS, OPTIMIZERS, PRESETS, LayerSpec, TrainConfig

_MOST_IMAGES = 70_000
_MOST_THREADS = 64
USUAL_PRESET = "Quick"

Box = ChoiceBox | CountBox | RateBox


class SettingsForm(QObject):
    """The fields by the names that ``TrainConfig`` gives to settings; ``layers`` has no field.

    Signals: edited() when the person changed anything but the learning rate, rate_chosen(learning
    rate), layers_changed() when another network is to be trained.
    """

    edited = Signal()
    rate_chosen = Signal(float)
    layers_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        datasets = {
            info.key: f"{info.title} (download)" if info.needs_download else info.title
            for info in DATASETS
        }
        self.preset = _choice("presetBox", {name: name for name in PRESETS})
        self.dataset = _choice("datasetBox", datasets)
        self.limit = CountBox("limitBox", 0, _MOST_IMAGES)
        self.limit.setSpecialValueText("all")
        self.epochs = CountBox("epochsBox", 1, 10_000)
        self.batch_size = CountBox("batchSizeBox", 1, 10_000)
        self.learning_rate = RateBox("learningRateBox", 1e-8, 1e6)
        self.optimizer = _choice("optimizerBox", {key: OPTIMIZER_TITLES[key] for key in OPTIMIZERS})
        self.seed = CountBox("seedBox", 0, 999_999)
        self.schedule = _choice("scheduleBox", SCHEDULE_TITLES)
        self.loss = _choice("lossBox", LOSS_TITLES)
        self.momentum = RateBox("momentumBox", 0.0, 0.999, step=0.1)
        self.weight_decay = RateBox("weightDecayBox", 0.0, 1.0, step=0.01)
        self.augment = _choice("augmentBox", {name: name for name in AUGMENTATIONS})
        self.light_share = RateBox("lightShareBox", 0.0, 0.99, step=0.1)
        self.label_smoothing = RateBox("labelSmoothingBox", 0.0, 0.9, step=0.05)
        self.averaging = RateBox("averagingBox", 0.0, 0.9999, step=0.1)
        self.threads = CountBox("threadsBox", 0, _MOST_THREADS)
        self.threads.setSpecialValueText("all")
        self._layers: tuple[LayerSpec, ...] = ()
        self.boxes: dict[str, Box] = {name: getattr(self, name) for name in SETTING_HELP}
        for name, box in self.boxes.items():
            _explain(box, name)
            self._connect(name, box)
        self.show_config(PRESETS[USUAL_PRESET])

    def _connect(self, name: str, box: Box) -> None:
        if name == "preset":
            self.preset.currentIndexChanged.connect(self._use_preset)
        elif name == "learning_rate":
            self.learning_rate.valueChanged.connect(self.rate_chosen)
        elif isinstance(box, ChoiceBox):
            box.currentIndexChanged.connect(self.edited)
        else:
            box.valueChanged.connect(self.edited)

    @property
    def layers(self) -> tuple[LayerSpec, ...]:
        """The network to train."""
        return self._layers

    def use_layers(self, layers: tuple[LayerSpec, ...]) -> None:
        """Train this network, as the person wants."""
        self._layers = layers
        self.edited.emit()

    def config(self) -> TrainConfig:
        """Return the settings as they stand.  Raises: ValueError, one sentence."""
        values = self.values()
        values["limit"] = values["limit"] or None
        return TrainConfig(layers=self._layers, **values)

    def values(self) -> dict[str, Any]:
        """Return what the fields hold, by the names of settings."""
        return {
            name: box.key() if isinstance(box, ChoiceBox) else box.value()
            for name, box in self.boxes.items()
        }

    def preset_config(self) -> TrainConfig:
        """Return the settings of the preset that is chosen."""
        return PRESETS[self.preset.key()]

    def show_config(self, config: TrainConfig) -> None:
        """Show these settings; of the changes only that of the network is signalled."""
        values = asdict(config)
        for name, box in self.boxes.items():
            with QSignalBlocker(box):
                if isinstance(box, ChoiceBox):
                    box.choose(values[name])
                else:
                    box.setValue(values[name] or 0)
        self._layers = config.layers
        self.layers_changed.emit()

    @Slot()
    def reset(self) -> None:
        """Bring the preset's own settings back, as the person wants."""
        self.put_back(self.preset_config())

    def put_back(self, config: TrainConfig) -> None:
        """Bring other settings back, as the person wants."""
        self.show_config(config)
        self.rate_chosen.emit(config.learning_rate)
        self.edited.emit()

    @Slot()
    def _use_preset(self) -> None:
        self.show_config(self.preset_config())
        self.edited.emit()


def _choice(name: str, choices: Mapping[str, str]) -> ChoiceBox:
    box = ChoiceBox(name)
    for key, title in choices.items():
        box.addItem(title, key)
    return box


def _explain(box: QWidget, name: str) -> None:
    about = SETTING_HELP[name]
    box.setAccessibleName(about.title)
    box.setAccessibleDescription(about.tip)
    box.setStatusTip(about.tip)
    box.setToolTip(about.tip)
    box.setWhatsThis("<br>".join(about.paragraphs()))


def differences(config: TrainConfig, other: TrainConfig) -> list[str]:
    """Return the names of the settings that differ, the network's layers last."""
    names = [name for name in SETTING_HELP if getattr(config, name) != getattr(other, name)]
    return [*names, "layers"] if config.layers != other.layers else names
