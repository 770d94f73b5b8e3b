"""What the view Train remembers: settings, network, and how the curves are drawn."""

import json
from dataclasses import asdict
from typing import Any

from digitpad.gui.fields import ChoiceBox, CountBox
from digitpad.gui.settings import Settings
from digitpad.gui.train.curve_tools import SMOOTHINGS, USUAL_SMOOTHING
from digitpad.gui.train.settings_form import USUAL_PRESET, SettingsForm
from digitpad.gui.train.train_view import TrainView
from digitpad.training import PRESETS, LayerSpec, TrainConfig


def restore(settings: Settings, view: TrainView) -> None:
    """Bring back what is remembered; what cannot be is as its preset has it."""
    preset = PRESETS[settings.choice("training/preset", PRESETS.keys(), USUAL_PRESET)]
    view.form.show_config(_config(settings, view.form, preset))
    smoothing = settings.choice("training/smoothing", [str(n) for n in SMOOTHINGS], "")
    view.tools.choose(
        logarithmic=settings.choice("training/log", ("yes", "no"), "no") == "yes",
        smoothing=int(smoothing) if smoothing else USUAL_SMOOTHING,
    )


def _config(settings: Settings, form: SettingsForm, preset: TrainConfig) -> TrainConfig:
    usual = asdict(preset)
    values: dict[str, Any] = {}
    for name, box in form.boxes.items():
        key, value = f"training/{name}", usual[name] or 0
        if isinstance(box, ChoiceBox):
            values[name] = settings.choice(key, box.keys(), usual[name])
        elif isinstance(box, CountBox):
            values[name] = settings.whole(key, box.minimum(), box.maximum(), value)
        else:
            values[name] = settings.number(key, box.minimum(), box.maximum(), value)
    values["limit"] = values["limit"] or None
    layers = _layers(settings.text("training/layers")) or preset.layers
    try:
        return TrainConfig(layers=layers, **values)
    except ValueError:  # each by itself may be, but not together
        return preset


def _layers(text: str) -> tuple[LayerSpec, ...]:
    """Return remembered layers, none when the text holds something else."""
    try:
        layers = json.loads(text)
    except ValueError:
        return ()
    whole = isinstance(layers, list) and all(isinstance(spec, dict) for spec in layers)
    return tuple(layers) if whole else ()


def remember(settings: Settings, view: TrainView) -> None:
    """Remember how things stand."""
    form, tools = view.form, view.tools
    for name, value in form.values().items():
        settings.remember(f"training/{name}", value)
    own = form.layers == form.preset_config().layers  # a later version's preset may have others
    settings.remember("training/layers", "" if own else json.dumps(form.layers))
    settings.remember("training/log", "yes" if tools.logarithmic.isChecked() else "no")
    settings.remember("training/smoothing", str(tools.images()))
