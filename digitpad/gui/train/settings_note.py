"""The line under the settings: what the preset is, what was changed, what waits for a run."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from digitpad.gui.parts import label, named, row
from digitpad.gui.train.settings_form import differences
from digitpad.gui.train.settings_help import SETTING_HELP
from digitpad.gui.words import unbroken
from digitpad.training import PRESET_HELP, PRESETS, TrainConfig

_HEIGHT_PX, _LINE_PX = 32, 16  # two lines, and one
_WHAT_WAITS = "Changes made now apply to the next run, except the learning rate."
_FEW = 4  # changes that are named one by one


class SettingsNote(QWidget):
    """Signals: reset_asked() for the settings that the line compares with."""

    reset_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT_PX)
        self.text = label("settingsNote", wraps=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.reset = named(QToolButton(), "resetSettingsButton")
        self.reset.setFixedHeight(_LINE_PX)  # or its text would not stand in line with the note
        self.reset.clicked.connect(self.reset_asked)
        layout = row(8, self)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)

    def show_settings(self, config: TrainConfig) -> None:
        """Tell how settings differ from their preset, or what the preset is."""
        changed = differences(config, PRESETS[config.preset])
        if changed:
            self.text.setText(f"Changed from {config.preset}: {_listed(changed)}.")
        else:
            first, _, _ = PRESET_HELP[config.preset].partition(". ")
            self.text.setText(unbroken(f"{first.rstrip('.')}."))
        self.text.setToolTip(PRESET_HELP[config.preset])
        self._offer("Reset", f"Bring the settings of {config.preset} back.", bool(changed))

    def show_waiting(self, names: list[str]) -> None:
        """Tell which settings were changed during a run."""
        self.text.setToolTip("")
        waits = f"For the next run: {_listed(names)}." if names else ""
        self.text.setText(waits or _WHAT_WAITS)
        self._offer("Put back", "Bring the settings of the run in progress back.", bool(names))

    def show_problem(self, sentence: str) -> None:
        """Tell why these settings cannot be."""
        self.text.setText(sentence)
        self._offer("Reset", "Bring the settings of the preset back.", True)

    def _offer(self, title: str, tip: str, offered: bool) -> None:
        self.reset.setText(title)
        self.reset.setStatusTip(tip)
        self.reset.setToolTip(tip)
        self.reset.setVisible(offered)


def _listed(names: list[str]) -> str:
    titles = [SETTING_HELP[n].title.lower() if n in SETTING_HELP else "network" for n in names]
    if len(titles) > _FEW:
        titles = [*titles[: _FEW - 1], f"{len(titles) - _FEW + 1} more"]
    if len(titles) == 1:
        return titles[0]
    return f"{', '.join(titles[:-1])} and {titles[-1]}"
