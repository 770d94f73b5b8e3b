"""The settings of runs in words, and what is special about them. Knows nothing of Qt."""

from collections.abc import Sequence
from html import escape

from digitpad.gui.runs.run_columns import dataset_title, state_text
from digitpad.gui.train.setting_titles import CHOICE_TITLES
from digitpad.training import PRESETS, RunRecord, TrainConfig
from digitpad.training.layer_kinds import kind_title

_TITLES = {
    "epochs": "epochs",
    "batch_size": "batch",
    "learning_rate": "learning rate",
    "optimizer": "optimizer",
    "limit": "images",
    "dataset": "data",
    "seed": "seed",
    "loss": "loss",
    "schedule": "schedule",
    "momentum": "momentum",
    "weight_decay": "weight decay",
    "augment": "augmentation",
    "light_share": "light at the end",
    "label_smoothing": "label smoothing",
    "averaging": "averaging",
    "threads": "threads",
    "layers": "layers",
}
_SEPARATOR = " · "
_ALWAYS = ("epochs", "batch_size", "learning_rate", "optimizer", "limit", "seed", "layers")
_SIZES = ("filters", "units", "size", "rate")  # of a layer, whichever it has


def value_text(config: TrainConfig, name: str) -> str:
    """Return a setting in words."""
    value = getattr(config, name)
    if name == "layers":
        return ", ".join(_layer_text(layer) for layer in value)
    if name == "limit":
        return "all" if value is None else f"{value:,}"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, int):
        return f"{value:,}"
    return CHOICE_TITLES.get(name, {}).get(value, str(value))


def _layer_text(layer: dict[str, object]) -> str:
    sizes = [str(layer[size]) for size in _SIZES if size in layer]
    return " ".join([kind_title(str(layer["layer"])), *sizes[:1]])


def describe(record: RunRecord) -> str:
    """Return a run's settings as rich text; what its preset has otherwise is bold."""
    config = record.config
    preset = PRESETS.get(config.preset)
    parts = [escape(f"{config.preset}, {state_text(record)} · {dataset_title(record)}")]
    for name, title in _TITLES.items():
        differs = preset is not None and getattr(preset, name) != getattr(config, name)
        if not differs and name not in _ALWAYS:
            continue
        text = escape(f"{title} {value_text(config, name)}")
        parts.append(f"<b>{text}</b>" if differs else text)
    return _SEPARATOR.join(parts)


def describe_differences(records: Sequence[RunRecord]) -> str:
    """Return what several runs differ in as rich text: each setting with the value of each run."""
    parts = []
    for name, title in _TITLES.items():
        values = [value_text(record.config, name) for record in records]
        if len(set(values)) > 1:
            shown = "" if name == "layers" else f" {escape(' | '.join(values))}"
            parts.append(f"<b>{title}</b>{shown}")
    if not parts:
        return "These runs have the same settings."
    return "They differ in: " + _SEPARATOR.join(parts)
